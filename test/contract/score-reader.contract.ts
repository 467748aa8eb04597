import { readFilter } from '../../src/common/filter/parse-filter.js';
import { JsonText } from '../../src/common/json/json-text.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { AnswerTooLargeError } from '../../src/traces/domain/answer-too-large.error.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import { SCORE_FILTER_COLUMNS } from '../../src/traces/domain/scores/score-filter-columns.js';
import type { ScoreFilter, ScoreQuery, ScoreScan } from '../../src/traces/domain/scores/score-query.js';
import type { ScoreReader } from '../../src/traces/domain/scores/score.reader.js';
import { aScore } from '../factories/score.factory.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';
import { projectId, room } from './trace-reader-bed.js';

/** Makes a reader that finds just what it is given. */
export type ScoresForReading = (
  scores: readonly Score[],
  traces: readonly StoredTrace[],
) => Promise<ScoreReader>;

const TRACE = aTrace({
  projectId,
  id: 't1',
  name: 'chat',
  userId: 'alice',
  sessionId: 's1',
  tags: ['a', 'b'],
});
const OTHERS = [aTrace({ projectId, id: 't2' }), aTrace({ projectId: 'p2', id: 't2', userId: 'alice' })];

function at(hour: number): Timestamp {
  return `2026-01-31T0${hour}:00:00.000000Z` as Timestamp;
}

const SCORES: readonly Score[] = [
  aScore({ projectId, id: '1', traceId: 't1', timestamp: at(1), value: 0.1 }),
  aScore({
    projectId,
    id: '2',
    traceId: 't1',
    observationId: 'o1',
    timestamp: at(3),
    value: 0.9,
    name: 'tone',
  }),
  aScore({
    projectId,
    id: '3',
    traceId: 't2',
    timestamp: at(2),
    dataType: 'CATEGORICAL',
    value: null,
    stringValue: 'x',
  }),
  aScore({
    projectId,
    id: '4',
    sessionId: 's1',
    timestamp: at(2),
    metadata: new JsonText('{"judge": "v2", "tries": 3}'),
    comment: 'fine',
    authorUserId: 'carol',
    source: 'ANNOTATION',
    configId: 'c',
    queueId: 'q',
  }),
  aScore({ projectId, id: '5', datasetRunId: 'r', timestamp: at(5), environment: 'staging' }),
  aScore({ projectId: 'p2', id: '1', traceId: 't1', timestamp: at(9) }),
];

/** What every ScoreReader keeps to. */
export function scoreReaderContract(open: ScoresForReading): void {
  let reader: ScoreReader;

  beforeAll(async () => {
    reader = await open(SCORES, [TRACE, ...OTHERS]);
  });

  function scan(asked: Partial<ScoreScan>): ScoreScan {
    return { projectId, limit: 50, after: null, filter: {}, ...asked };
  }

  function query(filter: ScoreFilter, asked: Partial<ScoreQuery> = {}): ScoreQuery {
    return { projectId, page: 1, limit: 50, withTraces: false, filter, ...asked };
  }

  it('lists the scores of the project, the latest first, then by id', async () => {
    const { items, totalItems } = await reader.find(query({}), room());
    expect(items.map(({ id }) => id)).toEqual(['5', '2', '4', '3', '1']);
    expect(totalItems).toBe(5);
    expect(items[1]).toEqual({ ...SCORES[1], trace: null });
  });

  it('cuts the list into pages', async () => {
    const second = await reader.find(query({}, { page: 2, limit: 2 }), room());
    expect([second.items.map(({ id }) => id), second.totalItems]).toEqual([['4', '3'], 5]);
    expect(await reader.find(query({}, { page: 9 }), room())).toEqual({ items: [], totalItems: 5 });
  });

  it('shows the trace of a score where that is asked for and known', async () => {
    const { items } = await reader.find(query({}, { withTraces: true }), room());
    const { id, userId, sessionId, environment, tags } = TRACE;
    const shown = { id, userId, sessionId, environment, tags };
    const other = { id: 't2', userId: null, sessionId: null, environment, tags: [] };
    expect(items.map(({ trace }) => trace)).toEqual([null, shown, null, other, shown]);
  });

  it.each<[ScoreFilter, string[]]>([
    [{ name: 'tone' }, ['2']],
    [{ source: 'ANNOTATION' }, ['4']],
    [{ dataType: 'CATEGORICAL' }, ['3']],
    [{ configId: 'c', queueId: 'q' }, ['4']],
    [{ traceId: 't1' }, ['2', '1']],
    [{ sessionId: 's1' }, ['4']],
    [{ datasetRunId: 'r' }, ['5']],
    [{ traceId: 's1' }, []],
    [{ ids: ['1', '5', 'none'] }, ['5', '1']],
    [{ observationIds: ['o1', 'o2'] }, ['2']],
    [{ environments: ['staging', 'other'] }, ['5']],
    [{ from: at(2), before: at(5) }, ['2', '4', '3']],
    [{ value: { operator: '>=', number: 0.9 } }, ['5', '2', '4']],
    [{ value: { operator: '<', number: 0.9 } }, ['1']],
    [{ value: { operator: '!=', number: 1 } }, ['2', '1']],
    [{ userId: 'alice' }, ['2', '1']],
    [{ userId: 'bob' }, []],
    [{ traceTags: ['b'] }, ['2', '1']],
    [{ traceTags: ['b', 'c'] }, []],
    [{ traceId: 't1', name: 'tone', value: { operator: '<', number: 0.5 } }, []],
  ])('finds by %j', async (filter, ids) => {
    const { items, totalItems } = await reader.find(query(filter), room());
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(totalItems).toBe(ids.length);
  });

  it.each<[object, string]>([
    [{ type: 'stringOptions', column: 'id', operator: 'any of', value: ['1', '5', 'none'] }, '51'],
    [{ type: 'datetime', column: 'timestamp', operator: '<', value: '2026-01-31T02:00:00Z' }, '1'],
    [{ type: 'string', column: 'name', operator: 'starts with', value: 'to' }, '2'],
    [{ type: 'stringOptions', column: 'source', operator: 'none of', value: ['API'] }, '4'],
    [{ type: 'string', column: 'dataType', operator: '=', value: 'CATEGORICAL' }, '3'],
    [{ type: 'number', column: 'value', operator: '<=', value: 0.9 }, '21'],
    [{ type: 'stringOptions', column: 'stringValue', operator: 'any of', value: ['x', 'y'] }, '3'],
    [{ type: 'null', column: 'comment', operator: 'is not null' }, '4'],
    [{ type: 'stringObject', column: 'metadata', key: 'judge', operator: '=', value: 'v2' }, '4'],
    [{ type: 'numberObject', column: 'metadata', key: 'tries', operator: '>', value: 2 }, '4'],
    [{ type: 'string', column: 'environment', operator: '=', value: 'staging' }, '5'],
    [{ type: 'stringOptions', column: 'traceId', operator: 'any of', value: ['t1', 't2'] }, '231'],
    [{ type: 'string', column: 'traceId', operator: '=', value: 's1' }, ''],
    [{ type: 'string', column: 'sessionId', operator: '=', value: 's1' }, '4'],
    [{ type: 'null', column: 'traceId', operator: 'is null' }, '54'],
    [{ type: 'string', column: 'observationId', operator: '=', value: 'o1' }, '2'],
    [{ type: 'string', column: 'datasetRunId', operator: '=', value: 'r' }, '5'],
    [{ type: 'string', column: 'authorUserId', operator: '=', value: 'carol' }, '4'],
    [{ type: 'string', column: 'userId', operator: '=', value: 'alice' }, '21'],
    [{ type: 'stringOptions', column: 'userId', operator: 'none of', value: ['bob'] }, '21'],
    [{ type: 'null', column: 'userId', operator: 'is null' }, '543'],
    [{ type: 'string', column: 'traceName', operator: 'contains', value: 'h' }, '21'],
    [{ type: 'arrayOptions', column: 'traceTags', operator: 'all of', value: ['a', 'b'] }, '21'],
    [{ type: 'arrayOptions', column: 'tags', operator: 'none of', value: ['a'] }, '3'],
  ])('finds by the filter %j', async (condition, ids) => {
    const filter = { conditions: readFilter([condition], SCORE_FILTER_COLUMNS) };
    const { items, totalItems } = await reader.find(query(filter), room());
    expect(items.map(({ id }) => id).join('')).toBe(ids);
    expect(totalItems).toBe(ids.length);
    const stretch = await reader.scan(scan({ filter }), room());
    expect(stretch.items.map((score) => ({ ...score, trace: null }))).toEqual(items);
  });

  it('gives the list in stretches, each after the last one', async () => {
    const first = await reader.scan(scan({ limit: 2 }), room());
    expect(first.items.map(({ id }) => id)).toEqual(['5', '2']);
    expect(first.next).toEqual({ timestamp: at(3), id: '2', subjectId: 't1' });
    const second = await reader.scan(scan({ limit: 2, after: first.next }), room());
    expect(second.items.map(({ id }) => id)).toEqual(['4', '3']);
    const third = await reader.scan(scan({ limit: 2, after: second.next }), room());
    expect([third.items.map(({ id }) => id), third.next]).toEqual([['1'], null]);
    expect((await reader.scan(scan({ limit: 5 }), room())).next).toBeNull();
    expect(await reader.scan(scan({ filter: { values: [0.1, 7] } }), room())).toEqual({
      items: [SCORES[0]],
      next: null,
    });
    expect(await reader.scan(scan({ filter: { values: [] } }), room())).toEqual({ items: [], next: null });
  });

  it('reads no list for which there is no room', async () => {
    await expect(reader.find(query({}), room(100))).rejects.toThrow(AnswerTooLargeError);
    await expect(reader.scan(scan({}), room(100))).rejects.toThrow(AnswerTooLargeError);
  });

  it('gives a score by its id, and none of another project', async () => {
    expect(await reader.get(projectId, '4')).toEqual(SCORES[3]);
    expect(await reader.get('p2', '4')).toBeNull();
    expect(await reader.get(projectId, 'none')).toBeNull();
  });

  it('gives the scores of a trace and its observations, the first first', async () => {
    expect(await reader.ofTrace(projectId, 't1', room(1e6))).toEqual([SCORES[0], SCORES[1]]);
    expect(await reader.ofTrace(projectId, 's1', room(1e6))).toEqual([]);
  });

  it('reads no scores for which there is no room', async () => {
    await expect(reader.ofTrace(projectId, 't1', room(100))).rejects.toThrow(AnswerTooLargeError);
  });

  it('gives the ids of the scores of several traces', async () => {
    const ids = await reader.idsOfTraces(projectId, ['t1', 't2', 's1', 'none'], room(1e6));
    expect([...ids].sort()).toEqual([
      ['t1', ['1', '2']],
      ['t2', ['3']],
    ]);
  });

  it('reads no ids for which there is no room', async () => {
    await expect(reader.idsOfTraces(projectId, ['t1', 't2'], room(10))).rejects.toThrow(AnswerTooLargeError);
  });
}
