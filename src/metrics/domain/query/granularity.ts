import { DAY_MS, HOUR_MS } from '../../../common/time/split-by-periods.js';
import { timestampFromMs, timestampToMs, type Timestamp } from '../../../common/time/timestamp.js';
import type { Granularity } from './view-query.js';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** What `auto` means: at most 120 buckets up to two months, and fewer than that for up to ten years. */
export function automaticGranularity(from: Timestamp, to: Timestamp): Granularity {
  const ms = timestampToMs(to) - timestampToMs(from);
  if (ms < 2 * HOUR_MS) return 'minute';
  if (ms < 3 * DAY_MS) return 'hour';
  if (ms < 60 * DAY_MS) return 'day';
  return ms < 365 * DAY_MS ? 'week' : 'month';
}

/** The beginning of the bucket that holds an instant. */
export function bucketOf(instant: Timestamp, granularity: Granularity): Timestamp {
  if (granularity === 'month') return `${instant.slice(0, 7)}-01T00:00:00.000000Z` as Timestamp;
  const { length, first } = WIDTHS[granularity];
  const ms = timestampToMs(instant);
  return timestampFromMs(Math.floor((ms - first) / length) * length + first);
}

/** The beginning of the bucket after the one that begins there. */
export function nextBucket(bucket: Timestamp, granularity: Granularity): Timestamp {
  if (granularity !== 'month') return timestampFromMs(timestampToMs(bucket) + WIDTHS[granularity].length);
  return timestampFromMs(Date.UTC(Number(bucket.slice(0, 4)), Number(bucket.slice(5, 7)), 1));
}

const WIDTHS: Readonly<Record<Exclude<Granularity, 'month'>, { length: number; first: number }>> = {
  minute: { length: MINUTE_MS, first: 0 },
  hour: { length: HOUR_MS, first: 0 },
  day: { length: DAY_MS, first: 0 },
  week: { length: WEEK_MS, first: FIRST_MONDAY_MS },
};
