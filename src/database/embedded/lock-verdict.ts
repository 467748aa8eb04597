import type { LinuxProcess } from './linux-process.js';
import type { LockRecord } from './lock-record.js';
import type { ProcessIdentity } from './process-identity.js';

/** `unsure`: only the heartbeat of the lock file can tell. */
export type LockVerdict = 'held' | 'free' | 'unsure';

/** What can be asked about the processes of this machine. */
export interface ProcessProbe {
  /** Linux only. */
  find(pid: number): LinuxProcess | null;
  /** False only where there certainly is no process with this pid. */
  mayExist(pid: number): boolean;
}

/**
 * Judges whether the holder of a lock still lives.
 *
 * On the same boot and in the same pid namespace of Linux, pid and start time tell exactly. Elsewhere a pid says little: it
 * may belong to a process that came later, or to another container that shares the directory.
 */
export function lockVerdict(
  record: LockRecord | null,
  self: ProcessIdentity,
  probe: ProcessProbe,
): LockVerdict {
  if (record === null) return 'unsure';
  if (record.released) return 'free';
  const { holder } = record;
  if (holder.bootId === null || self.bootId === null) {
    return holder.host === self.host && !probe.mayExist(holder.pid) ? 'free' : 'unsure';
  }
  if (holder.bootId !== self.bootId || holder.pidNamespace !== self.pidNamespace) return 'unsure';
  const found = probe.find(holder.pid);
  return found !== null && found.startTime === holder.startTime ? 'held' : 'free';
}
