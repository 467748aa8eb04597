import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { findLinuxProcess } from './linux-process.js';

/** Says which process it is even after its pid has been given to another one. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** See LinuxProcess; null where the system does not tell. */
  readonly startTime: string | null;
  /** Changes with every boot of the kernel; null where the system does not tell. */
  readonly bootId: string | null;
  /** Pids of different namespaces (containers) have nothing to do with each other; null where there are none. */
  readonly pidNamespace: string | null;
}

export function ownIdentity(): ProcessIdentity {
  const isLinux = process.platform === 'linux';
  return {
    pid: process.pid,
    host: hostname(),
    startTime: isLinux ? (findLinuxProcess(process.pid)?.startTime ?? null) : null,
    bootId: isLinux ? bootId() : null,
    pidNamespace: isLinux ? pidNamespace() : null,
  };
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

function pidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}
