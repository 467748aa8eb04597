import { ByteBudget } from '../../src/common/byte-budget.js';
import { JsonText } from '../../src/common/json/json-text.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import { AnswerTooLargeError } from '../../src/traces/domain/answer-too-large.error.js';
import type { SessionQuery } from '../../src/traces/domain/sessions/session-query.js';
import type { SessionReader } from '../../src/traces/domain/sessions/session.reader.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';

/** Makes a reader that finds the sessions of just these traces. */
export type SessionsForReading = (traces: readonly StoredTrace[]) => Promise<SessionReader>;

const projectId = 'p1';
const ALL: SessionQuery = { projectId, page: 1, limit: 50 };

function at(hour: number): Timestamp {
  return `2026-01-31T0${hour}:00:00.000000Z` as Timestamp;
}

const payload = { input: new JsonText('{"q":1}'), output: null, metadata: null };
const TRACES: readonly StoredTrace[] = [
  aTrace({ projectId, id: 't1', sessionId: 'a', timestamp: at(3), environment: 'staging' }),
  aTrace({ projectId, id: 't2', sessionId: 'a', timestamp: at(1), environment: 'production', payload }),
  aTrace({ projectId, id: 't3', sessionId: 'b', timestamp: at(2), environment: 'staging' }),
  aTrace({ projectId, id: 't4', sessionId: 'c', timestamp: at(2) }),
  aTrace({ projectId, id: 't5', timestamp: at(4) }),
  aTrace({ projectId: 'p2', id: 't1', sessionId: 'a', timestamp: at(0) }),
  aTrace({ projectId: 'p2', id: 't2', sessionId: 'foreign', timestamp: at(5) }),
];

/** What every SessionReader must do. */
export function sessionReaderContract(open: SessionsForReading): void {
  let reader: SessionReader;

  beforeAll(async () => {
    reader = await open(TRACES);
  });

  function room(maxBytes = 1e6): AnswerRoom {
    return new AnswerRoom(maxBytes, new ByteBudget(1e9, 'full').hold());
  }

  it('lists the sessions of the project, the latest first', async () => {
    expect(await reader.find(ALL)).toEqual({
      items: [
        { projectId, id: 'c', createdAt: at(2), environment: 'default' },
        { projectId, id: 'b', createdAt: at(2), environment: 'staging' },
        { projectId, id: 'a', createdAt: at(1), environment: 'production' },
      ],
      totalItems: 3,
    });
  });

  it.each<[string, Partial<SessionQuery>, string[]]>([
    ['from an instant on', { from: at(2) }, ['c', 'b']],
    ['before an instant', { before: at(2) }, ['a']],
    ['of an environment', { environments: ['staging'] }, ['b']],
    ['of several environments', { environments: ['staging', 'production', 'none'] }, ['b', 'a']],
    ['that meet every condition', { environments: ['staging', 'production'], before: at(2) }, ['a']],
    ['that there are not', { environments: ['none'] }, []],
  ])('finds those %s', async (_, conditions, expected) => {
    const { items, totalItems } = await reader.find({ ...ALL, ...conditions });
    expect(items.map(({ id }) => id)).toEqual(expected);
    expect(totalItems).toBe(expected.length);
  });

  it.each([undefined, ['default', 'staging', 'production']])('has pages (%j)', async (environments) => {
    const ids = async (page: number): Promise<string[]> =>
      (await reader.find({ ...ALL, environments, page, limit: 2 })).items.map(({ id }) => id);
    expect(await Promise.all([ids(1), ids(2), ids(3)])).toEqual([['c', 'b'], ['a'], []]);
  });

  it('gets a session of the project, and none of another', async () => {
    expect(await reader.get(projectId, 'a')).toMatchObject({ createdAt: at(1), environment: 'production' });
    expect(await reader.get(projectId, 'foreign')).toBeNull();
    expect(await reader.get(projectId, 'none')).toBeNull();
  });

  it('reads the traces of a session with their payloads, the first first', async () => {
    const traces = await reader.tracesOf(projectId, 'a', room());
    expect(traces.map(({ projectId: project, id }) => [project, id])).toEqual([
      [projectId, 't2'],
      [projectId, 't1'],
    ]);
    expect(traces.map((trace) => trace.payload.input?.text)).toEqual(['{"q":1}', undefined]);
    expect(await reader.tracesOf(projectId, 'foreign', room())).toEqual([]);
  });

  it('takes room for them first', async () => {
    await expect(reader.tracesOf(projectId, 'a', room(100))).rejects.toThrow(AnswerTooLargeError);
  });
}
