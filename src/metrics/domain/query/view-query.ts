import type { FilterCondition } from '../../../common/filter/filter-condition.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Aggregation } from './aggregation.js';
import type { ViewRules } from './view-rules.js';

export const GRANULARITIES = ['minute', 'hour', 'day', 'week', 'month'] as const;
/** How long a bucket of time is. Buckets are those of UTC; weeks begin on Monday. */
export type Granularity = (typeof GRANULARITIES)[number];

/** A figure that is asked for. */
export interface Metric {
  readonly measure: string;
  readonly aggregation: Aggregation;
}

/** The name of a figure in an answer. */
export function metricName({ measure, aggregation }: Metric): string {
  return `${aggregation}_${measure}`;
}

/** What rows are put in order by: the bucket of time, or a dimension or a metric by its place among those that are asked for. */
export type OrderKey =
  | { readonly by: 'time' }
  | { readonly by: 'dimension'; readonly index: number }
  | { readonly by: 'metric'; readonly index: number };

export type Order = OrderKey & { readonly direction: 'asc' | 'desc' };

/** A question about all rows of a view: grouped by dimensions and time, a few figures of each group. Names are those of `view`. */
export interface ViewQuery {
  readonly projectId: string;
  readonly view: ViewRules;
  /** Each once. */
  readonly dimensions: readonly string[];
  /** Each once, at least one. */
  readonly metrics: readonly Metric[];
  readonly filters: readonly FilterCondition[];
  /** Null: not grouped by time. */
  readonly granularity: Granularity | null;
  /** Both ends belong to the interval. */
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** Empty: by time; or else by the first metric, the largest first. */
  readonly orderBy: readonly Order[];
  /** How many bars a histogram has. */
  readonly bins: number;
  /** How many rows are wanted. Null: all. */
  readonly limit: number | null;
}

/** As it is asked, whoever asks. */
export type AskedViewQuery = Omit<ViewQuery, 'projectId'>;

export type DimensionValue = string | number | boolean | readonly string[] | null;

/** How many values lie from `lower` on up to `upper`. Of the last bar, that one included. */
export interface HistogramBar {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** A whole number beyond 2^53 is a bigint. */
export type MetricValue = number | bigint | null | readonly HistogramBar[];

/** A group. */
export interface ViewRow {
  /** In the order of the dimensions that were asked for. */
  readonly dimensions: readonly DimensionValue[];
  /** The beginning of its bucket; null where time was not asked for. */
  readonly time: Timestamp | null;
  /** In the order of the metrics that were asked for. */
  readonly values: readonly MetricValue[];
}
