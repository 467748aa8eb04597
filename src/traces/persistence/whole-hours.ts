import { timestampFromMs, timestampToMs, type Timestamp } from '../../common/time/timestamp.js';

/** Both ends belong to it; open where there is none. */
export interface TimeRange {
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
}

export interface HourSplit {
  /** The hours that the range covers from beginning to end, by their beginnings. Null: none. */
  readonly hours: { readonly from?: Timestamp | undefined; readonly before?: Timestamp | undefined } | null;
  /** What is left at the two ends. */
  readonly edges: readonly TimeRange[];
}

const HOUR_MS = 3_600_000;

/** Splits a range so that figures kept by the hour can answer for most of it. */
export function splitByHours({ from, to }: TimeRange): HourSplit {
  const first = from === undefined || from === hourOf(from) ? from : nextHour(from);
  const end = to === undefined || to !== lastInstantOfHour(to) ? to && hourOf(to) : nextHour(to);
  if (first !== undefined && end !== undefined && first >= end) return { hours: null, edges: [{ from, to }] };
  const edges: TimeRange[] = [];
  if (from !== undefined && from !== first) edges.push({ from, to: lastInstantOfHour(from) });
  if (to !== undefined && end !== undefined && end <= to) edges.push({ from: end, to });
  return { hours: { from: first, before: end }, edges };
}

function hourOf(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 13)}:00:00.000000Z` as Timestamp;
}

function nextHour(timestamp: Timestamp): Timestamp {
  return timestampFromMs(timestampToMs(hourOf(timestamp)) + HOUR_MS);
}

function lastInstantOfHour(timestamp: Timestamp): Timestamp {
  return `${timestamp.slice(0, 13)}:59:59.999999Z` as Timestamp;
}
