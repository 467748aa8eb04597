import { parseTimestamp, type Timestamp } from '../../src/common/time/timestamp.js';
import { sortLabels, type MetricSample } from '../../src/ingest/domain/metric-sample.js';
import type { MetricQuery } from '../../src/metrics/domain/metric-query.js';
import type { MetricResult } from '../../src/metrics/domain/metric-result.js';

/** An instant, as `2026-02-12T08:00:00Z`, or on that day, as `08:00` or `08:00:30.5`. */
export function at(text: string): Timestamp {
  const timestamp = parseTimestamp(text.includes('T') ? text : `2026-02-12T${text}Z`);
  if (timestamp === null) throw new Error(`${text} is not a time`);
  return timestamp;
}

export function sample(
  projectId: string,
  time: string,
  value: number,
  labels: Record<string, string> = {},
  others: Partial<MetricSample> = {},
): MetricSample {
  return {
    projectId,
    environment: 'default',
    name: 'load',
    labels: sortLabels(Object.entries(labels)),
    value,
    ts: at(time),
    ...others,
  };
}

export function query(projectId: string, others: Partial<MetricQuery> = {}): MetricQuery {
  return {
    projectId,
    name: 'load',
    labels: {},
    from: at('00:00'),
    to: at('23:59:59.999999'),
    step: '1m',
    aggregation: 'avg',
    groupBy: null,
    limits: { series: 50, points: 1000 },
    ...others,
  };
}

/** A result in short: for each series its labels, and `time=value` of each bucket. */
export function shorten({ series }: MetricResult): [labels: Record<string, string>, ...values: string[]][] {
  return series.map(({ labels, values }) => [
    { ...labels },
    ...values.map(({ bucket, value }) => `${bucket.slice(11, 16)}=${value}`),
  ]);
}
