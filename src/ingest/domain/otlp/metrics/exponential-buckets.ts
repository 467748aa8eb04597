import type { ExponentialBuckets, ExponentialData } from './otlp-point.js';
import { InvalidPointError, type CumulativeBucket } from './series-value.js';

/** What opentelemetry-proto's implementations have. */
const [MIN_SCALE, MAX_SCALE] = [-10, 20];
/** Each bucket is a series: eight of them between a number and its double tell quantiles apart by 9 %. */
const FINEST_SCALE = 3;
const MAX_BUCKETS = 160;
/** The last digits of a power may differ from machine to machine, and an edge is the name of a series. */
const EDGE_DIGITS = 12;

/**
 * The buckets of an exponential histogram with edges that are those of its scale, or of a coarser one where that would be too fine:
 * all edges of a scale are edges of every finer one, so that series go on when an emitter changes its scale.
 * @throws InvalidPointError
 */
export function exponentialBuckets(data: ExponentialData): CumulativeBucket[] {
  check(data);
  const scale = scaleOf(data);
  const shift = data.scale - scale;
  const buckets: { edge: number; count: number }[] = [];
  let sum = 0;
  const edge = (at: number): void => {
    const last = buckets.at(-1);
    if (!Number.isFinite(at)) return;
    if (last !== undefined && at <= last.edge) last.count = sum;
    else buckets.push({ edge: at, count: sum });
  };
  for (const [index, count] of coarse(data.negative, shift).toReversed()) {
    edge(-power(scale, index + 1));
    sum += count;
    edge(-power(scale, index));
  }
  sum += Number(data.zeroCount);
  edge(data.zeroThreshold);
  for (const [index, count] of coarse(data.positive, shift)) {
    edge(power(scale, index));
    sum += count;
    edge(power(scale, index + 1));
  }
  if (sum !== Number(data.count) && sum <= Number.MAX_SAFE_INTEGER)
    throw new InvalidPointError('count must be the sum of zeroCount and all bucketCounts');
  return buckets;
}

function check({ scale, zeroThreshold }: ExponentialData): void {
  if (!Number.isInteger(scale) || scale < MIN_SCALE || scale > MAX_SCALE)
    throw new InvalidPointError(`scale must be from ${MIN_SCALE} to ${MAX_SCALE}`);
  if (!Number.isFinite(zeroThreshold) || zeroThreshold < 0)
    throw new InvalidPointError('zeroThreshold must be finite and not negative');
}

/** The finest one that has not too many buckets. */
function scaleOf({ scale, positive, negative }: ExponentialData): number {
  let coarser = Math.min(scale, FINEST_SCALE);
  while (spread(positive, scale - coarser) + spread(negative, scale - coarser) > MAX_BUCKETS) coarser--;
  return coarser;
}

/** From the first bucket to the last that is not empty. */
function spread({ offset, counts }: ExponentialBuckets, shift: number): number {
  const first = counts.findIndex((count) => count > 0);
  if (first === -1) return 0;
  const last = counts.findLastIndex((count) => count > 0);
  return coarseIndex(offset + last, shift) - coarseIndex(offset + first, shift) + 1;
}

/** Buckets of a scale that is coarser by so much, those between the first and the last that are not empty. */
function coarse({ offset, counts }: ExponentialBuckets, shift: number): [index: number, count: number][] {
  const merged = new Map<number, number>();
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  for (let at = first; at !== -1 && at <= last; at++) {
    const index = coarseIndex(offset + at, shift);
    merged.set(index, (merged.get(index) ?? 0) + (counts[at] ?? 0));
  }
  return [...merged];
}

function coarseIndex(index: number, shift: number): number {
  return Math.floor(index / 2 ** shift);
}

/** base^index */
function power(scale: number, index: number): number {
  const exponent = index / 2 ** scale;
  const edge = 2 ** exponent;
  return Number.isInteger(exponent) ? edge : Number(edge.toPrecision(EDGE_DIGITS));
}
