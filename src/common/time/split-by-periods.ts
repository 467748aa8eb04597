import { timestampFromMs, timestampToMs, type Timestamp } from './timestamp.js';

/** Both ends belong to it; open where there is none. */
export interface TimeRange {
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
}

/** Periods by their beginnings: from the first of them to before the first that is not among them; open where there is none. */
export interface Periods {
  readonly from?: Timestamp | undefined;
  readonly before?: Timestamp | undefined;
}

export interface PeriodSplit {
  /** The periods that the range covers from beginning to end. Null: none. */
  readonly whole: Periods | null;
  /** What is left at the two ends, each within one period. */
  readonly edges: readonly TimeRange[];
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Splits a range so that figures kept by the hour or the day (UTC) can answer for most of it. */
export function splitByPeriods({ from, to }: TimeRange, periodMs: number): PeriodSplit {
  if (from !== undefined && to !== undefined && from > to) return { whole: null, edges: [] };
  const first = from && (from === periodStart(from, periodMs) ? from : nextPeriod(from, periodMs));
  const end = to && (to === periodEnd(to, periodMs) ? nextPeriod(to, periodMs) : periodStart(to, periodMs));
  if (first !== undefined && end !== undefined && first > end) return { whole: null, edges: [{ from, to }] };
  const edges: TimeRange[] = [];
  if (from !== undefined && from !== first) edges.push({ from, to: periodEnd(from, periodMs) });
  if (to !== undefined && end !== undefined && end <= to) edges.push({ from: end, to });
  const isEmpty = first !== undefined && first === end;
  return { whole: isEmpty ? null : { from: first, before: end }, edges };
}

/** The first instant of the period that holds an instant. */
export function periodStart(timestamp: Timestamp, periodMs: number): Timestamp {
  return timestampFromMs(Math.floor(timestampToMs(timestamp) / periodMs) * periodMs);
}

/** The last instant of it. */
export function periodEnd(timestamp: Timestamp, periodMs: number): Timestamp {
  const lastMs = timestampToMs(nextPeriod(timestamp, periodMs)) - 1;
  return timestampFromMs(lastMs).replace('000Z', '999Z') as Timestamp;
}

/** The first instant of the period after it. */
export function nextPeriod(timestamp: Timestamp, periodMs: number): Timestamp {
  return timestampFromMs(timestampToMs(periodStart(timestamp, periodMs)) + periodMs);
}
