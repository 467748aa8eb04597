import { timestampFromMs, timestampToMs, type Timestamp } from '../../common/time/timestamp.js';

/** Both ends belong to it. */
export interface TimeRange {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/**
 * Cuts a range at an instant of whole milliseconds: the part from there on, and the part before it
 * (null where there is none). Together they are the range, and they share no microsecond.
 */
export function splitRange(range: TimeRange, at: Timestamp): { newer: TimeRange; older: TimeRange | null } {
  if (at <= range.from) return { newer: range, older: null };
  const before = `${timestampFromMs(timestampToMs(at) - 1).slice(0, 23)}999Z` as Timestamp;
  return { newer: { from: at, to: range.to }, older: { from: range.from, to: before } };
}
