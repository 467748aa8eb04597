import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick is. */
const TICKS_PER_SECOND = 100;
const KIBIBYTE = 1024;

/** Processor seconds of one process and its threads. NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  const times = processTimes(pid);
  return times === null ? NaN : times.own;
}

/**
 * Processor seconds of a process and all of its children, those that have ended included.
 * Grandchildren are not counted: PostgreSQL has none.
 */
export function familyCpuSeconds(pid: number): number {
  const parent = processTimes(pid);
  if (parent === null) return NaN;
  const children = childrenOf(pid).map((child) => processTimes(child)?.own ?? 0);
  return children.reduce((sum, seconds) => sum + seconds, parent.own + parent.ended);
}

export interface MemoryUsage {
  readonly bytes: number;
  /** The most since the start, or since {@link forgetPeak}. */
  readonly peakBytes: number;
}

/** Resident memory of a process. */
export function residentMemory(pid: number): MemoryUsage {
  const status = readProc(pid, 'status');
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) * KIBIBYTE;
  return { bytes: field('VmRSS'), peakBytes: field('VmHWM') };
}

/** Lets the peak begin again from what is resident now. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not Linux, or not ours: then the peak is that of the whole life of the process.
  }
}

/** Memory of a process and its children, what they share counted once. */
export function familyMemory(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + proportionalBytes(each), 0);
}

function proportionalBytes(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup'))?.[1];
  return Number(kilobytes ?? 0) * KIBIBYTE;
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => processTimes(pid)?.parent === parent);
}

function processTimes(pid: number): { parent: number; own: number; ended: number } | null {
  const stat = readProc(pid, 'stat');
  // The name of the program stands in brackets and may hold anything; the third field comes after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (index: number): number => Number(fields[index - 3]) / TICKS_PER_SECOND;
  if (fields.length < 15) return null;
  return { parent: Number(fields[1]), own: seconds(14) + seconds(15), ended: seconds(16) + seconds(17) };
}

/** Empty where there is no such process, or no /proc. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
