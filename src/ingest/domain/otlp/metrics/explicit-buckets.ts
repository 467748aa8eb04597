import type { HistogramData } from './otlp-point.js';
import { InvalidPointError, type CumulativeBucket } from './series-value.js';

/** Each is a series. */
const MAX_BUCKETS = 500;

/** What is sent for each bucket alone, added up. @throws InvalidPointError */
export function explicitBuckets({ count, bucketCounts, bounds }: HistogramData): CumulativeBucket[] {
  if (bucketCounts.length === 0 && bounds.length === 0) return [];
  if (bucketCounts.length !== bounds.length + 1)
    throw new InvalidPointError('bucketCounts must be one more than explicitBounds');
  if (bucketCounts.length > MAX_BUCKETS)
    throw new InvalidPointError(`A histogram must have at most ${MAX_BUCKETS} buckets`);
  if (bounds.some((bound, index) => !Number.isFinite(bound) || bound <= (bounds[index - 1] ?? -Infinity)))
    throw new InvalidPointError('explicitBounds must be finite and rise');
  let sum = 0n;
  const buckets = bounds.map((edge, index) => {
    sum += bucketCounts[index] ?? 0n;
    // A bound of -0 is one of 0.
    return { edge: edge === 0 ? 0 : edge, count: Number(sum) };
  });
  if (sum + (bucketCounts.at(-1) ?? 0n) !== count)
    throw new InvalidPointError('count must be the sum of bucketCounts');
  return buckets;
}
