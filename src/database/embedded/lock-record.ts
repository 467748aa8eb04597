import type { ProcessIdentity } from './process-identity.js';

/** What a lock file says: who holds the data directory, and whether they have let go of it. */
export interface LockRecord {
  readonly holder: ProcessIdentity;
  readonly released: boolean;
}

export function formatLockRecord(record: LockRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** Null for what is no record: an empty file, say, such as a power cut can leave. */
export function parseLockRecord(text: string): LockRecord | null {
  const record = asObject(parseJson(text));
  const holder = asObject(record?.holder);
  if (typeof holder?.pid !== 'number' || typeof record?.released !== 'boolean') return null;
  const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    holder: {
      pid: holder.pid,
      host: textOrNull(holder.host) ?? '',
      startTime: textOrNull(holder.startTime),
      bootId: textOrNull(holder.bootId),
      pidNamespace: textOrNull(holder.pidNamespace),
    },
    released: record.released,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
