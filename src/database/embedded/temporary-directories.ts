import { tmpdir } from 'node:os';
import { isReachable } from './reachability.js';
import type { Account } from './server-account.js';

/** Directories for temporary files that the account can reach, those with the shortest paths first. */
export async function temporaryDirectories(account: Account | null): Promise<string[]> {
  const places = process.platform === 'win32' ? [tmpdir()] : [...new Set(['/tmp', tmpdir()])];
  const reachable: string[] = [];
  for (const place of places) {
    if (await isReachable(place, account).catch(() => false)) reachable.push(place);
  }
  return reachable;
}
