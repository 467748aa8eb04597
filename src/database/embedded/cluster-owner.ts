import { lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { ownAccount, type Account } from './server-account.js';
import { errorCode } from './error-code.js';

/** Who owns a cluster; null where there is none yet. */
export async function clusterOwner(cluster: string): Promise<Account | null> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * PostgreSQL insists that the cluster belongs to its account. One that root has copied or restored is handed over.
 * @throws EmbeddedPostgresError where it belongs to somebody else and we may not change that
 */
export async function ensureOwner(cluster: string, owner: Account, account: Account | null): Promise<void> {
  const wanted = account ?? ownAccount();
  if (wanted === null || owner.uid === wanted.uid || process.platform === 'win32') return;
  if (account === null) {
    throw new EmbeddedPostgresError(
      `${cluster} belongs to the account with the uid ${owner.uid}, not to this one (${wanted.uid}). ` +
        'Run xtrace as that account or as root, or change the owner.',
    );
  }
  await handOver(cluster, account);
}

/** The directory itself comes last: where this is interrupted, the next start does it again. */
async function handOver(path: string, account: Account): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await handOver(inner, account);
    else await lchown(inner, account.uid, account.gid);
  }
  await lchown(path, account.uid, account.gid);
}
