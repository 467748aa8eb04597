import { chown, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './server-account.js';
import type { ServerSettings } from './server-settings.js';

const HEADER = `# Written anew at every start of xtrace. Settings made by ALTER SYSTEM take precedence, and stay.\n`;

export function formatConfiguration(settings: ServerSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quoteSetting(value)}\n`);
  return HEADER + lines.join('');
}

/** In these files a quote is doubled, and a backslash begins an escape. */
function quoteSetting(value: string): string {
  if (value.includes('\n')) throw new Error('A setting of PostgreSQL must be on one line');
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Puts the settings in force for the next start of the server, whole or not at all. */
export async function writeConfiguration(
  cluster: string,
  settings: ServerSettings,
  account: Account | null,
): Promise<void> {
  const file = join(cluster, 'postgresql.conf');
  const text = formatConfiguration(settings);
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
  const draft = `${file}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  if (account !== null) await chown(draft, account.uid, account.gid);
  await rename(draft, file);
}
