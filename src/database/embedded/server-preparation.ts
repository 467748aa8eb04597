import { readFile } from 'node:fs/promises';
import { clusterArgument } from './cluster-argument.js';
import { clusterOwner } from './cluster-owner.js';
import type { ClusterPaths } from './cluster-paths.js';
import { writeConfiguration } from './configuration-file.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { chooseEndpoint } from './endpoint-choice.js';
import { thisMachine } from './machine.js';
import { provideCluster } from './provided-cluster.js';
import { provideDirectory } from './provided-directory.js';
import { ownAccount, serverAccount } from './server-account.js';
import type { ServerCommand } from './server-process.js';
import { serverSettings, type ServerSettings } from './server-settings.js';
import { usableBinaries } from './usable-binaries.js';

/** All that must be known to start the server and to connect to it. */
export interface PreparedServer {
  readonly command: ServerCommand;
  readonly version: string;
  readonly password: string;
}

/** Does everything that comes before the start of the server. To be called by the holder of the data directory's lock. */
export async function prepareServer(
  paths: ClusterPaths,
  settings: ServerSettings,
  logger: EmbeddedPostgresLogger,
): Promise<PreparedServer> {
  await provideDirectory(paths.home);
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const account = serverAccount(ownAccount(), await clusterOwner(paths.cluster), passwd);
  const binaries = await usableBinaries(paths, account, logger);
  const endpoint = await chooseEndpoint(paths, account);
  const privateDirectory = endpoint.kind === 'socket' ? endpoint.directory : paths.home;
  const password = await provideCluster(paths, binaries, account, privateDirectory, logger);
  await writeConfiguration(paths.cluster, { ...serverSettings(thisMachine()), ...settings }, account);
  return {
    command: {
      postgres: binaries.postgres,
      pgCtl: binaries.pgCtl,
      cluster: paths.cluster,
      clusterArgument: await clusterArgument(paths.cluster, account),
      endpoint,
      account,
    },
    version: binaries.version,
    password,
  };
}
