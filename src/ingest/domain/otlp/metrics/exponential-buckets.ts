import type { ExponentialData } from './otlp-point.js';
import { InvalidPointError, type CumulativeBucket } from './series-value.js';

/** What implementations of OpenTelemetry have. */
const [MIN_SCALE, MAX_SCALE] = [-10, 20];
/**
 * The edges are powers of two: each from a thousandth to four millions, and every second one beyond, from a millionth to a million millions.
 * With 0 and infinity they are fewer than the series that the answer to a query may have.
 */
const [LOWEST, FINE_FROM, FINE_TO, HIGHEST] = [-20, -10, 22, 40];
const EXPONENTS = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, index) => LOWEST + index).filter(
  (exponent) => (exponent >= FINE_FROM && exponent <= FINE_TO) || exponent % 2 === 0,
);
const POWERS = EXPONENTS.map((exponent) => 2 ** exponent);
const EDGES: readonly number[] = [...POWERS.map((power) => -power).reverse(), 0, ...POWERS];
const ZERO = POWERS.length;
/** How many of the powers are below that of each exponent, from the lowest to one beyond the highest. */
const REACHED = Array.from(
  { length: HIGHEST - LOWEST + 2 },
  (_, index) => EXPONENTS.filter((each) => each < LOWEST + index).length,
);

/**
 * The buckets of an exponential histogram between these edges, whatever its own are. The edges are always the same: emitters change theirs as
 * measurements come, and buckets of different edges can be neither added up nor subtracted. Those below the first measurement are left out, as they
 * are empty; those above the last are not.
 * @throws InvalidPointError
 */
export function exponentialBuckets(data: ExponentialData): CumulativeBucket[] {
  const { scale, zeroThreshold, count } = data;
  if (scale < MIN_SCALE || scale > MAX_SCALE)
    throw new InvalidPointError(`scale must be from ${MIN_SCALE} to ${MAX_SCALE}`);
  if (!Number.isFinite(zeroThreshold) || zeroThreshold < 0)
    throw new InvalidPointError('zeroThreshold must be finite and not negative');
  const counts = countsByEdge(data);
  const total = counts.reduce((sum, each) => sum + each, 0);
  if (total !== Number(count) && total <= Number.MAX_SAFE_INTEGER)
    throw new InvalidPointError('count must be the sum of zeroCount and all bucketCounts');
  const buckets: CumulativeBucket[] = [];
  let sum = 0;
  for (const [index, edge] of EDGES.entries()) {
    sum += counts[index] ?? 0;
    if (sum > 0) buckets.push({ edge, count: sum });
  }
  return buckets;
}

/** What lies between each edge and the one before it; last, what is above all. */
function countsByEdge({ scale, zeroCount, zeroThreshold, positive, negative }: ExponentialData): number[] {
  const counts = [...EDGES, Infinity].map(() => 0);
  const add = (index: number, count: number): void => {
    counts[index] = (counts[index] ?? 0) + count;
  };
  const perDoubling = 2 ** scale;
  for (const [at, count] of negative.counts.entries()) {
    if (count > 0) add(edgeOfNegative(Math.floor((negative.offset + at) / perDoubling)), count);
  }
  add(zeroThreshold === 0 ? ZERO : edgeOfPositive(Math.ceil(Math.log2(zeroThreshold))), Number(zeroCount));
  for (const [at, count] of positive.counts.entries()) {
    if (count > 0) add(edgeOfPositive(Math.ceil((positive.offset + at + 1) / perDoubling)), count);
  }
  return counts;
}

/** The first edge that is not below 2^exponent. */
function edgeOfPositive(exponent: number): number {
  return ZERO + 1 + (REACHED[Math.min(Math.max(exponent, LOWEST), HIGHEST + 1) - LOWEST] ?? 0);
}

/** The first edge that is not below -(2^exponent). */
function edgeOfNegative(exponent: number): number {
  const above = REACHED[Math.min(Math.max(exponent + 1, LOWEST), HIGHEST + 1) - LOWEST] ?? 0;
  return ZERO - above;
}
