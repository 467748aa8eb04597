import { sortLabels, type MetricLabels, type MetricSample } from './metric-sample.js';
import { timestampAt, type TranslationContext } from './translation.js';

/** What the native metrics route takes, after its schema was checked. */
export interface MetricBatch {
  readonly metrics: readonly {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>> | null;
    readonly value: number;
    readonly timestamp: string;
  }[];
}

/** The native route knows one environment. */
const ENVIRONMENT = 'default';
const NO_LABELS: MetricLabels = [];

/** @throws InvalidFieldError */
export function translateMetricBatch(batch: MetricBatch, context: TranslationContext): MetricSample[] {
  return batch.metrics.map(({ name, labels, value, timestamp }, index) => ({
    projectId: context.projectId,
    environment: ENVIRONMENT,
    name,
    labels: labels === null || labels === undefined ? NO_LABELS : sortLabels(Object.entries(labels)),
    value,
    ts: timestampAt(timestamp, ['metrics', index, 'timestamp']) as MetricSample['ts'],
  }));
}
