import { JsonText } from '../../src/common/json/json-text.js';
import { readFilter } from '../../src/common/filter/parse-filter.js';
import { TRACE_FILTER_COLUMNS } from '../../src/traces/domain/trace-filter-columns.js';
import type { TraceReader } from '../../src/traces/domain/trace.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aScore } from '../factories/score.factory.js';
import { aTrace } from '../factories/trace.factory.js';
import { at, projectId, query, room, type StoreForReading } from './trace-reader-bed.js';

const metadata = new JsonText('{"run": "r-1", "step": 3, "dry": true, "size": "12.5"}');
const TRACES = [
  aTrace({
    projectId,
    id: 'a',
    name: 'chat 100%',
    userId: 'alice',
    tags: ['x', 'y'],
    bookmarked: true,
    timestamp: at('08:00:01.000000'),
    payload: { input: null, output: null, metadata },
  }),
  aTrace({ projectId, id: 'b', name: 'Chat', tags: ['y'], timestamp: at('08:00:02.000000') }),
  aTrace({
    projectId,
    id: 'c',
    userId: 'bob',
    environment: 'staging',
    timestamp: at('08:00:03.000000'),
    sent: { latency: 7, totalCost: 3 },
  }),
  aTrace({ projectId: 'p2', id: 'a', name: 'chat 100%', userId: 'alice', tags: ['x'], bookmarked: true }),
];
const OBSERVATIONS = [
  anObservation({
    projectId,
    traceId: 'a',
    id: '1',
    level: 'WARNING',
    startTime: at('08:00:01.000000'),
    endTime: at('08:00:03.500000'),
    promptTokens: 10,
    completionTokens: 5,
    calculatedInputCost: 0.25,
    calculatedOutputCost: 0.5,
    calculatedTotalCost: 0.75,
  }),
  anObservation({ projectId, traceId: 'a', id: '2', level: 'DEBUG', promptTokens: 1 }),
  anObservation({ projectId, traceId: 'b', id: '1', level: 'ERROR' }),
  anObservation({ projectId, traceId: 'b', id: '2', level: 'WARNING' }),
  anObservation({ projectId: 'p2', traceId: 'c', id: '1', level: 'ERROR', promptTokens: 99 }),
];
const SCORES = [
  aScore({ projectId, id: '1', traceId: 'a', name: 'tone', value: 0.5 }),
  aScore({ projectId, id: '2', traceId: 'a', observationId: '1', name: 'tone', value: 1 }),
  aScore({ projectId, id: '3', traceId: 'b', name: 'tone', value: 1 }),
  aScore({
    projectId,
    id: '4',
    traceId: 'b',
    name: 'kind',
    dataType: 'CATEGORICAL',
    value: null,
    stringValue: 'good',
  }),
  aScore({
    projectId,
    id: '5',
    traceId: 'a',
    name: 'right',
    dataType: 'BOOLEAN',
    value: 1,
    stringValue: 'True',
  }),
  aScore({ projectId, id: '6', sessionId: 'c', name: 'tone', value: 1 }),
  aScore({ projectId: 'p2', id: '7', traceId: 'c', name: 'tone', value: 1 }),
];

const string = (column: string, operator: string, value: string): object => ({
  type: 'string',
  column,
  operator,
  value,
});
const number = (column: string, operator: string, value: number): object => ({
  type: 'number',
  column,
  operator,
  value,
});
const keyed = (type: string, column: string, key: string, operator: string, value: unknown): object => ({
  type,
  column,
  key,
  operator,
  value,
});

/** Which traces a TraceReader finds by a filter. */
export function traceFilterContract(store: StoreForReading): void {
  describe('find by a filter', () => {
    let reader: TraceReader;

    beforeAll(async () => {
      reader = await store(TRACES, OBSERVATIONS, SCORES);
    });

    it.each<[object, string]>([
      [string('id', '=', 'a'), 'a'],
      [string('name', 'contains', '%'), 'a'],
      [string('name', 'starts with', 'C'), 'b'],
      [string('userId', 'does not contain', 'li'), 'c'],
      [{ type: 'stringOptions', column: 'userId', operator: 'none of', value: ['bob'] }, 'a'],
      [{ type: 'null', column: 'userId', operator: 'is null' }, 'b'],
      [string('environment', 'ends with', 'ing'), 'c'],
      [{ type: 'datetime', column: 'timestamp', operator: '>', value: '2026-01-31T08:00:02Z' }, 'c'],
      [{ type: 'arrayOptions', column: 'tags', operator: 'any of', value: ['x', 'z'] }, 'a'],
      [{ type: 'arrayOptions', column: 'tags', operator: 'none of', value: ['x'] }, 'cb'],
      [{ type: 'boolean', column: 'bookmarked', operator: '<>', value: true }, 'cb'],
      [keyed('stringObject', 'metadata', 'run', '=', 'r-1'), 'a'],
      [keyed('stringObject', 'metadata', 'none', 'does not contain', 'r'), ''],
      [keyed('numberObject', 'metadata', 'step', '>=', 3), 'a'],
      [keyed('numberObject', 'metadata', 'size', '<', 13), 'a'],
      [keyed('numberObject', 'metadata', 'run', '<', 13), ''],
      [keyed('booleanObject', 'metadata', 'dry', '=', true), 'a'],
      [keyed('categoryOptions', 'metadata', 'run', 'any of', ['r-0', 'r-1']), 'a'],
      [number('latency', '>=', 2.5), 'ca'],
      [number('inputTokens', '>', 10.5), 'a'],
      [number('outputTokens', '=', 5), 'a'],
      [number('totalTokens', '=', 16), 'a'],
      [number('inputCost', '=', 0.25), 'a'],
      [number('outputCost', '<', 0.5), 'cb'],
      [number('totalCost', '>', 0.5), 'ca'],
      [string('level', '=', 'ERROR'), 'b'],
      [{ type: 'stringOptions', column: 'level', operator: 'none of', value: ['ERROR'] }, 'a'],
      [{ type: 'null', column: 'level', operator: 'is null' }, 'c'],
      [number('errorCount', '>', 0), 'b'],
      [number('warningCount', '=', 1), 'ba'],
      [number('defaultCount', '>', 0), ''],
      [number('debugCount', '<', 1), 'cb'],
      [keyed('numberObject', 'scores_avg', 'tone', '=', 0.75), 'a'],
      [keyed('numberObject', 'scores_avg', 'tone', '<=', 1), 'ba'],
      [keyed('numberObject', 'scores_avg', 'right', '=', 1), 'a'],
      [keyed('categoryOptions', 'score_categories', 'kind', 'any of', ['good', 'fair']), 'b'],
      [keyed('categoryOptions', 'score_categories', 'kind', 'none of', ['good']), 'ca'],
      [keyed('booleanObject', 'score_booleans', 'right', '=', true), 'a'],
      [keyed('booleanObject', 'score_booleans', 'right', '<>', true), 'cb'],
    ])('%j', async (condition, expected) => {
      const conditions = readFilter([condition], TRACE_FILTER_COLUMNS);
      const { items, totalItems } = await reader.find(query({ filter: { conditions } }), room());
      expect(items.map(({ id }) => id).join('')).toBe(expected);
      expect(totalItems).toBe(expected.length);
    });

    it('by several conditions at once, in any order and part', async () => {
      const conditions = readFilter(
        [number('latency', '>', 0), keyed('numberObject', 'scores_avg', 'tone', '>', 0)],
        TRACE_FILTER_COLUMNS,
      );
      const filter = { conditions, environments: ['default', 'staging'] };
      const order = { field: 'userId', direction: 'asc' } as const;
      const found = await reader.find(query({ filter, order, limit: 1 }), room());
      expect(found.items.map(({ id }) => id)).toEqual(['a']);
      expect(await reader.find(query({ filter, page: 2, limit: 1 }), room())).toEqual({
        items: [],
        totalItems: 1,
      });
    });
  });
}
