import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the token of a server with an embedded database is kept. */
export function tokenFile(dataDirectory: string): string {
  return join(dataDirectory, 'token');
}

/** The token in the data directory, made at the first start; to be called by the holder of its lock. Only its owner can read the file. */
export async function keptBearerToken(dataDirectory: string): Promise<string> {
  const path = tokenFile(dataDirectory);
  const kept = await readToken(path);
  if (kept !== null) return kept;
  const token = `xt-${randomBytes(24).toString('base64url')}`;
  const file = await open(path, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${token}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return token;
}

/** Null where there is none yet, or an empty one of a start that was cut short. */
async function readToken(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code !== 'ENOENT') throw error;
    return null;
  }
}
