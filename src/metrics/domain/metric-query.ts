import type { Timestamp } from '../../common/time/timestamp.js';

export const METRIC_STEPS = ['1m', '5m', '1h', '1d'] as const;
/** How long a bucket is. Buckets begin at multiples of it since 1970, so that `1d` is a day of UTC. */
export type MetricStep = (typeof METRIC_STEPS)[number];

export const METRIC_AGGREGATIONS = ['avg', 'max', 'min', 'sum', 'last', 'p50', 'p90', 'p99'] as const;
/**
 * What becomes of the values in a bucket. `last` is the value with the largest timestamp (of several at that instant
 * the largest value); percentiles interpolate linearly between the two nearest values.
 */
export type MetricAggregation = (typeof METRIC_AGGREGATIONS)[number];

/** What one answer may hold at most. */
export interface MetricLimits {
  readonly series: number;
  /** A series. The newest are kept. */
  readonly points: number;
}

export interface MetricQuery {
  readonly projectId: string;
  readonly name: string;
  /** Series that have all of these labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** The interval is closed: points at `from` and at `to` belong to it. */
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly step: MetricStep;
  readonly aggregation: MetricAggregation;
  /** The label whose values the series are merged by; null: they are not. */
  readonly groupBy: string | null;
  readonly limits: MetricLimits;
}
