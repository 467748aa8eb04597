import { BadRequestError } from '../../../../common/domain-error.js';

/** A value of one of the series that a point is spread over. */
export interface SeriesValue {
  /** What follows the name of the metric. */
  readonly suffix: '' | '_count' | '_sum' | '_bucket';
  /** What tells it from the others of the suffix: `le` or `quantile`. */
  readonly label: readonly [key: string, value: string] | null;
  readonly value: number;
}

/** A point that breaks a rule. The others of its request are not concerned. */
export class InvalidPointError extends BadRequestError {}

/** The upper edge of a bucket and how many measurements are not above it. */
export interface CumulativeBucket {
  readonly edge: number;
  readonly count: number;
}

/** As Prometheus has it: cumulative buckets, the last of which holds all. */
export function histogramValues(
  count: bigint,
  sum: number | null,
  buckets: readonly CumulativeBucket[],
): SeriesValue[] {
  const total = Number(count);
  const values: SeriesValue[] = buckets.map(({ edge, count: value }) => ({
    suffix: '_bucket',
    label: ['le', String(edge)],
    value,
  }));
  values.push({ suffix: '_bucket', label: ['le', '+Inf'], value: total });
  values.push({ suffix: '_count', label: null, value: total });
  if (sum !== null) values.push({ suffix: '_sum', label: null, value: sum });
  return values;
}
