import { rm } from 'node:fs/promises';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { serverProcessesIn, signalAll } from './leftover-processes.js';
import { pollUntil } from './poll-until.js';
import { stopByPgCtl, stopByPs } from './portable-orphan.js';
import { postmasterPidPath, readPostmasterPidFile } from './postmaster-pid-file.js';

/**
 * Clears away what an earlier server of this cluster has left: processes that still run, and the file with its pid, which
 * would keep a new server from starting. To be called only by the holder of the data directory's lock. Processes that have
 * merely come by the same pid are left alone.
 */
export async function removeLeftoverServer(
  cluster: string,
  pgCtl: string,
  logger: EmbeddedPostgresLogger,
): Promise<void> {
  const file = await readPostmasterPidFile(cluster);
  if (file === null) return; // whatever it was that ran last has ended in good order
  if (process.platform === 'win32') return stopByPgCtl(cluster, pgCtl);
  if (process.platform !== 'linux') return stopByPs(cluster, file.pid, logger);

  if (serverProcessesIn(cluster).some(({ pid }) => pid === file.pid)) {
    logger.info(`Stopping PostgreSQL (process ${file.pid}), which an earlier run has left behind`);
    signalAll([file], 'SIGINT');
    signalAll([file], 'SIGCONT'); // one that is suspended would not notice
    await areGone(cluster, 10_000);
  }
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    signalAll(serverProcessesIn(cluster), signal);
    if (await areGone(cluster, 6_000)) break;
  }
  const remaining = serverProcessesIn(cluster).map(({ pid }) => pid);
  if (remaining.length > 0) {
    throw new EmbeddedPostgresError(`Processes of an earlier PostgreSQL do not end: ${remaining.join(', ')}`);
  }
  await rm(postmasterPidPath(cluster), { force: true });
}

function areGone(cluster: string, withinMs: number): Promise<boolean> {
  return pollUntil(() => serverProcessesIn(cluster).length === 0, withinMs);
}
