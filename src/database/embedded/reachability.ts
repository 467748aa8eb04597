import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './server-account.js';

/** Whether an account without further groups may pass through, or enter, a directory with these permissions. */
export function mayEnter(directory: { uid: number; gid: number; mode: number }, account: Account): boolean {
  if (directory.uid === account.uid) return (directory.mode & 0o100) !== 0;
  if (directory.gid === account.gid) return (directory.mode & 0o010) !== 0;
  return (directory.mode & 0o001) !== 0;
}

/**
 * Whether an account can reach a directory by its absolute path.
 * @param account null: the account of this process, which has proved it by being here
 */
export async function isReachable(directory: string, account: Account | null): Promise<boolean> {
  if (account === null) return true;
  for (let path = directory; ; path = dirname(path)) {
    if (!mayEnter(await stat(path), account)) return false;
    if (path === dirname(path)) return true;
  }
}
