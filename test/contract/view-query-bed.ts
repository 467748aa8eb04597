import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { Metric, ViewQuery, ViewRow } from '../../src/metrics/domain/query/view-query.js';
import type { ViewQueryReader } from '../../src/metrics/domain/query/view-query.reader.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';
import { aViewQuery } from '../factories/view-query.factory.js';

/** Makes a reader that finds just what it is given. */
export type StoreForViewQueries = (
  traces: readonly StoredTrace[],
  observations: readonly Observation[],
  scores?: readonly Score[],
) => Promise<ViewQueryReader>;

export const projectId = 'p1';

export function at(day: number, time = '12:00:00.000000'): Timestamp {
  return `2026-01-${String(day).padStart(2, '0')}T${time}Z` as Timestamp;
}

export function metrics(...names: string[]): Metric[] {
  return names.map((name) => {
    const [aggregation, measure = ''] = name.split('_');
    return { aggregation: aggregation as Metric['aggregation'], measure };
  });
}

export const trace = aTrace({ projectId, id: 'a', timestamp: at(10), userId: 'alice', tags: ['x', 'y'] });

let sequence = 0;

/** An observation of that trace. */
export function observation(known: Partial<Observation> = {}): Observation {
  return anObservation({ projectId, traceId: 'a', id: `o${sequence++}`, startTime: at(10), ...known });
}

/** Rows in short: their dimensions, their day, and their values. */
export type Ask = (
  stored: readonly [readonly StoredTrace[], readonly Observation[], (readonly Score[])?],
  asked: Partial<ViewQuery>,
) => Promise<unknown[][]>;

export function askIn(store: StoreForViewQueries): Ask {
  return async ([traces, observations, scores], asked) =>
    (await (await store(traces, observations, scores)).find(aViewQuery(asked))).map(short);
}

function short({ dimensions, time, values }: ViewRow): unknown[] {
  return [...dimensions, ...(time === null ? [] : [time.slice(0, 10)]), ...values];
}
