/** An operating-system account by its numbers. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** What Linux calls the overflow ids: an account without any rights. */
const NOBODY: Account = { uid: 65_534, gid: 65_534 };

const PREFERRED_NAMES = ['postgres', '_postgres', 'nobody', 'daemon'];

/**
 * PostgreSQL refuses to run as root. Chooses the account that runs it instead, or null where this process is not root
 * and PostgreSQL can run as the same account.
 * @param clusterOwner who owns the cluster, where there is one: its files need no new owner then
 * @param passwd the text of /etc/passwd
 */
export function serverAccount(
  self: Account | null,
  clusterOwner: Account | null,
  passwd: string,
): Account | null {
  if (self?.uid !== 0) return null;
  if (clusterOwner !== null && clusterOwner.uid !== 0) return clusterOwner;
  const accounts = parsePasswd(passwd);
  for (const name of PREFERRED_NAMES) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid !== 0) return account;
  }
  return NOBODY;
}

function parsePasswd(text: string): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && /^-?\d+$/.test(uid ?? '') && /^-?\d+$/.test(gid ?? '')) {
      accounts.set(name, { uid: Number(uid), gid: Number(gid) });
    }
  }
  return accounts;
}

/** The account of this process; null on Windows, which has no such numbers. */
export function ownAccount(): Account | null {
  const uid = process.geteuid?.();
  const gid = process.getegid?.();
  return uid === undefined || gid === undefined ? null : { uid, gid };
}
