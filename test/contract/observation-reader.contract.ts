import { UnavailableError } from '../../src/common/domain-error.js';
import { ByteBudget } from '../../src/common/byte-budget.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { JsonText } from '../../src/common/json/json-text.js';
import { AnswerTooLargeError } from '../../src/traces/domain/answer-too-large.error.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { ObservationCondition } from '../../src/traces/domain/observations/observation-filter-columns.js';
import type {
  ObservationFilter,
  ObservationParts,
  ObservationPosition,
  ObservationQuery,
  ObservationScan,
} from '../../src/traces/domain/observations/observation-query.js';
import type { ObservationReader } from '../../src/traces/domain/observations/observation.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';
import { InMemoryObservationReader } from '../fakes/in-memory-observation.reader.js';
import { at, projectId, room } from './trace-reader-bed.js';

/** Makes a reader that finds just what it is given. */
export type ObservationsForReading = (
  observations: readonly Observation[],
  traces: readonly StoredTrace[],
) => Promise<ObservationReader>;

const NOTHING: ObservationParts = { io: false, metadata: null, trace: false };
const EVERYTHING: ObservationParts = { io: true, metadata: { whole: 'all' }, trace: true };

const TRACES: readonly StoredTrace[] = [
  aTrace({
    projectId,
    id: 't1',
    name: 'chat',
    userId: 'alice',
    sessionId: 's1',
    release: 'r1',
    tags: ['a', 'b'],
    public: true,
  }),
  aTrace({ projectId, id: 't2', userId: 'alice', bookmarked: true }),
  aTrace({ projectId: 'p2', id: 't1', userId: 'alice', sessionId: 's1' }),
];

const OBSERVATIONS: readonly Observation[] = [
  anObservation({ projectId, traceId: 't1', id: '1', startTime: at('08:00:00.000000'), level: 'ERROR' }),
  anObservation({
    projectId,
    traceId: 't1',
    id: '2',
    startTime: at('09:30:00.000001'),
    type: 'GENERATION',
    name: 'llm',
    parentObservationId: '1',
    model: 'm',
    calculatedTotalCost: 0.5,
    payload: {
      input: new JsonText('{"question":"?"}'),
      output: new JsonText('"answer"'),
      metadata: new JsonText(`{"a": "${'x'.repeat(300)}", "b": "short", "c": ["${'y'.repeat(300)}"]}`),
    },
  }),
  anObservation({
    projectId,
    traceId: 't2',
    id: '1',
    startTime: at('09:30:00.000001'),
    environment: 'staging',
    version: 'v1',
    level: 'WARNING',
  }),
  anObservation({
    projectId,
    traceId: 't2',
    id: '3',
    startTime: at('11:00:00.000000'),
    type: 'TOOL',
    parentObservationId: 'of another application',
    isAppRoot: true,
  }),
  anObservation({ projectId: 'p2', traceId: 't1', id: '1', startTime: at('12:00:00.000000') }),
];
/** By trace and id, the latest first. */
const ALL = ['t2/3', 't2/1', 't1/2', 't1/1'];

/** What every ObservationReader keeps to. */
export function observationReaderContract(open: ObservationsForReading): void {
  let reader: ObservationReader;

  beforeAll(async () => {
    reader = await open(OBSERVATIONS, TRACES);
  });

  function query(filter: ObservationFilter, asked: Partial<ObservationQuery> = {}): ObservationQuery {
    return { projectId, page: 1, limit: 50, filter, ...asked };
  }

  function scan(asked: Partial<ObservationScan>): ObservationScan {
    return { projectId, filter: {}, limit: 50, after: null, parts: NOTHING, ...asked };
  }

  const nameOf = ({ traceId, id }: Observation): string => `${traceId}/${id}`;

  it('lists the observations of the project with their payloads, the latest first, then by trace and id', async () => {
    const { items, totalItems } = await reader.find(query({}), room());
    expect(items.map(nameOf)).toEqual(ALL);
    expect(totalItems).toBe(4);
    expect(items[2]).toEqual(OBSERVATIONS[1]);
    const others = await reader.find(query({}, { projectId: 'p2' }), room());
    expect(others).toEqual({ items: [OBSERVATIONS[4]], totalItems: 1 });
  });

  it('cuts the list into pages', async () => {
    const second = await reader.find(query({}, { page: 2, limit: 3 }), room());
    expect([second.items.map(nameOf), second.totalItems]).toEqual([['t1/1'], 4]);
    expect(await reader.find(query({}, { page: 9 }), room())).toEqual({ items: [], totalItems: 4 });
  });

  it.each<[ObservationFilter, string[]]>([
    [{ name: 'llm' }, ['t1/2']],
    [{ types: ['SPAN'] }, ['t2/1', 't1/1']],
    [{ types: ['TOOL', 'OTHER', 'GENERATION'] }, ['t2/3', 't1/2']],
    [{ level: 'ERROR' }, ['t1/1']],
    [{ level: 'WARNING' }, ['t2/1']],
    [{ level: 'DEFAULT' }, ['t2/3', 't1/2']],
    [{ level: 'DEFAULT', types: ['TOOL'], from: at('10:59:00.000000') }, ['t2/3']],
    [{ level: 'DEBUG' }, []],
    [{ version: 'v1' }, ['t2/1']],
    [{ traceId: 't1' }, ['t1/2', 't1/1']],
    [{ traceId: 't1', types: ['SPAN'] }, ['t1/1']],
    [{ parentObservationId: '1' }, ['t1/2']],
    [{ parentObservationId: null }, ['t2/1', 't1/1']],
    [{ isRoot: true }, ['t2/3', 't2/1', 't1/1']],
    [{ isRoot: true, types: ['SPAN'] }, ['t2/1', 't1/1']],
    [{ isRoot: false }, ['t1/2']],
    [{ environments: ['staging'] }, ['t2/1']],
    [{ environments: ['staging', 'default'] }, ALL],
    [{ environments: ['production', 'other'] }, []],
    [{ from: at('09:30:00.000001'), before: at('11:00:00.000000') }, ['t2/1', 't1/2']],
    [{ from: at('09:30:00.000002') }, ['t2/3']],
    [{ before: at('09:30:00.000001') }, ['t1/1']],
    [{ from: at('11:00:00.000000'), before: at('11:00:00.000000') }, []],
    [{ types: ['SPAN'], environments: ['default'], before: at('08:00:00.000001') }, ['t1/1']],
    [{ userId: 'alice' }, ALL],
    [{ userId: 'bob' }, []],
    [{ sessionId: 's1' }, ['t1/2', 't1/1']],
    [{ sessionId: 's1', userId: 'alice', level: 'ERROR' }, ['t1/1']],
    [{ userId: 'alice', traceId: 't2' }, ['t2/3', 't2/1']],
    [{ sessionId: 's1', traceId: 't2' }, []],
    [{ userId: 'alice', from: at('10:00:00.000000') }, ['t2/3']],
  ])('finds by %j', async (filter, names) => {
    const { items, totalItems } = await reader.find(query(filter), room());
    expect(items.map(nameOf)).toEqual(names);
    expect(totalItems).toBe(names.length);
    const stretch = await reader.scan(scan({ filter }), room());
    expect(stretch.items.map(({ observation }) => nameOf(observation))).toEqual(names);
    expect(stretch.next).toBeNull();
  });

  it.each<[ObservationCondition, string[]]>([
    [{ type: 'string', column: 'input', operator: 'matches', value: 'QUEST' }, ['t1/2']],
    [{ type: 'string', column: 'output', operator: 'contains', value: 'Answer' }, []],
    [{ type: 'string', column: 'output', operator: 'does not contain', value: 'x' }, ['t1/2']],
    [{ type: 'stringObject', column: 'metadata', key: 'b', operator: '=', value: 'short' }, ['t1/2']],
    [{ type: 'stringObject', column: 'metadata', key: 'a', operator: 'matches', value: 'X' }, []],
    [{ type: 'null', column: 'metadata', operator: 'is null' }, ['t2/3', 't2/1', 't1/1']],
    [{ type: 'number', column: 'totalCost', operator: '=', value: 0.5 }, ['t1/2']],
    [{ type: 'arrayOptions', column: 'traceTags', operator: 'all of', value: ['a', 'b'] }, ['t1/2', 't1/1']],
    [{ type: 'stringOptions', column: 'id', operator: 'none of', value: ['1'] }, ['t2/3', 't1/2']],
    [{ type: 'string', column: 'traceName', operator: 'starts with', value: 'ch' }, ['t1/2', 't1/1']],
  ])('finds by the condition %j', async (condition, names) => {
    const filter = { conditions: [condition] };
    const { items, totalItems } = await reader.find(query(filter), room());
    expect([items.map(nameOf), totalItems]).toEqual([names, names.length]);
  });

  it('goes through the list stretch by stretch, whatever the size', async () => {
    for (const limit of [1, 2, 3, 4]) {
      for (const filter of [{}, { userId: 'alice' }]) {
        const names: string[] = [];
        let after: ObservationPosition | null = null;
        do {
          const stretch = await reader.scan(scan({ limit, after, filter }), room());
          names.push(...stretch.items.map(({ observation }) => nameOf(observation)));
          after = stretch.next;
        } while (after !== null);
        expect(names).toEqual(ALL);
      }
    }
  });

  it('reads payloads and traces only where they are asked for', async () => {
    const [bare, full] = await Promise.all(
      [NOTHING, EVERYTHING].map((parts) => reader.scan(scan({ filter: { name: 'llm' }, parts }), room())),
    );
    const payload = { input: null, output: null, metadata: null };
    expect(bare?.items).toEqual([{ observation: { ...OBSERVATIONS[1], payload }, trace: null }]);
    const [{ name, userId, sessionId, release, tags, bookmarked } = aTrace({ projectId, id: '' })] = TRACES;
    const trace = { name, userId, sessionId, release, tags, public: true, bookmarked };
    expect(full?.items).toEqual([{ observation: OBSERVATIONS[1], trace }]);
  });

  it('cuts long members of metadata, but for those that are wanted whole', async () => {
    const parts = { ...NOTHING, metadata: { whole: ['c'] } };
    const { items } = await reader.scan(scan({ filter: { name: 'llm' }, parts }), room());
    expect(JSON.parse(items[0]?.observation.payload.metadata?.text ?? '')).toEqual({
      a: 'x'.repeat(200),
      b: 'short',
      c: ['y'.repeat(300)],
    });
    const cut = { ...NOTHING, metadata: { whole: [] } };
    const second = await reader.scan(scan({ filter: { name: 'llm' }, parts: cut }), room());
    expect(second.items[0]?.observation.payload.metadata?.text).toContain(`"c": "[\\"${'y'.repeat(198)}"`);
  });

  it('gives an observation by its id: of several the latest, and none of another project', async () => {
    expect(await reader.get(projectId, ['2'], room())).toEqual(OBSERVATIONS[1]);
    expect(await reader.get(projectId, ['1'], room())).toEqual(OBSERVATIONS[2]);
    expect(await reader.get(projectId, ['none', '3', '1'], room())).toEqual(OBSERVATIONS[3]);
    expect(await reader.get('p2', ['2'], room())).toBeNull();
    expect(await reader.get('p2', ['1'], room())).toEqual(OBSERVATIONS[4]);
  });

  it('finds the parts of an observation in the traces that have it, and anywhere where none has it', async () => {
    const parts = ['a', 'b'].flatMap((traceId) =>
      ['known', 'unknown'].map((parentObservationId) =>
        anObservation({ projectId, traceId, id: `part-of-${parentObservationId}`, parentObservationId }),
      ),
    );
    const others = await open(
      [...parts, anObservation({ projectId, traceId: 'a', id: 'known' })],
      ['a', 'b'].map((id) => aTrace({ projectId, id })),
    );
    const partsOf = async (filter: ObservationFilter): Promise<string[]> => {
      const { items, totalItems } = await others.find(query(filter), room());
      expect(totalItems).toBe(items.length);
      return items.map(nameOf);
    };
    expect(await partsOf({ parentObservationId: 'known' })).toEqual(['a/part-of-known']);
    expect(await partsOf({ parentObservationId: 'known', traceId: 'b' })).toEqual(['b/part-of-known']);
    expect(await partsOf({ parentObservationId: 'unknown' })).toEqual([
      'b/part-of-unknown',
      'a/part-of-unknown',
    ]);
  });

  it('finds what few hours have, however far back and however many others are between', async () => {
    const days = Array.from({ length: 20 }, (_, index) => String(index + 10));
    const hours = ['00:00:00.000000', '05:59:59.999999', '06:00:00.000000', '23:59:59.999999'];
    const observations = days.flatMap((day) =>
      hours.map((hour, index) =>
        anObservation({
          projectId,
          traceId: 'many',
          id: `${day}-${index}`,
          startTime: `2026-01-${day}T${hour}Z` as Timestamp,
          type: index === 2 ? 'RARE' : 'SPAN',
          environment: day < '13' ? 'old' : 'default',
        }),
      ),
    );
    const others = await open(observations, [aTrace({ projectId, id: 'many' })]);
    const model = new InMemoryObservationReader(observations, []);
    const edge = `2026-01-20T06:00:00.000001Z` as Timestamp;
    for (const filter of [
      { types: ['RARE'] },
      { environments: ['old'] },
      { environments: ['old'], types: ['RARE'] },
      { types: ['RARE'], before: edge },
      { types: ['RARE'], from: edge },
      { types: ['NONE'] },
    ]) {
      for (const [page, limit] of [
        [1, 1],
        [2, 2],
        [4, 5],
        [1, 100],
      ] as const) {
        const asked = query(filter, { page, limit });
        expect(await others.find(asked, room())).toEqual(await model.find(asked, room()));
      }
      for (const after of [null, { startTime: edge, traceId: 'many', id: '' }]) {
        const asked = scan({ filter, limit: 3, after });
        expect(await others.scan(asked, room())).toEqual(await model.scan(asked, room()));
      }
    }
  });

  it('reads nothing for which there is no room, and takes none for what is not asked for', async () => {
    const large = new JsonText(`"${'x'.repeat(60_000)}"`);
    const payload = { input: large, output: large, metadata: new JsonText(`{"a": "${'x'.repeat(60_000)}"}`) };
    const tags = Array.from({ length: 600 }, (_, index) => `${index} ${'x'.repeat(100)}`);
    const largeOne = await open(
      [anObservation({ projectId, traceId: 'large', id: '9', startTime: at('01:00:00.000000'), payload })],
      [aTrace({ projectId, id: 'large', tags })],
    );
    const refused = [
      () => largeOne.find(query({}), room(150_000)),
      () => largeOne.get(projectId, ['9'], room(150_000)),
      () => largeOne.scan(scan({ parts: { ...NOTHING, io: true } }), room(100_000)),
      () => largeOne.scan(scan({ parts: { ...NOTHING, metadata: { whole: ['a'] } } }), room(50_000)),
      () => largeOne.scan(scan({ parts: { ...NOTHING, trace: true } }), room(50_000)),
    ];
    for (const read of refused) await expect(read()).rejects.toThrow(AnswerTooLargeError);
    const full = new ByteBudget(150_000, 'full');
    await expect(largeOne.find(query({}), room(Infinity, full))).rejects.toThrow(UnavailableError);
    expect(full.usedBytes).toBe(0);
    const parts = { ...NOTHING, metadata: { whole: [] } };
    expect((await largeOne.scan(scan({ parts }), room(5000))).items).toHaveLength(1);
  });
}
