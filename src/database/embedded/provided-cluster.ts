import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCluster, removeUnfinishedClusters } from './cluster-creation.js';
import { clusterOwner, ensureOwner } from './cluster-owner.js';
import type { ClusterPaths } from './cluster-paths.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { readPassword } from './password-file.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import type { Account } from './server-account.js';

/**
 * Makes the cluster where there is none, else makes sure that these programs can work with it.
 * @param privateDirectory only the account can enter it
 * @returns the password
 */
export async function provideCluster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  account: Account | null,
  privateDirectory: string,
  logger: EmbeddedPostgresLogger,
): Promise<string> {
  await removeUnfinishedClusters(paths);
  const owner = await clusterOwner(paths.cluster);
  if (owner === null || (await readdir(paths.cluster)).length === 0) {
    logger.info(`Preparing PostgreSQL ${binaries.version} in ${paths.dataDirectory} (first start)`);
    await createCluster(paths, binaries, account, privateDirectory);
  } else {
    await assertVersion(paths.cluster, binaries);
    await ensureOwner(paths.cluster, owner, account);
  }
  const password = await readPassword(paths.password);
  if (password !== null) return password;
  throw new EmbeddedPostgresError(
    `${paths.password} is missing: without the password nobody can use the database beside it. ` +
      'Restore the file from a backup of the data directory.',
  );
}

async function assertVersion(cluster: string, binaries: PostgresBinaries): Promise<void> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null);
  if (version?.trim() === binaries.majorVersion) return;
  throw new EmbeddedPostgresError(
    version === null
      ? `${cluster} is not a database cluster of PostgreSQL (it has no PG_VERSION), and it is not empty.`
      : `${cluster} was made by PostgreSQL ${version.trim()}; this xtrace brings ${binaries.version}. ` +
          'Move the data over with pg_dump, or run the xtrace that made it.',
  );
}
