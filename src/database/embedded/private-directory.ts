import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { ownAccount, type Account } from './server-account.js';
import { errorCode } from './error-code.js';

/**
 * Makes a directory that only one account can enter, or takes one that exists.
 * @param account null: the account of this process
 * @returns false where something else is there, or somebody else's directory: nothing may be put into it
 */
export async function providePrivateDirectory(path: string, account: Account | null): Promise<boolean> {
  const owner = account ?? ownAccount();
  try {
    await mkdir(path, { mode: 0o700 });
    if (account !== null) await chown(path, account.uid, account.gid);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') return false;
  }
  const found = await lstat(path);
  if (!found.isDirectory()) return false;
  if (owner === null) return true;
  const self = ownAccount();
  // Ours but not yet the server's: a start was killed between the two steps above.
  if (account !== null && found.uid === self?.uid) await chown(path, account.uid, account.gid);
  else if (found.uid !== owner.uid) return false;
  if ((found.mode & 0o777) !== 0o700) await chmod(path, 0o700);
  return true;
}
