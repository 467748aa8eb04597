import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the token of a server with an embedded database is kept. */
export function tokenFile(dataDirectory: string): string {
  return join(dataDirectory, 'token');
}

/** The token in the data directory, made at the first start. Only its owner can read the file. */
export async function keptBearerToken(dataDirectory: string): Promise<string> {
  await mkdir(dataDirectory, { recursive: true });
  const path = tokenFile(dataDirectory);
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
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
