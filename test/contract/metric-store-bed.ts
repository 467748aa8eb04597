import { randomUUID } from 'node:crypto';
import type { MetricSample } from '../../src/ingest/domain/metric-sample.js';
import type { MetricWriter } from '../../src/ingest/domain/metric.writer.js';
import type { MetricQuery } from '../../src/metrics/domain/metric-query.js';
import type { MetricResult } from '../../src/metrics/domain/metric-result.js';
import type { MetricReader } from '../../src/metrics/domain/metric.reader.js';
import { query } from '../support/metric-samples.js';

export interface MetricStore {
  readonly writer: MetricWriter;
  readonly reader: MetricReader;
}

export type OpenMetricStore = (options: { maxSeriesPerProject: number }) => MetricStore;

/** A store and a project of its own, anew for each test. */
export class MetricStoreBed {
  store: MetricStore;
  project: string;

  constructor(private readonly open: OpenMetricStore) {}

  reopen(options: { maxSeriesPerProject: number }): void {
    this.store = this.open(options);
    this.project = randomUUID();
  }

  write(...samples: MetricSample[]): Promise<void> {
    return this.store.writer.write(samples);
  }

  ask(others: Partial<MetricQuery> = {}): Promise<MetricResult> {
    return this.store.reader.query(query(this.project, others));
  }
}
