import { processesIn, type LinuxProcess } from './linux-process.js';

const PROGRAMS = ['postgres', 'initdb'];

/**
 * Processes of PostgreSQL that work inside a directory: an orphan whose parent was killed, or the children of a main process
 * that was. The working directory identifies them beyond doubt, however their pids came about. Linux only: elsewhere none.
 */
export function serverProcessesIn(directory: string): LinuxProcess[] {
  return process.platform === 'linux' ? processesIn(directory, PROGRAMS) : [];
}

export function signalAll(processes: readonly { pid: number }[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal);
    } catch {
      // it has ended by itself
    }
  }
}

/** For directories that nobody needs any more. */
export function killProcessesIn(directory: string): void {
  signalAll(serverProcessesIn(directory), 'SIGKILL');
}
