export const AGGREGATIONS = [
  'sum',
  'avg',
  'count',
  'max',
  'min',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
  'histogram',
  'uniq',
] as const;
/**
 * What becomes of the values of a group. Values that are not known count for nothing. `sum`, `count` and `uniq` (how many different
 * ones) of nothing are 0, a `histogram` of nothing is empty, all others are null. Percentiles interpolate linearly between the two
 * nearest values.
 */
export type Aggregation = (typeof AGGREGATIONS)[number];
