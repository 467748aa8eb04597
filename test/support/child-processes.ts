import { execFileSync } from 'node:child_process';

/** Pids of the processes that a process has started and that still run. */
export function childProcesses(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, state]) => Number(parent) === pid && state?.startsWith('Z') === false)
    .map(([child]) => Number(child));
}

/** A process and those that it has started, all at once. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const each of [pid, ...childProcesses(pid)]) {
    try {
      process.kill(each, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}
