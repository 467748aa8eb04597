import { JsonText } from '../../src/common/json/json-text.js';
import {
  TRACE_FIELD_GROUPS,
  type TraceFilter,
  type TraceQuery,
} from '../../src/traces/domain/trace-query.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace } from '../factories/trace.factory.js';
import { type StoreForReading, at, idsOf, projectId, query, room } from './trace-reader-bed.js';

/** Which traces a TraceReader lists, and what it reads of them. */
export function traceListContract(store: StoreForReading): void {
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
      const pages = [1, 2, 3, 4].map((page) => reader.find(query({ order, page, limit: 2 }), room()));
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
      expect(await (await store([], [])).find(query(), room())).toEqual({ items: [], totalItems: 0 });
    });

    it('never returns nor counts a trace of another project', async () => {
      const reader = await store(
        [aTrace({ projectId, id: 'a' }), aTrace({ projectId: 'p2', id: 'a', name: 'foreign' })],
        [anObservation({ projectId: 'p2', traceId: 'a', id: 'foreign' })],
      );
      const { items, totalItems } = await reader.find(query({ groups: new Set(TRACE_FIELD_GROUPS) }), room());
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
      const { items, totalItems } = await reader.find(query({ filter }), room());
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
        (await reader.find(query({ filter, limit: 1 }), room())).totalItems;
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
        (await reader.find(query({ groups }), room())).items.map(({ payload, observationIds }) => [
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
  });
}
