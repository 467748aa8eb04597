import { HOUR_MS, SECOND_MS } from '../load/time-window.js';
import { MetricPlan, metricStepMs } from './metric-plan.js';
import type { MetricSeries } from './metric-series.js';

const FROM = Date.UTC(2026, 10, 20, 8, 0, 17);

function series(count: number): MetricSeries[] {
  return Array.from({ length: count }, (_, index) => ({
    name: 'gpu_utilization',
    labels: { gpu_index: String(index) },
    valueAt: (ms: number) => ms % 1000,
  }));
}

describe('metricStepMs', () => {
  it.each([
    [0.01, 300],
    [0.5, 120],
    [1, 60],
    [2, 30],
    [3, 20],
    [1000, 10],
  ])('at scale %d is %d seconds', (scale, seconds) => {
    expect(metricStepMs(scale)).toBe(seconds * SECOND_MS);
  });
});

describe('MetricPlan', () => {
  const window = { from: FROM, until: FROM + HOUR_MS };

  it('has every series at every whole step of the window, in batches of at most 500', () => {
    const plan = new MetricPlan(series(30), window, 60_000);
    const batches = [...plan.batches()];
    const points = batches.flatMap(({ metrics }) => metrics);
    expect(plan.pointCount).toBe(30 * 60);
    expect(points).toHaveLength(plan.pointCount);
    expect(batches.map(({ metrics }) => metrics.length)).toEqual([500, 500, 500, 300]);
    expect(points[0]?.timestamp).toBe('2026-11-20T08:01:00.000Z');
    expect(points.at(-1)?.timestamp).toBe('2026-11-20T09:00:00.000Z');
    expect(new Set(points.map((point) => JSON.stringify([point.labels, point.timestamp]))).size).toBe(
      points.length,
    );
  });

  it('is empty where no step fits', () => {
    const plan = new MetricPlan(series(3), { from: FROM, until: FROM + 1000 }, 60_000);
    expect(plan.pointCount).toBe(0);
    expect([...plan.batches()]).toEqual([]);
  });
});
