import { spawnSync } from 'node:child_process';
import { errorCode } from './error-code.js';

/** Signals that mean something to the main process of PostgreSQL: fast shutdown, immediate shutdown, death. */
export type ServerSignal = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

/** Sends a signal, without waiting for its effect; a process that has ended meanwhile is no error. */
export function signalServer(pid: number, signal: ServerSignal, pgCtl: string): void {
  if (process.platform === 'win32' && signal !== 'SIGKILL') {
    // Windows has no signals: PostgreSQL listens on a pipe instead, and pg_ctl knows how to write to it.
    spawnSync(pgCtl, ['kill', signal.slice('SIG'.length), String(pid)], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, signal);
    if (process.platform !== 'win32') process.kill(pid, 'SIGCONT'); // a suspended one would not notice
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
