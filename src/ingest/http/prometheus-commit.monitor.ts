import { Injectable } from '@nestjs/common';
import { ServerMetrics } from '../../common/monitoring/server-metrics.js';
import { CommitMonitor } from '../domain/commit-monitor.js';
import type { CommitObserver } from '../domain/commit-observer.js';

@Injectable()
export class PrometheusCommitMonitor extends CommitMonitor {
  constructor(private readonly metrics: ServerMetrics) {
    super();
  }

  observer(queue: 'telemetry' | 'metrics' | 'deletions'): CommitObserver {
    const { metrics } = this;
    return {
      committed: ({ items, seconds }) => {
        metrics.commitItems.observe({ queue }, items);
        metrics.commitSeconds.observe({ queue }, seconds);
      },
      queued: ({ jobs, bytes }) => {
        metrics.queueJobs.set({ queue }, jobs);
        metrics.queueBytes.set({ queue }, bytes);
      },
    };
  }
}
