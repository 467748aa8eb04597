import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { CommitMonitor } from './commit-monitor.js';
import { GroupCommitter, type CommitLimits } from './group-committer.js';
import type { MetricSample } from './metric-sample.js';
import { MetricWriter } from './metric.writer.js';
import { traceKeyOf, type Patch } from './patch.js';
import { mayNeedCounts } from './pricing/text-to-count.js';
import { StorageGate } from '../../common/storage-gate.js';
import { TelemetryWriter } from './telemetry.writer.js';

const TRANSACTION = { maxItems: 1000, maxBytes: 4 * 1024 * 1024, maxTransactions: 3, maxWaitMs: 10_000 };
const METRIC_TRANSACTION = { ...TRANSACTION, maxItems: 10_000, maxTransactions: 2 };

/** Takes in what the protocols have translated. Whoever calls is answered when it is committed. */
@Injectable()
export class IngestService implements BeforeApplicationShutdown {
  private readonly telemetry: GroupCommitter<Patch>;
  private readonly metrics: GroupCommitter<MetricSample>;

  constructor(
    telemetryWriter: TelemetryWriter,
    metricWriter: MetricWriter,
    private readonly gate: StorageGate,
    monitor: CommitMonitor,
    config: AppConfig,
  ) {
    const limits = (transaction: Omit<CommitLimits, 'maxQueuedBytes'>): CommitLimits => ({
      ...transaction,
      maxQueuedBytes: config.maxInFlightBytes,
    });
    this.telemetry = new GroupCommitter(
      (patches) => telemetryWriter.write(patches),
      limits(TRANSACTION),
      monitor.observer('telemetry'),
    );
    this.metrics = new GroupCommitter(
      (samples) => metricWriter.write(samples),
      limits(METRIC_TRANSACTION),
      monitor.observer('metrics'),
    );
  }

  /**
   * Stores all patches or none. Resolved: they are durable and can be read.
   * @param bytes about what they weigh
   * @throws RejectedDataError, UnavailableError
   */
  async writeTelemetry(patches: readonly Patch[], bytes: number): Promise<void> {
    this.gate.check();
    const keys = new Set(patches.map(traceKeyOf));
    await this.telemetry.submit({ items: patches, keys, bytes, isSlow: mayNeedCounts(patches) });
  }

  /** Stores all samples or none, like {@link writeTelemetry}. @throws SeriesLimitError besides */
  async writeMetrics(samples: readonly MetricSample[], bytes: number): Promise<void> {
    this.gate.check();
    const keys = new Set(samples.map(({ projectId, name }) => `${projectId}\0${name}`));
    await this.metrics.submit({ items: samples, keys, bytes });
  }

  /** Nothing that was accepted is left behind when the server goes. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.telemetry.drained(), this.metrics.drained()]);
  }
}
