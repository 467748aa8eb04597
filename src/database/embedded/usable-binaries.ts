import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBundledPackage } from './bundled-package.js';
import type { ClusterPaths } from './cluster-paths.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { copiedInstallation } from './installation-copy.js';
import { completeLibraryLinks } from './library-links.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { isReachable } from './reachability.js';
import type { Account } from './server-account.js';
import { errorMessage } from './error-code.js';

/**
 * Programs that the account can run: where npm has put them if possible, else a copy. It takes a copy when the account
 * cannot reach node_modules (below /root, say), or libraries lack links there and it is read-only.
 */
export async function usableBinaries(
  paths: ClusterPaths,
  account: Account | null,
  logger: EmbeddedPostgresLogger,
): Promise<PostgresBinaries> {
  const bundled = findBundledPackage();
  const installation = await realpath(join(bundled.directory, 'native'));
  if (await isReachable(installation, account)) {
    try {
      await completeLibraryLinks(installation);
      return postgresBinaries(installation, bundled.version);
    } catch (error) {
      logger.warn(`Cannot complete PostgreSQL's libraries in ${installation}: ${errorMessage(error)}`);
    }
  }
  const name = `postgresql-${bundled.version}-${process.platform}-${process.arch}`;
  const problems: string[] = [];
  for (const directory of await placesForCopies(paths, account)) {
    try {
      const copy = await copiedInstallation(installation, directory, name);
      if (await isReachable(copy, account)) return postgresBinaries(copy, bundled.version);
      problems.push(`${copy} cannot be reached either`);
    } catch (error) {
      problems.push(errorMessage(error));
    }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL cannot be run from ${installation}, and cannot be copied to a better place ` +
      `(${problems.join('; ')}). Install xtrace elsewhere, or set DATABASE_URL.`,
  );
}

/** Preferably where everything else of ours lies; outside only where the account cannot reach that either. */
async function placesForCopies(paths: ClusterPaths, account: Account | null): Promise<string[]> {
  if (await isReachable(paths.home, account)) return [join(paths.home, 'binaries')];
  return ['/var/lib/xtrace', join(tmpdir(), 'xtrace-binaries')];
}
