import { ByteBudget } from '../../src/common/byte-budget.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import { AnswerTooLargeError } from '../../src/traces/domain/answer-too-large.error.js';
import type { Score, ScoredTrace } from '../../src/traces/domain/scores/score.js';
import type { ScoreFilter, ScoreQuery } from '../../src/traces/domain/scores/score-query.js';
import type { ScoreReader } from '../../src/traces/domain/scores/score.reader.js';
import { aScore } from '../factories/score.factory.js';

export type StoredScoredTrace = ScoredTrace & { readonly projectId: string };

/** Makes a reader that finds just what it is given. */
export type ScoresForReading = (
  scores: readonly Score[],
  traces: readonly StoredScoredTrace[],
) => Promise<ScoreReader>;

const projectId = 'p1';
const TRACE: StoredScoredTrace = {
  projectId,
  id: 't1',
  userId: 'alice',
  sessionId: 's1',
  environment: 'default',
  tags: ['a', 'b'],
};

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
    reader = await open(SCORES, [TRACE]);
  });

  function query(filter: ScoreFilter, asked: Partial<ScoreQuery> = {}): ScoreQuery {
    return { projectId, page: 1, limit: 50, withTraces: false, filter, ...asked };
  }

  const room = (maxBytes: number): AnswerRoom =>
    new AnswerRoom(maxBytes, new ByteBudget(Infinity, 'full').hold());

  it('lists the scores of the project, the latest first, then by id', async () => {
    const { items, totalItems } = await reader.find(query({}));
    expect(items.map(({ id }) => id)).toEqual(['5', '2', '4', '3', '1']);
    expect(totalItems).toBe(5);
    expect(items[1]).toEqual({ ...SCORES[1], trace: null });
  });

  it('cuts the list into pages', async () => {
    const second = await reader.find(query({}, { page: 2, limit: 2 }));
    expect([second.items.map(({ id }) => id), second.totalItems]).toEqual([['4', '3'], 5]);
    expect(await reader.find(query({}, { page: 9 }))).toEqual({ items: [], totalItems: 5 });
  });

  it('shows the trace of a score where that is asked for and known', async () => {
    const { items } = await reader.find(query({}, { withTraces: true }));
    const { id, userId, sessionId, environment, tags } = TRACE;
    expect(items.map(({ trace }) => trace)).toEqual([
      null,
      { id, userId, sessionId, environment, tags },
      null,
      null,
      { id, userId, sessionId, environment, tags },
    ]);
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
    const { items, totalItems } = await reader.find(query(filter));
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(totalItems).toBe(ids.length);
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
    const ids = await reader.idsOfTraces(projectId, ['t1', 't2', 's1', 'none']);
    expect([...ids].sort()).toEqual([
      ['t1', ['1', '2']],
      ['t2', ['3']],
    ]);
  });
}
