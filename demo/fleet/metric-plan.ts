import { instant, MINUTE_MS, SECOND_MS, type TimeWindow } from '../load/time-window.js';
import type { MetricBatch, MetricPoint } from '../wire/metric-batch.js';
import type { MetricSeries } from './metric-series.js';

const POINTS_PER_BATCH = 500;
const STEPS_SECONDS = [10, 15, 20, 30, 60, 120, 300];

/** A minute at scale 1; finer for a larger scale (down to ten seconds), coarser for a smaller one. */
export function metricStepMs(scale: number): number {
  const wished = MINUTE_MS / scale / SECOND_MS;
  return SECOND_MS * STEPS_SECONDS.reduce((best, step) => (step <= wished ? step : best));
}

/** All points of a window, in the order in which exporters would have sent them, at whole multiples of the step. */
export class MetricPlan {
  private readonly firstMs: number;
  private readonly steps: number;

  constructor(
    private readonly series: readonly MetricSeries[],
    window: TimeWindow,
    private readonly stepMs: number,
  ) {
    this.firstMs = Math.ceil(window.from / stepMs) * stepMs;
    this.steps = Math.max(0, Math.floor((window.until - this.firstMs) / stepMs) + 1);
  }

  get pointCount(): number {
    return this.series.length * this.steps;
  }

  *batches(): Generator<MetricBatch> {
    let metrics: MetricPoint[] = [];
    for (const point of this.points()) {
      metrics.push(point);
      if (metrics.length === POINTS_PER_BATCH) {
        yield { metrics };
        metrics = [];
      }
    }
    if (metrics.length > 0) yield { metrics };
  }

  private *points(): Generator<MetricPoint> {
    for (let step = 0; step < this.steps; step++) {
      const ms = this.firstMs + step * this.stepMs;
      const timestamp = instant(ms);
      for (const { name, labels, valueAt } of this.series) {
        yield { name, labels, value: valueAt(ms), timestamp };
      }
    }
  }
}
