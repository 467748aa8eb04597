import type { Timestamp } from '../../common/time/timestamp.js';

export interface BucketValue {
  /** Where the bucket begins. */
  readonly bucket: Timestamp;
  readonly value: number;
}

export interface SeriesValues {
  readonly labels: Readonly<Record<string, string>>;
  /** By time; buckets without points are not there. Never empty. */
  readonly values: readonly BucketValue[];
}

export interface MetricResult {
  readonly series: readonly SeriesValues[];
  /** The newest bucket with a point of any series that matches, be the series in the result or not; null: there are no points. */
  readonly latest: Timestamp | null;
  /** Whether a limit has cut off series, or points of a series in the result. */
  readonly truncated: boolean;
}
