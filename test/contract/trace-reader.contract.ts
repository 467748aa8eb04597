import { JsonText } from '../../src/common/json/json-text.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { AnswerTooLargeError } from '../../src/traces/domain/answer-too-large.error.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import { latencyOf, totalCostOf } from '../../src/traces/domain/trace-figures.js';
import {
  TRACE_FIELD_GROUPS,
  TRACE_SORT_FIELDS,
  type TraceFilter,
  type TraceQuery,
} from '../../src/traces/domain/trace-query.js';
import type { TraceReader } from '../../src/traces/domain/trace.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';

/** Makes a reader that finds just what it is given. */
export type StoreForReading = (
  traces: readonly StoredTrace[],
  observations: readonly Observation[],
) => Promise<TraceReader>;

const MEGABYTE = 1_000_000;
const projectId = 'p1';

function at(text: string): Timestamp {
  return `2026-01-31T${text}Z` as Timestamp;
}

function query(
  asked: Partial<Omit<TraceQuery, 'groups'>> & { groups?: TraceQuery['groups'] } = {},
): TraceQuery {
  return {
    projectId,
    page: 1,
    limit: 50,
    filter: {},
    order: { field: 'timestamp', direction: 'desc' },
    groups: new Set(['core'] as const),
    ...asked,
  };
}

/** What every TraceReader must do. */
export function traceReaderContract(store: StoreForReading): void {
  async function idsOf(reader: TraceReader, asked: Parameters<typeof query>[0]): Promise<string[]> {
    return (await reader.find(query(asked), MEGABYTE)).items.map(({ id }) => id);
  }

  describe('find', () => {
    it('lists the newest first and breaks ties by id', async () => {
      const reader = await store(
        [
          aTrace({ projectId, id: 'a', timestamp: at('08:00:00.000001') }),
          aTrace({ projectId, id: 'b', timestamp: at('08:00:00.000002') }),
          aTrace({ projectId, id: 'c', timestamp: at('08:00:00.000001') }),
        ],
        [],
      );
      expect(await idsOf(reader, {})).toEqual(['b', 'c', 'a']);
      expect(await idsOf(reader, { order: { field: 'timestamp', direction: 'asc' } })).toEqual([
        'a',
        'c',
        'b',
      ]);
    });

    it('cuts the list into pages and counts all of it', async () => {
      const reader = await store(
        ['a', 'b', 'c', 'd', 'e'].map((id) => aTrace({ projectId, id })),
        [],
      );
      const order = { field: 'id', direction: 'asc' } as const;
      const pages = [1, 2, 3, 4].map((page) => reader.find(query({ order, page, limit: 2 }), MEGABYTE));
      const found = await Promise.all(pages);
      expect(found.map(({ items }) => items.map(({ id }) => id))).toEqual([
        ['a', 'b'],
        ['c', 'd'],
        ['e'],
        [],
      ]);
      expect(found.map(({ totalItems }) => totalItems)).toEqual([5, 5, 5, 5]);
    });

    it('is empty where nothing is', async () => {
      expect(await (await store([], [])).find(query(), MEGABYTE)).toEqual({ items: [], totalItems: 0 });
    });

    it('never returns nor counts a trace of another project', async () => {
      const reader = await store(
        [aTrace({ projectId, id: 'a' }), aTrace({ projectId: 'p2', id: 'a', name: 'foreign' })],
        [anObservation({ projectId: 'p2', traceId: 'a', id: 'foreign' })],
      );
      const { items, totalItems } = await reader.find(
        query({ groups: new Set(TRACE_FIELD_GROUPS) }),
        MEGABYTE,
      );
      expect(items).toMatchObject([{ projectId, name: null, observationIds: [] }]);
      expect(totalItems).toBe(1);
    });

    it.each<[string, TraceFilter, string[]]>([
      ['user', { userId: 'alice' }, ['c', 'a']],
      ['name', { name: 'chat' }, ['b', 'a']],
      ['session', { sessionId: 's1' }, ['d', 'a']],
      ['release', { release: 'r1' }, ['d', 'c']],
      ['version', { version: 'v1' }, ['b']],
      ['a tag', { tags: ['x'] }, ['b', 'a']],
      ['all tags', { tags: ['x', 'y'] }, ['b']],
      ['an environment', { environments: ['staging'] }, ['c']],
      ['any of several environments', { environments: ['staging', 'production', 'nowhere'] }, ['d', 'c']],
      ['the first instant', { from: at('08:00:02.000000') }, ['d', 'c']],
      ['the last instant', { to: at('08:00:02.000000') }, ['c', 'b', 'a']],
      ['a single instant', { from: at('08:00:01.000000'), to: at('08:00:01.000000') }, ['b']],
      ['an interval in reverse', { from: at('08:00:02.000000'), to: at('08:00:01.000000') }, []],
      ['several conditions at once', { userId: 'alice', name: 'chat', to: at('08:00:02.000000') }, ['a']],
      ['no value that is stored', { userId: 'nobody' }, []],
      [
        'environments and another condition',
        { environments: ['default', 'staging'], userId: 'alice' },
        ['c', 'a'],
      ],
    ])('filters by %s', async (_, filter, expected) => {
      const reader = await store(
        [
          aTrace({
            projectId,
            id: 'a',
            timestamp: at('08:00:00.000000'),
            userId: 'alice',
            name: 'chat',
            sessionId: 's1',
            tags: ['x'],
          }),
          aTrace({
            projectId,
            id: 'b',
            timestamp: at('08:00:01.000000'),
            userId: 'bob',
            name: 'chat',
            version: 'v1',
            tags: ['x', 'y', 'z'],
          }),
          aTrace({
            projectId,
            id: 'c',
            timestamp: at('08:00:02.000000'),
            userId: 'alice',
            release: 'r1',
            environment: 'staging',
          }),
          aTrace({
            projectId,
            id: 'd',
            timestamp: at('08:00:03.000000'),
            sessionId: 's1',
            release: 'r1',
            environment: 'production',
          }),
        ],
        [],
      );
      const { items, totalItems } = await reader.find(query({ filter }), MEGABYTE);
      expect(items.map(({ id }) => id)).toEqual(expected);
      expect(totalItems).toBe(expected.length);
    });

    it('counts exactly over the borders of hours, with and without environments', async () => {
      const times = [
        '06:59:59.999999',
        '07:00:00.000000',
        '07:30:00.000000',
        '08:15:00.000000',
        '09:00:00.000000',
        '09:45:00.000000',
      ];
      const reader = await store(
        times.map((time, index) =>
          aTrace({
            projectId,
            id: `t${index}`,
            timestamp: at(time),
            environment: index % 2 === 0 ? 'even' : 'odd',
          }),
        ),
        [],
      );
      const count = async (filter: TraceFilter): Promise<number> =>
        (await reader.find(query({ filter, limit: 1 }), MEGABYTE)).totalItems;
      expect(await count({})).toBe(6);
      expect(await count({ environments: ['odd'] })).toBe(3);
      expect(await count({ from: at('07:00:00.000000'), to: at('08:59:59.999999') })).toBe(3);
      expect(await count({ from: at('07:00:00.000001'), to: at('09:00:00.000000') })).toBe(3);
      expect(await count({ from: at('07:10:00.000000'), to: at('07:50:00.000000') })).toBe(1);
      expect(
        await count({ from: at('07:10:00.000000'), to: at('09:50:00.000000'), environments: ['even'] }),
      ).toBe(2);
      expect(await count({ from: at('07:30:00.000000') })).toBe(4);
      expect(await count({ to: at('07:30:00.000000') })).toBe(3);
    });

    it.each(TRACE_SORT_FIELDS)(
      'orders by %s in both directions, with what has no value last',
      async (field) => {
        const traces = ['a', 'b', 'c', 'd', 'e'].map((id, index) => {
          // b and d tie; e has nothing.
          const rank = [3, 2, 1, 2, 0][index] ?? 0;
          const text = rank === 0 ? null : `x${rank}`;
          return aTrace({
            projectId,
            id,
            timestamp: at(`08:00:0${rank}.000000`),
            name: text,
            userId: text,
            sessionId: text,
            release: text,
            version: text,
            public: rank > 1,
            bookmarked: rank > 1,
            sent: { latency: rank === 0 ? null : rank, totalCost: rank === 0 ? null : rank },
          });
        });
        const reader = await store(traces, []);
        const expected: Record<typeof field, [string, string]> = {
          id: ['abcde', 'edcba'],
          timestamp: ['ecbda', 'adbce'],
          name: ['cbdae', 'adbce'],
          userId: ['cbdae', 'adbce'],
          sessionId: ['cbdae', 'adbce'],
          release: ['cbdae', 'adbce'],
          version: ['cbdae', 'adbce'],
          public: ['ceabd', 'dbaec'],
          bookmarked: ['ceabd', 'dbaec'],
          latency: ['ecbda', 'adbce'],
          totalCost: ['ecbda', 'adbce'],
        };
        const asc = await idsOf(reader, { order: { field, direction: 'asc' } });
        const desc = await idsOf(reader, { order: { field, direction: 'desc' } });
        expect([asc.join(''), desc.join('')]).toEqual(expected[field]);
      },
    );

    it('orders by the latency and the cost that its traces show, sent or derived', async () => {
      const observation = (traceId: string, id: string, known: Partial<Observation>): Observation =>
        anObservation({ projectId, traceId, id, startTime: at('08:00:00.000000'), ...known });
      const reader = await store(
        [
          aTrace({ projectId, id: 'sent', sent: { latency: 2.5, totalCost: 0.5 } }),
          aTrace({ projectId, id: 'derived' }),
          aTrace({ projectId, id: 'running' }),
          aTrace({ projectId, id: 'empty' }),
        ],
        [
          observation('sent', 'o1', { endTime: at('08:00:09.000000'), calculatedTotalCost: 9 }),
          observation('derived', 'o1', { endTime: at('08:00:03.000000'), calculatedTotalCost: 0.25 }),
          observation('derived', 'o2', {
            startTime: at('08:00:00.100000'),
            endTime: at('08:00:03.000001'),
            calculatedTotalCost: 0.5,
          }),
          observation('running', 'o1', { calculatedTotalCost: 0.125 }),
        ],
      );
      const byLatency = await reader.find(
        query({ order: { field: 'latency', direction: 'desc' } }),
        MEGABYTE,
      );
      expect(byLatency.items.map((trace) => [trace.id, latencyOf(trace)])).toEqual([
        ['derived', 3.000001],
        ['sent', 2.5],
        ['running', 0],
        ['empty', 0],
      ]);
      const byCost = await reader.find(query({ order: { field: 'totalCost', direction: 'desc' } }), MEGABYTE);
      expect(byCost.items.map((trace) => [trace.id, totalCostOf(trace)])).toEqual([
        ['derived', 0.75],
        ['sent', 0.5],
        ['running', 0.125],
        ['empty', 0],
      ]);
    });

    it('reads payloads and observation ids only if asked', async () => {
      const input = new JsonText('{"z":12345678901234567890, "a":1.10}');
      const reader = await store(
        [
          aTrace({
            projectId,
            id: 'a',
            timestamp: at('08:00:01.000000'),
            payload: { input, output: null, metadata: null },
          }),
          aTrace({ projectId, id: 'b' }),
        ],
        ['o2', 'o1'].map((id) => anObservation({ projectId, traceId: 'a', id })),
      );
      const shown = async (groups: TraceQuery['groups']): Promise<unknown> =>
        (await reader.find(query({ groups }), MEGABYTE)).items.map(({ payload, observationIds }) => [
          payload,
          observationIds,
        ]);
      const none = { input: null, output: null, metadata: null };
      expect(await shown(new Set(['core', 'metrics', 'scores']))).toEqual([
        [null, null],
        [null, null],
      ]);
      expect(await shown(new Set(['io']))).toEqual([
        [{ ...none, input }, null],
        [none, null],
      ]);
      expect(await shown(new Set(['observations']))).toEqual([
        [null, ['o1', 'o2']],
        [null, []],
      ]);
    });

    it('refuses a page that is larger than allowed', async () => {
      const payload = { input: new JsonText(`"${'x'.repeat(2000)}"`), output: null, metadata: null };
      const reader = await store(
        ['a', 'b', 'c'].map((id) => aTrace({ projectId, id, payload })),
        [anObservation({ projectId, traceId: 'a', id: 'o1' })],
      );
      const io = new Set(['io'] as const);
      await expect(reader.find(query({ groups: io }), 5000)).rejects.toThrow(AnswerTooLargeError);
      expect((await reader.find(query({ groups: io, limit: 2 }), 5000)).items).toHaveLength(2);
      expect((await reader.find(query(), 0)).items).toHaveLength(3);
      await expect(reader.find(query({ groups: new Set(['observations']) }), 1)).rejects.toThrow(
        AnswerTooLargeError,
      );
    });
  });

  describe('get', () => {
    it('returns null for an id that is unknown or of another project', async () => {
      const reader = await store([aTrace({ projectId: 'p2', id: 'a' })], []);
      expect(await reader.get(projectId, ['a'], MEGABYTE)).toBeNull();
    });

    it('returns the first of the ids that exists', async () => {
      const reader = await store([aTrace({ projectId, id: 'b' }), aTrace({ projectId, id: 'c' })], []);
      expect(await reader.get(projectId, ['a', 'c', 'b'], MEGABYTE)).toMatchObject({ id: 'c' });
    });

    it('returns every field of the trace', async () => {
      const trace = aTrace({
        projectId,
        id: 'a',
        timestamp: at('08:00:00.123456'),
        environment: 'production',
        name: 'chat',
        userId: 'alice',
        sessionId: 's1',
        release: 'r1',
        version: 'v1',
        externalId: 'x1',
        tags: ['b', 'a,"b"', '{}'],
        public: true,
        bookmarked: true,
        sent: { latency: 1.25, totalCost: 0.000012 },
        payload: {
          input: new JsonText('[1.10]'),
          output: new JsonText('"text"'),
          metadata: new JsonText('{"k": 1.10}'),
        },
      });
      const reader = await store([trace], []);
      expect(await reader.get(projectId, ['a'], MEGABYTE)).toEqual({
        ...trace,
        observed: { firstStart: null, lastEnd: null, totalCost: 0 },
        observations: [],
      });
    });

    it('returns every field of its observations, by start and then id', async () => {
      const full = anObservation({
        projectId,
        traceId: 'a',
        id: 'o3',
        type: 'GENERATION',
        name: 'llm',
        environment: 'production',
        startTime: at('08:00:00.000001'),
        endTime: at('08:00:01.000000'),
        completionStartTime: at('08:00:00.500000'),
        parentObservationId: 'o1',
        level: 'ERROR',
        statusMessage: 'timeout',
        version: 'v1',
        model: 'm1',
        modelId: 'mid',
        modelParameters: new JsonText('{"temperature": 0.20}'),
        promptId: 'pid',
        promptName: 'pname',
        promptVersion: 3,
        promptTokens: 5_000_000_000,
        completionTokens: 2,
        totalTokens: 5_000_000_002,
        unit: 'CHARACTERS',
        usageDetails: new JsonText('{"input": 5000000000}'),
        costDetails: new JsonText('{"total": 0.10}'),
        inputPrice: 0.000001,
        outputPrice: 0.000002,
        totalPrice: 0.000003,
        calculatedInputCost: 0.25,
        calculatedOutputCost: 0.5,
        calculatedTotalCost: 1,
        latency: 1.5,
        timeToFirstToken: 0.5,
        payload: {
          input: new JsonText('12345678901234567890'),
          output: new JsonText('null'),
          metadata: new JsonText('{"k": [1]}'),
        },
      });
      const first = anObservation({ projectId, traceId: 'a', id: 'o9' });
      const tie = anObservation({ projectId, traceId: 'a', id: 'o4', startTime: full.startTime });
      const foreign = anObservation({ projectId, traceId: 'b', id: 'o1' });
      const reader = await store(
        ['a', 'b'].map((id) => aTrace({ projectId, id })),
        [tie, full, first, foreign],
      );
      const trace = await reader.get(projectId, ['a'], MEGABYTE);
      expect(trace?.observations).toEqual([first, full, tie]);
      expect(trace?.observed).toEqual({ firstStart: first.startTime, lastEnd: full.endTime, totalCost: 1 });
    });

    it('refuses a trace that is larger than allowed', async () => {
      const payload = { input: new JsonText(`"${'x'.repeat(20_000)}"`), output: null, metadata: null };
      const reader = await store(
        [aTrace({ projectId, id: 'a' })],
        ['o1', 'o2'].map((id) => anObservation({ projectId, traceId: 'a', id, payload })),
      );
      await expect(reader.get(projectId, ['a'], 30_000)).rejects.toThrow(AnswerTooLargeError);
      expect((await reader.get(projectId, ['a'], 50_000))?.observations).toHaveLength(2);
    });
  });
}
