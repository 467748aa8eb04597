import { Ajv } from 'ajv';
import { Day, type DaySettings } from './day.js';
import { HOUR_MS } from './load/time-window.js';
import { METRIC_BATCH_SCHEMA, TRACE_BATCH_SCHEMA } from './testing/contract-schema.js';
import { tracesOf } from './traffic/traces-of.js';
import type { MetricBatch } from './wire/metric-batch.js';
import type { ObservationBody, TraceBatch } from './wire/trace-batch.js';

const END = Date.UTC(2026, 10, 20, 17, 30, 0, 123);
const SETTINGS: DaySettings = { seed: '1', end: END, hours: 24, scale: 0.2 };

function traceBodies(settings: Partial<DaySettings> = {}): string[] {
  const day = new Day({ ...SETTINGS, ...settings });
  return day.occasions
    .flatMap((occasion) => tracesOf(occasion, day.scene))
    .map((batch) => JSON.stringify(batch));
}

function metricBodies(settings: Partial<DaySettings> = {}): string[] {
  const day = new Day({ ...SETTINGS, ...settings });
  return [...day.metrics.batches()].map((batch) => JSON.stringify(batch));
}

const TRACE_BODIES = traceBodies();
const METRIC_BODIES = metricBodies();
const TRACES = TRACE_BODIES.map((body) => JSON.parse(body) as TraceBatch);
const OBSERVATIONS = TRACES.flatMap(({ observations }) => observations);
const METRICS = METRIC_BODIES.flatMap((body) => (JSON.parse(body) as MetricBatch).metrics);

describe('a day', () => {
  it('is the same to the byte for the same settings', () => {
    expect(traceBodies()).toEqual(TRACE_BODIES);
    expect(metricBodies()).toEqual(METRIC_BODIES);
  });

  it.each<Partial<DaySettings>>([{ seed: '2' }, { end: END + 1 }, { hours: 23 }, { scale: 0.21 }])(
    'shares no id with the day of other settings (%j)',
    (other) => {
      const ids = new Set(OBSERVATIONS.map(({ id }) => id));
      const others = traceBodies(other).map((body) => JSON.parse(body) as TraceBatch);
      expect(others.filter(({ trace }) => ids.has(trace.id))).toEqual([]);
      expect(others.flatMap(({ observations }) => observations).filter(({ id }) => ids.has(id))).toEqual([]);
    },
  );

  it('grows with the scale', () => {
    const growth = traceBodies({ scale: 0.6 }).length / TRACE_BODIES.length;
    expect(growth).toBeGreaterThan(2.6);
    expect(growth).toBeLessThan(3.4);
    const finer = new Day({ ...SETTINGS, scale: 0.6 }).metrics.pointCount;
    expect(finer).toBeGreaterThan(METRICS.length);
  });

  it('has at scale 1 about 1,500 traces and less than 700,000 points', () => {
    const day = new Day({ ...SETTINGS, scale: 1 });
    const batches = day.occasions.flatMap((occasion) => tracesOf(occasion, day.scene));
    const observations = batches.reduce((sum, batch) => sum + batch.observations.length, 0);
    expect(batches.length).toBeGreaterThan(1300);
    expect(batches.length).toBeLessThan(1700);
    expect(observations).toBeGreaterThan(12_000);
    expect(observations).toBeLessThan(18_000);
    expect(day.metrics.pointCount).toBeLessThan(700_000);
  });

  it('gives the traces of an occasion as often as they are asked for', () => {
    const day = new Day(SETTINGS);
    for (const occasion of day.occasions.slice(0, 20)) {
      expect(tracesOf(occasion, day.scene)).toEqual(tracesOf(occasion, day.scene));
    }
  });

  it('also fits into an hour', () => {
    expect(traceBodies({ hours: 1 })).not.toEqual([]);
    expect(metricBodies({ hours: 1 })).not.toEqual([]);
  });
});

describe('its requests', () => {
  it('have the shapes of the contract', () => {
    const ajv = new Ajv({ allErrors: true });
    const isTraceBatch = ajv.compile(TRACE_BATCH_SCHEMA);
    const isMetricBatch = ajv.compile(METRIC_BATCH_SCHEMA);
    const wrong = TRACES.flatMap((batch) => (isTraceBatch(batch) ? [] : [isTraceBatch.errors]));
    expect(wrong).toEqual([]);
    for (const body of METRIC_BODIES)
      expect(isMetricBatch(JSON.parse(body)) || isMetricBatch.errors).toBe(true);
  });

  it('stay within the day', () => {
    const from = new Date(END - 24 * HOUR_MS).toISOString();
    const until = new Date(END).toISOString();
    const instants = [
      ...TRACES.map(({ trace }) => trace.timestamp),
      ...OBSERVATIONS.flatMap(({ startTime, endTime, completionStartTime }) => [
        startTime,
        endTime,
        completionStartTime,
      ]),
      ...METRICS.map(({ timestamp }) => timestamp),
    ].filter((instant) => instant !== undefined);
    expect(instants.filter((instant) => instant < from || instant > until)).toEqual([]);
  });

  it('never use an id twice', () => {
    const ids = [...TRACES.map(({ trace }) => trace.id), ...OBSERVATIONS.map(({ id }) => id)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never write a point twice', () => {
    const points = METRICS.map(({ name, labels, timestamp }) => JSON.stringify([name, labels, timestamp]));
    expect(new Set(points).size).toBe(points.length);
  });

  it('leave no place in a text unfilled', () => {
    expect(TRACE_BODIES.filter((body) => /\{\w+\}/.test(body))).toEqual([]);
  });
});

describe('its traces', () => {
  it('begin with a root as old as the trace', () => {
    const wrong = TRACES.filter(({ trace, observations: [root] }) => {
      return root?.startTime !== trace.timestamp || root.parentObservationId !== undefined;
    });
    expect(wrong).toEqual([]);
  });

  it('refer to parents of the same trace that began before and end after', () => {
    const wrong: ObservationBody[] = [];
    for (const { trace, observations } of TRACES) {
      const earlier = new Map<string, ObservationBody>();
      for (const observation of observations) {
        const parent = earlier.get(observation.parentObservationId ?? '');
        const isChildOfKnown =
          parent !== undefined &&
          parent.metadata.step_id === observation.metadata.parent_step_id &&
          parent.startTime <= observation.startTime &&
          (parent.endTime === undefined || (observation.endTime ?? '~') <= parent.endTime);
        const isRight = observation.traceId === trace.id && (earlier.size === 0 || isChildOfKnown);
        if (!isRight) wrong.push(observation);
        earlier.set(observation.id, observation);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('have latencies that agree with their times', () => {
    const secondsBetween = (start: string, end: string): number =>
      (Date.parse(end) - Date.parse(start)) / 1000;
    const ended = OBSERVATIONS.filter(({ endTime }) => endTime !== undefined);
    const wrong = ended.filter(
      ({ startTime, endTime = '', completionStartTime, latency, timeToFirstToken }) => {
        if (secondsBetween(startTime, endTime) !== latency) return true;
        if (completionStartTime === undefined) return timeToFirstToken !== undefined;
        return (
          secondsBetween(startTime, completionStartTime) !== timeToFirstToken || timeToFirstToken > latency
        );
      },
    );
    expect(wrong).toEqual([]);
  });

  it('have costs that agree with tokens and prices', () => {
    const isClose = (a = NaN, b = NaN): boolean => Math.abs(a - b) < 1e-9;
    const priced = OBSERVATIONS.filter(({ usage }) => usage !== undefined);
    const wrong = priced.filter(({ usage, inputPrice = NaN, outputPrice = NaN, ...costs }) => {
      const { input, output, total } = usage ?? { input: NaN, output: NaN, total: NaN };
      return !(
        total === input + output &&
        isClose(costs.calculatedInputCost, input * inputPrice) &&
        isClose(costs.calculatedOutputCost, output * outputPrice) &&
        isClose(costs.calculatedTotalCost, input * inputPrice + output * outputPrice)
      );
    });
    expect(priced.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('say what went wrong in every error, and only there or in a warning', () => {
    const wrong = OBSERVATIONS.filter(
      ({ level, statusMessage }) =>
        (statusMessage !== undefined) !== (level === 'ERROR' || level === 'WARNING'),
    );
    expect(wrong).toEqual([]);
  });

  it('count the attempts of a call from 0 without gaps', () => {
    const wrong: ObservationBody[] = [];
    for (const { observations } of TRACES) {
      const attempts = new Map<string, number>();
      for (const observation of observations) {
        const index = observation.metadata.attempt_index;
        if (typeof index !== 'number' || index === 0) continue;
        const call = `${observation.parentObservationId ?? ''}/${observation.name}`;
        const earlier = attempts.get(call) ?? 0;
        if (index !== earlier + 1) wrong.push(observation);
        attempts.set(call, index);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are tagged where they failed', () => {
    const wrong = TRACES.filter(
      ({ trace, observations: [root] }) => trace.tags.includes('failed') !== (root?.level === 'ERROR'),
    );
    expect(wrong).toEqual([]);
  });

  it('are as varied as real ones', () => {
    const distinct = (of: (batch: TraceBatch) => unknown): number => new Set(TRACES.map(of)).size;
    expect(distinct(({ trace }) => trace.name)).toBe(7);
    expect(distinct(({ trace }) => trace.userId)).toBeGreaterThan(30);
    expect(distinct(({ trace }) => trace.environment)).toBe(2);
    expect(distinct(({ trace }) => trace.release)).toBeGreaterThanOrEqual(3);
    expect(distinct(({ trace }) => trace.metadata.language)).toBeGreaterThanOrEqual(6);
    expect(new Set(OBSERVATIONS.map(({ model }) => model)).size).toBeGreaterThanOrEqual(9);
    expect(new Set(OBSERVATIONS.map(({ type }) => type)).size).toBe(10);
    expect(new Set(OBSERVATIONS.map(({ level }) => level)).size).toBe(4);
  });

  it('nest at least four deep where an agent hands over', () => {
    const depthOf = ({ observations }: TraceBatch): number => {
      const depths = new Map<string, number>();
      for (const { id, parentObservationId } of observations) {
        depths.set(id, (depths.get(parentObservationId ?? '') ?? 0) + 1);
      }
      return Math.max(...depths.values());
    };
    expect(Math.max(...TRACES.map(depthOf))).toBeGreaterThanOrEqual(5);
  });

  it('form sessions of several turns in order of time', () => {
    const sessions = new Map<string, TraceBatch[]>();
    for (const batch of TRACES.filter(({ trace }) => trace.tags.includes('chat'))) {
      const id = batch.trace.sessionId ?? 'none';
      sessions.set(id, [...(sessions.get(id) ?? []), batch]);
    }
    expect([...sessions.values()].some((turns) => turns.length >= 4)).toBe(true);
    for (const turns of sessions.values()) {
      expect(turns.map(({ trace }) => trace.metadata.turn_id)).toEqual(
        turns.map((_, index) => `turn-${String(index + 1)}`),
      );
      expect(new Set(turns.map(({ trace }) => trace.userId)).size).toBe(1);
    }
  });
});
