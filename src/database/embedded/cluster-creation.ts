import { randomUUID } from 'node:crypto';
import { chown, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterArgument } from './cluster-argument.js';
import { UNFINISHED_CLUSTER_PREFIX, type ClusterPaths } from './cluster-paths.js';
import { syncDirectory } from './directory-sync.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { killProcessesIn } from './leftover-processes.js';
import { createPassword } from './password-file.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { runToEnd } from './run-to-end.js';
import type { Account } from './server-account.js';
import { ServerStartError } from './server-start-error.js';

/** The name of the superuser that initdb makes. */
export const SUPERUSER = 'postgres';

/**
 * Makes a new, empty cluster together with its password. It is made under another name and renamed when it is complete,
 * so that whatever interrupts this leaves nothing that looks like a cluster.
 * @param privateDirectory only the account can enter it
 */
export async function createCluster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  account: Account | null,
  privateDirectory: string,
): Promise<void> {
  const password = await createPassword(paths.password);
  const draft = join(paths.home, `${UNFINISHED_CLUSTER_PREFIX}${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  if (account !== null) await chown(draft, account.uid, account.gid);
  await withPasswordFile(privateDirectory, password, account, async (passwordFile) => {
    const programArguments = [
      ...['-D', await clusterArgument(draft, account)],
      ...['--username', SUPERUSER, '--auth=scram-sha-256', '--pwfile', passwordFile],
      // UTF-8, sorted by code points, whatever locales the machine has.
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      '--data-checksums',
    ];
    await runToEnd(account, binaries.initdb, programArguments, draft).catch((error: unknown) => {
      if (!(error instanceof ServerStartError && error.lacksAccountName)) throw error;
      throw new EmbeddedPostgresError(
        'PostgreSQL needs an account with a name, and the one that it would run as has no entry in /etc/passwd. ' +
          'Add one, run xtrace as another account, or set DATABASE_URL.',
        { cause: error },
      );
    });
  });
  await rename(draft, paths.cluster);
  await syncDirectory(paths.home);
  await syncDirectory(paths.dataDirectory);
}

/** Removes what starts have left that were killed while they made a cluster. */
export async function removeUnfinishedClusters(paths: ClusterPaths): Promise<void> {
  for (const entry of await readdir(paths.home)) {
    if (!entry.startsWith(UNFINISHED_CLUSTER_PREFIX)) continue;
    const draft = join(paths.home, entry);
    killProcessesIn(draft);
    await rm(draft, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** initdb reads the password from a file, which its account, and nobody else, must be able to reach. */
async function withPasswordFile(
  directory: string,
  password: string,
  account: Account | null,
  use: (file: string) => Promise<void>,
): Promise<void> {
  const path = join(directory, 'initial-password');
  await rm(path, { force: true }); // of a start that was killed
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(password);
    if (account !== null) await file.chown(account.uid, account.gid);
    await file.close();
    await use(path);
  } finally {
    await rm(path, { force: true });
  }
}
