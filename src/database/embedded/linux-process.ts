import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc tells of one process. */
export interface LinuxProcess {
  readonly pid: number;
  /** The name of the program, at most 15 characters. */
  readonly name: string;
  readonly state: string;
  /** Clock ticks from boot to start: with the pid, and within one boot, it tells processes apart. */
  readonly startTime: string;
}

/** Reads a line of /proc/PID/stat. The name stands in parentheses and may itself contain spaces and parentheses. */
export function parseProcessStat(text: string): LinuxProcess | null {
  const match = /^(\d+) \((.*)\) (\S) (.*)$/s.exec(text.trimEnd());
  // proc(5): the start time is field 22; what follows the state begins with field 4.
  const startTime = match?.[4]?.split(' ')[18];
  if (!match || startTime === undefined) return null;
  return { pid: Number(match[1]), name: match[2] ?? '', state: match[3] ?? '', startTime };
}

/** Null where there is no such process, or only the remains of one that nobody has reaped yet (a zombie). */
export function findLinuxProcess(pid: number): LinuxProcess | null {
  const found = parseProcessStat(readProcess(pid, 'stat'));
  return found === null || /[ZXx]/.test(found.state) ? null : found;
}

/** Living processes with one of these names whose working directory is the given one, which must be a real path. */
export function processesIn(directory: string, names: readonly string[]): LinuxProcess[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && workingDirectory(entry) === directory)
    .map((entry) => findLinuxProcess(Number(entry)))
    .filter((found) => found !== null)
    .filter((found) => names.includes(found.name));
}

function workingDirectory(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // it has ended, or is a stranger's
  }
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
