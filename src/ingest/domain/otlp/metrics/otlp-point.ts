import type { Attributes } from '../attribute-value.js';
import type { OtlpResource, OtlpScope } from '../otlp-span.js';

/** Whether the points of a sum or a histogram count since the last point or since a start. */
export type Temporality = 'UNSPECIFIED' | 'DELTA' | 'CUMULATIVE';

/** What all points of a metric have in common. */
export interface OtlpMetric {
  readonly name: string;
  /** Null: a gauge or a summary, which have none. */
  readonly temporality: Temporality | null;
}

export interface NumberData {
  readonly kind: 'number';
  /** Null: not said. */
  readonly value: number | bigint | null;
}

export interface HistogramData {
  readonly kind: 'histogram';
  readonly count: bigint;
  /** Null: there is none, as of measurements that may be negative. */
  readonly sum: number | null;
  /** One more than there are bounds, or none. */
  readonly bucketCounts: readonly bigint[];
  readonly bounds: readonly number[];
}

/** Bucket i holds what is above base^(offset + i) and up to base^(offset + i + 1), where base is 2^(2^-scale). */
export interface ExponentialBuckets {
  readonly offset: number;
  readonly counts: readonly number[];
}

export interface ExponentialData {
  readonly kind: 'exponential';
  readonly count: bigint;
  readonly sum: number | null;
  readonly scale: number;
  readonly zeroCount: bigint;
  readonly zeroThreshold: number;
  readonly positive: ExponentialBuckets;
  /** Of the measurements without their sign. */
  readonly negative: ExponentialBuckets;
}

export interface SummaryData {
  readonly kind: 'summary';
  readonly count: bigint;
  readonly sum: number;
  readonly quantiles: readonly { readonly quantile: number; readonly value: number }[];
}

export type PointData = NumberData | HistogramData | ExponentialData | SummaryData;

/** A point of a metric as it was sent, in whichever encoding (opentelemetry-proto, metrics/v1). */
export interface OtlpPoint {
  readonly resource: OtlpResource;
  readonly scope: OtlpScope;
  readonly metric: OtlpMetric;
  readonly attributes: Attributes;
  /** Since 1970; 0n: not said. */
  readonly nanos: bigint;
  /** 1: {@link NO_RECORDED_VALUE}. */
  readonly flags: number;
  readonly data: PointData;
}

/** The series has no value at this time: its source is gone. */
export const NO_RECORDED_VALUE = 1;
