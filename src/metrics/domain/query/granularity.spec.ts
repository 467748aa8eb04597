import type { Timestamp } from '../../../common/time/timestamp.js';
import { automaticGranularity, bucketOf, nextBucket } from './granularity.js';
import type { Granularity } from './view-query.js';

function at(text: string): Timestamp {
  return `${text}:00.000000Z` as Timestamp;
}

describe(automaticGranularity, () => {
  it.each<[string, string, Granularity]>([
    ['2026-01-01T00:00', '2026-01-01T01:59', 'minute'],
    ['2026-01-01T00:00', '2026-01-01T02:00', 'hour'],
    ['2026-01-01T00:00', '2026-01-03T23:59', 'hour'],
    ['2026-01-01T00:00', '2026-01-04T00:00', 'day'],
    ['2026-01-01T00:00', '2026-03-02T00:00', 'week'],
    ['2026-01-01T00:00', '2027-01-01T00:00', 'month'],
  ])('from %s to %s is a %s', (from, to, granularity) => {
    expect(automaticGranularity(at(from), at(to))).toBe(granularity);
  });
});

describe(nextBucket, () => {
  it.each<[Granularity, string, string, string]>([
    ['minute', '2026-01-31T23:59', '2026-01-31T23:59', '2026-02-01T00:00'],
    ['hour', '2026-01-31T23:59', '2026-01-31T23:00', '2026-02-01T00:00'],
    ['day', '2024-02-28T12:00', '2024-02-28T00:00', '2024-02-29T00:00'],
    ['week', '2026-01-04T12:00', '2025-12-29T00:00', '2026-01-05T00:00'],
    ['month', '2026-12-31T12:00', '2026-12-01T00:00', '2027-01-01T00:00'],
  ])('follows the %s of %s', (granularity, instant, bucket, next) => {
    expect(bucketOf(at(instant), granularity)).toBe(at(bucket));
    expect(nextBucket(at(bucket), granularity)).toBe(at(next));
  });
});
