import { timestampToMicros, type Timestamp } from '../../common/time/timestamp.js';

const MICROS_PER_SECOND = 1_000_000;

/** Null where one of the instants is not known. */
export function secondsBetween(start: Timestamp | null, end: Timestamp | null): number | null {
  if (start === null || end === null) return null;
  return (timestampToMicros(end) - timestampToMicros(start)) / MICROS_PER_SECOND;
}
