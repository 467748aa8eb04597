import { Day } from './day.js';
import { isWithin, MINUTE_MS } from './load/time-window.js';
import { correlation, mean } from './testing/correlation.js';
import { tracesOf } from './traffic/traces-of.js';
import type { MetricPoint } from './wire/metric-batch.js';
import type { ObservationBody } from './wire/trace-batch.js';

// Large enough that the incident meets many calls.
const DAY = new Day({ seed: 'story', end: Date.UTC(2026, 10, 20, 18), hours: 24, scale: 2 });
const { incident } = DAY;
const POINTS: MetricPoint[] = [];
const CALLS: ObservationBody[] = [];

/** When the queue has filled, until the flood ends. */
const WORST = { from: incident.from + 8 * MINUTE_MS, until: incident.until - 3 * MINUTE_MS };

function isDuring(window: { from: number; until: number }, instant: string): boolean {
  return isWithin(window, Date.parse(instant));
}

function values(name: string, labels: Record<string, string>): number[] {
  return POINTS.filter(
    (point) =>
      point.name === name && Object.entries(labels).every(([label, value]) => point.labels[label] === value),
  ).map(({ value }) => value);
}

function callsOn(nodeId: string | undefined): ObservationBody[] {
  return CALLS.filter(({ metadata }) => metadata.node_id === nodeId);
}

beforeAll(() => {
  for (const { metrics } of DAY.metrics.batches()) {
    POINTS.push(...metrics.filter(({ timestamp }) => timestamp.endsWith(':00.000Z')));
  }
  for (const occasion of DAY.occasions) {
    for (const { observations } of tracesOf(occasion, DAY.scene)) {
      CALLS.push(...observations.filter(({ model }) => model !== undefined));
    }
  }
});

describe('the metrics', () => {
  it('show the incident on its node alone', () => {
    const worst = (name: string, nodeId: string): number[] =>
      POINTS.filter((point) => point.name === name && point.labels.node_id === nodeId)
        .filter(({ timestamp }) => isDuring(WORST, timestamp))
        .map(({ value }) => value);
    expect(mean(worst('gpu_utilization', incident.nodeId))).toBeGreaterThan(99);
    expect(Math.min(...worst('kv_cache_usage', incident.nodeId))).toBeGreaterThan(0.97);
    expect(Math.min(...worst('pending_requests', incident.nodeId))).toBeGreaterThan(100);
    for (const nodeId of ['node-1', 'node-2', 'node-4']) {
      expect(mean(worst('gpu_utilization', nodeId))).toBeLessThan(95);
      expect(Math.max(...worst('pending_requests', nodeId))).toBeLessThan(10);
    }
  });

  it.each([
    ['gpu_power_watts', 0.95],
    ['gpu_temperature_celsius', 0.95],
    ['gpu_memory_used_bytes', 0.9],
  ])('have %s follow the utilization of the same GPU', (name, least) => {
    const gpu = { node_id: 'node-2', gpu_index: '5' };
    expect(correlation(values('gpu_utilization', gpu), values(name, gpu))).toBeGreaterThan(least);
  });

  it.each(['kv_cache_usage', 'running_requests', 'tokens_per_second'])(
    'have %s follow the utilization of the GPUs that serve the replica',
    (name) => {
      const utilization = values('gpu_utilization', { node_id: 'node-2', gpu_index: '0' });
      const served = values(name, { model_uid: 'llama-3.3-70b-instruct', replica_id: '0' });
      expect(correlation(utilization, served)).toBeGreaterThan(0.9);
    },
  );

  it('have the prefix cache suffer as the queue grows', () => {
    const replica = { model_uid: 'qwen2.5-72b-instruct', replica_id: '2' };
    const related = correlation(
      values('pending_requests', replica),
      values('prefix_cache_hit_rate', replica),
    );
    expect(related).toBeLessThan(-0.6);
  });
});

describe('the traces', () => {
  it('wait and fail on the node of the incident while it lasts', () => {
    const during = callsOn(incident.nodeId).filter(({ startTime }) => isDuring(WORST, startTime));
    const failed = during.filter(({ level }) => level === 'ERROR');
    expect(during.length).toBeGreaterThan(30);
    expect(failed.length / during.length).toBeGreaterThan(0.4);
    for (const { timeToFirstToken } of during.filter(({ level }) => level === 'DEFAULT')) {
      expect(timeToFirstToken).toBeGreaterThan(10);
    }
  });

  it('fare well on that node before', () => {
    const before = callsOn(incident.nodeId).filter(({ startTime }) => Date.parse(startTime) < incident.from);
    expect(before.filter(({ level }) => level === 'ERROR')).toEqual([]);
    expect(Math.max(...before.map(({ timeToFirstToken }) => timeToFirstToken ?? 0))).toBeLessThan(5);
  });

  it('fare well elsewhere meanwhile', () => {
    const elsewhere = CALLS.filter(({ metadata }) => metadata.node_id !== undefined)
      .filter(({ metadata }) => metadata.node_id !== incident.nodeId)
      .filter(({ startTime }) => isDuring(WORST, startTime));
    expect(elsewhere.length).toBeGreaterThan(10);
    expect(elsewhere.filter(({ level }) => level === 'ERROR')).toEqual([]);
  });

  it('wait longer the longer the queue is that the metrics show', () => {
    const minute = (instant: string): string => instant.slice(0, 16);
    const pending = new Map(
      POINTS.filter((point) => point.name === 'pending_requests').map((point) => [
        JSON.stringify([point.labels.model_uid, point.labels.replica_id, minute(point.timestamp)]),
        point.value,
      ]),
    );
    const queues: number[] = [];
    const waits: number[] = [];
    for (const { metadata, startTime, timeToFirstToken } of callsOn(incident.nodeId)) {
      const queue = pending.get(JSON.stringify([metadata.model_uid, metadata.replica_id, minute(startTime)]));
      if (queue === undefined || timeToFirstToken === undefined) continue;
      queues.push(queue);
      waits.push(timeToFirstToken);
    }
    expect(correlation(queues, waits)).toBeGreaterThan(0.85);
  });

  it('come as often as the load says', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => DAY.window.from + hour * 60 * MINUTE_MS);
    const arrivals = hours.map(
      (from) =>
        DAY.occasions.filter(({ kind, at }) => kind !== 'import' && at >= from && at < from + 60 * MINUTE_MS)
          .length,
    );
    const utilization = hours.map((from) =>
      mean(
        POINTS.filter(({ name, labels }) => name === 'gpu_utilization' && labels.node_id === 'node-2')
          .filter(({ timestamp }) => isDuring({ from, until: from + 60 * MINUTE_MS }, timestamp))
          .map(({ value }) => value),
      ),
    );
    expect(correlation(arrivals, utilization)).toBeGreaterThan(0.9);
  });

  it('name no node for hosted models', () => {
    const hosted = callsOn(undefined);
    expect(hosted.length).toBeGreaterThan(1000);
    expect(new Set(hosted.map(({ metadata }) => metadata.provider))).toEqual(new Set(['hosted']));
  });
});
