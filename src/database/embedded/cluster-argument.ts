import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { isReachable } from './reachability.js';
import type { Account } from './server-account.js';

/**
 * How PostgreSQL, started inside the directory of its cluster, is told where that is: by its path, or, where its account
 * may not pass through a directory above (/root, say), as "where you are". Linux resolves the latter without looking at
 * the path, and PostgreSQL itself uses relative names once it has entered its directory.
 */
export async function clusterArgument(directory: string, account: Account | null): Promise<string> {
  if (await isReachable(directory, account)) return directory;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and another account cannot reach ${directory}. ` +
      'Run xtrace as an ordinary user, or set XTRACE_DATA_DIR to a directory that every user can reach.',
  );
}
