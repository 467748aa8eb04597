import { anObservation } from '../../../test/factories/observation.factory.js';
import { aScore } from '../../../test/factories/score.factory.js';
import { aTrace } from '../../../test/factories/trace.factory.js';
import { JsonText, writeJson } from '../../common/json/json-text.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { ScoredTraceInList } from '../domain/traces.service.js';
import type { TraceFieldGroup, TraceQuery } from '../domain/trace-query.js';
import { presentTraceDetail, presentTracePage } from './trace.presenter.js';

const observed = { firstStart: null, lastEnd: null, totalCost: 0.25 };
const stored = aTrace({
  projectId: 'p1',
  id: 'a/b',
  timestamp: '2026-01-31T08:00:00.000001Z' as Timestamp,
  payload: { input: new JsonText('[1.10,12345678901234567890]'), output: null, metadata: null },
});

function query(groups: TraceFieldGroup[]): TraceQuery {
  const order = { field: 'timestamp', direction: 'desc' } as const;
  return { projectId: 'p1', page: 2, limit: 10, filter: {}, order, groups: new Set(groups) };
}

function listed(known: Partial<ScoredTraceInList>): ScoredTraceInList {
  return { ...stored, observed, payload: null, observationIds: null, scoreIds: [], ...known };
}

describe('presentTracePage', () => {
  it('shows every field of a trace, and the digits of its payload as they were sent', () => {
    const trace = listed({ payload: stored.payload, observationIds: ['o1'], scoreIds: ['s1'] });
    const page = presentTracePage(query(['core', 'io', 'observations', 'metrics']), {
      items: [trace],
      totalItems: 11,
    });
    expect(writeJson(page)).toBe(
      '{"data":[{"id":"a/b","projectId":"p1","timestamp":"2026-01-31T08:00:00.000001Z","environment":"default",' +
        '"name":null,"userId":null,"sessionId":null,"release":null,"version":null,"externalId":null,"tags":[],' +
        '"public":false,"bookmarked":false,"input":[1.10,12345678901234567890],"output":null,"metadata":{},' +
        '"htmlPath":"/project/p1/traces/a%2Fb","latency":0,"totalCost":0.25,' +
        '"createdAt":"2026-01-31T08:00:01.000Z","updatedAt":"2026-01-31T08:00:02.000Z","observations":["o1"],"scores":["s1"]}],' +
        '"meta":{"page":2,"limit":10,"totalItems":11,"totalPages":2}}',
    );
  });

  it('drops payloads, empties ids and hides figures that were not asked for', () => {
    const [item] = presentTracePage(query(['core']), { items: [listed({})], totalItems: 1 }).data;
    expect(item).toMatchObject({ latency: -1, totalCost: -1, observations: [], scores: [] });
    expect(item).not.toHaveProperty('input');
    expect(item).not.toHaveProperty('output');
    expect(item).not.toHaveProperty('metadata');
  });
});

describe('presentTraceDetail', () => {
  it('shows observations and scores whole', () => {
    const observation = anObservation({ projectId: 'p1', traceId: 'a/b', id: 'o1' });
    const scores = [aScore({ projectId: 'p1', id: 's1', traceId: 'a/b' })];
    const detail = presentTraceDetail({ ...stored, observed, observations: [observation], scores });
    expect(detail).toMatchObject({
      id: 'a/b',
      totalCost: 0.25,
      observations: [{ id: 'o1' }],
      scores: [{ id: 's1' }],
    });
  });
});
