import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { EmbeddedPostgresLogger } from './embedded-postgres-logger.js';
import { signalAll } from './leftover-processes.js';
import { pollUntil } from './poll-until.js';
import { postmasterPidPath } from './postmaster-pid-file.js';

const execute = promisify(execFile);

/** Whether a line of `ps -o stat=,command=` shows a living server of the cluster. */
export function isServerOf(cluster: string, psLine: string): boolean {
  const [state = '', ...command] = psLine.trim().split(/\s+/);
  return !state.startsWith('Z') && command.join(' ').includes(`postgres -D ${cluster}`.replace(/\s+/g, ' '));
}

/** For Unix systems without /proc: removes the file of a server that has ended, and stops one that has not. */
export async function stopByPs(cluster: string, pid: number, logger: EmbeddedPostgresLogger): Promise<void> {
  const runs = async (): Promise<boolean> => {
    const { stdout } = await execute('ps', ['-o', 'stat=,command=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }));
    return isServerOf(cluster, stdout);
  };
  if (await runs()) {
    logger.info(`Stopping PostgreSQL (process ${pid}), which an earlier run has left behind`);
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      signalAll([{ pid }], signal);
      if (await pollUntil(async () => !(await runs()), 8_000, 100)) break;
    }
  }
  await rm(postmasterPidPath(cluster), { force: true });
}

/** For Windows, where PostgreSQL itself is not misled by a pid that another process has got. */
export async function stopByPgCtl(cluster: string, pgCtl: string): Promise<void> {
  // It fails where no server runs, which is well.
  await execute(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-t', '15'], { windowsHide: true }).catch(
    () => undefined,
  );
}
