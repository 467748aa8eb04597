import { rm } from 'node:fs/promises';
import type { BoundedLogFile } from './bounded-log-file.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { removeLeftoverServer } from './leftover-server.js';
import { providePrivateDirectory } from './private-directory.js';
import { socketFile } from './server-endpoint.js';
import { ServerProcess, type ServerCommand } from './server-process.js';

/** Clears away what an earlier run of the server has left, and starts another run. */
export async function launchServer(
  command: ServerCommand,
  log: BoundedLogFile,
  logger: EmbeddedPostgresLogger,
): Promise<ServerProcess> {
  await removeLeftoverServer(command.cluster, command.pgCtl, logger);
  const { endpoint, account } = command;
  if (endpoint.kind === 'socket') {
    if (!(await providePrivateDirectory(endpoint.directory, account))) {
      throw new EmbeddedPostgresError(`${endpoint.directory} is no longer a private directory of PostgreSQL`);
    }
    // Of a server that was killed; the pid in the lock file may by now belong to anybody.
    const socket = socketFile(endpoint.directory);
    await Promise.all([socket, `${socket}.lock`].map((file) => rm(file, { force: true })));
  }
  return ServerProcess.spawn(command, log);
}
