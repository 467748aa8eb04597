import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { DailyUsageQuery } from '../../src/metrics/domain/daily-usage-query.js';
import type { DailyUsageReader } from '../../src/metrics/domain/daily-usage.reader.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace, type StoredTrace } from '../factories/trace.factory.js';

/** Makes a reader that finds just what it is given. */
export type StoreForDailyUsage = (
  traces: readonly StoredTrace[],
  observations: readonly Observation[],
) => Promise<DailyUsageReader>;

const projectId = 'p1';

function on(day: number, time = '12:00:00.000000'): Timestamp {
  return `2026-01-${String(day).padStart(2, '0')}T${time}Z` as Timestamp;
}

function query(asked: Partial<DailyUsageQuery> = {}): DailyUsageQuery {
  return { projectId, page: 1, limit: 50, range: {}, traces: {}, ...asked };
}

/** What every DailyUsageReader must do. */
export function dailyUsageReaderContract(store: StoreForDailyUsage): void {
  let sequence = 0;

  function generation(traceId: string, startTime: Timestamp, known: Partial<Observation> = {}): Observation {
    return anObservation({
      projectId,
      traceId,
      id: `o${sequence++}`,
      startTime,
      type: 'GENERATION',
      ...known,
    });
  }

  it('finds no day where nothing is', async () => {
    expect(await (await store([], [])).find(query())).toEqual({ items: [], totalItems: 0 });
  });

  it('adds up observations by day and generations by model, the dearest first', async () => {
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(10) }), aTrace({ projectId, id: 'b', timestamp: on(10) })],
      [
        generation('a', on(10), {
          model: 'm1',
          promptTokens: 10,
          completionTokens: 1,
          calculatedTotalCost: 0.25,
        }),
        generation('a', on(10), {
          model: 'm1',
          promptTokens: 20,
          completionTokens: 2,
          totalTokens: 30,
          calculatedTotalCost: 0.5,
        }),
        generation('b', on(10), { model: 'm2', calculatedInputCost: 1, calculatedOutputCost: 0.5 }),
        generation('b', on(10)),
        generation('b', on(10), { type: 'SPAN', model: 'm2', promptTokens: 99, calculatedTotalCost: 2 }),
      ],
    );
    const usage = { inputTokens: 0n, outputTokens: 0n, totalTokens: 0n, traceCount: 1, observationCount: 1 };
    expect(await reader.find(query())).toEqual({
      items: [
        {
          date: '2026-01-10',
          traceCount: 2,
          observationCount: 5,
          totalCost: 4.25,
          usage: [
            { ...usage, model: 'm2', totalCost: 1.5 },
            {
              ...usage,
              model: 'm1',
              inputTokens: 30n,
              outputTokens: 3n,
              totalTokens: 41n,
              observationCount: 2,
              totalCost: 0.75,
            },
            { ...usage, model: null, totalCost: 0 },
          ],
        },
      ],
      totalItems: 1,
    });
  });

  it('adds up tokens exactly, however many', async () => {
    const [promptTokens, completionTokens] = [Number.MAX_SAFE_INTEGER, 2 ** 52 + 1];
    const most = { model: 'm1', promptTokens, completionTokens, totalTokens: promptTokens };
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(10), userId: 'alice' })],
      Array.from({ length: 5 }, () => generation('a', on(10), most)),
    );
    for (const traces of [{}, { userId: 'alice' }]) {
      const [day] = (await reader.find(query({ traces }))).items;
      expect(day?.usage).toMatchObject([
        {
          inputTokens: 5n * BigInt(promptTokens),
          outputTokens: 5n * BigInt(completionTokens),
          totalTokens: 5n * BigInt(promptTokens),
        },
      ]);
    }
  });

  it('adds up money in decimals', async () => {
    const costs = [0.1, 0.2, 0.000001];
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(10) })],
      costs.map((calculatedTotalCost) => generation('a', on(10), { model: 'm1', calculatedTotalCost })),
    );
    const [day] = (await reader.find(query())).items;
    expect(day?.totalCost).toBeCloseTo(0.300001, 12);
    expect(day?.usage[0]?.totalCost).toBeCloseTo(0.300001, 12);
  });

  it('has a day of observations without traces, and one of traces without observations', async () => {
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(10, '23:59:59.999999') })],
      [generation('a', on(11, '00:00:00.000000'), { model: 'm1' })],
    );
    expect((await reader.find(query())).items).toMatchObject([
      { date: '2026-01-11', traceCount: 0, observationCount: 1, usage: [{ model: 'm1', traceCount: 1 }] },
      { date: '2026-01-10', traceCount: 1, observationCount: 0, totalCost: 0, usage: [] },
    ]);
  });

  it('cuts the days into pages, the latest first', async () => {
    const reader = await store(
      [3, 5, 9].map((day) => aTrace({ projectId, id: `t${day}`, timestamp: on(day) })),
      [],
    );
    const pages = await Promise.all([1, 2, 3].map((page) => reader.find(query({ page, limit: 2 }))));
    expect(pages.map(({ items }) => items.map(({ date }) => date))).toEqual([
      ['2026-01-09', '2026-01-05'],
      ['2026-01-03'],
      [],
    ]);
    expect(pages.map(({ totalItems }) => totalItems)).toEqual([3, 3, 3]);
  });

  it('counts a trace once in each environment in which it has a generation of the model', async () => {
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(10) }), aTrace({ projectId, id: 'b', timestamp: on(10) })],
      [
        generation('a', on(10), { model: 'm1', environment: 'production' }),
        generation('a', on(10, '13:00:00.000000'), { model: 'm1', environment: 'production' }),
        generation('a', on(10), { model: 'm1', environment: 'staging' }),
        generation('b', on(10), { model: 'm1', environment: 'staging' }),
      ],
    );
    const countTraces = async (asked: Partial<DailyUsageQuery>): Promise<number | undefined> =>
      (await reader.find(query(asked))).items[0]?.usage[0]?.traceCount;
    expect(await countTraces({})).toBe(3);
    expect(await countTraces({ environments: ['production'] })).toBe(1);
    expect(await countTraces({ environments: ['production', 'staging'] })).toBe(3);
    expect(await countTraces({ range: { from: on(10, '12:30:00.000000') } })).toBe(1);
    expect(await countTraces({ range: { to: on(10, '12:30:00.000000') } })).toBe(3);
  });

  it('has of a day that is only partly in the range just that part', async () => {
    const reader = await store(
      [
        on(10, '01:00:00.000000'),
        on(10, '13:00:00.000000'),
        on(11),
        on(12, '01:00:00.000000'),
        on(12, '13:00:00.000000'),
      ].map((timestamp, index) => aTrace({ projectId, id: `t${index}`, timestamp })),
      [
        generation('t0', on(10, '01:00:00.000000'), { model: 'm1', calculatedTotalCost: 1 }),
        generation('t1', on(10, '13:00:00.000000'), { model: 'm1', calculatedTotalCost: 2 }),
        generation('t4', on(12, '13:00:00.000000'), { model: 'm1', calculatedTotalCost: 4 }),
      ],
    );
    const range = { from: on(10, '12:00:00.000000'), to: on(12, '12:00:00.000000') };
    expect((await reader.find(query({ range }))).items).toMatchObject([
      { date: '2026-01-12', traceCount: 1, observationCount: 0, totalCost: 0 },
      { date: '2026-01-11', traceCount: 1 },
      { date: '2026-01-10', traceCount: 1, observationCount: 1, totalCost: 2 },
    ]);
  });

  it('includes both ends of the range', async () => {
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(10) })],
      [generation('a', on(10))],
    );
    const range = { from: on(10), to: on(10) };
    expect((await reader.find(query({ range }))).items).toMatchObject([
      { traceCount: 1, observationCount: 1 },
    ]);
    expect(await reader.find(query({ range: { from: on(11), to: on(9) } }))).toEqual({
      items: [],
      totalItems: 0,
    });
  });

  it.each<[string, DailyUsageQuery['traces'], number, number]>([
    ['name', { traceName: 'chat' }, 1, 2],
    ['user', { userId: 'alice' }, 1, 2],
    ['version', { version: 'v1' }, 1, 2],
    ['release', { release: 'r1' }, 1, 2],
    ['all tags', { tags: ['x', 'y'] }, 1, 2],
    ['a tag of several traces', { tags: ['x'] }, 2, 3],
    ['several conditions', { userId: 'alice', version: 'v2' }, 0, 0],
  ])(
    'counts only traces that match by %s, and their observations',
    async (_, traces, traceCount, observationCount) => {
      const reader = await store(
        [
          aTrace({
            projectId,
            id: 'a',
            timestamp: on(10),
            name: 'chat',
            userId: 'alice',
            version: 'v1',
            release: 'r1',
            tags: ['x', 'y'],
          }),
          aTrace({ projectId, id: 'b', timestamp: on(10), version: 'v2', tags: ['x'] }),
        ],
        [generation('a', on(10)), generation('a', on(10)), generation('b', on(10))],
      );
      const { items, totalItems } = await reader.find(query({ traces }));
      expect(items.map((day) => [day.traceCount, day.observationCount])).toEqual(
        observationCount === 0 ? [] : [[traceCount, observationCount]],
      );
      expect(totalItems).toBe(items.length);
    },
  );

  it('finds the observations of a range although their trace began before it', async () => {
    const reader = await store(
      [aTrace({ projectId, id: 'a', timestamp: on(9), userId: 'alice' })],
      [generation('a', on(10))],
    );
    const found = await reader.find(query({ traces: { userId: 'alice' }, range: { from: on(10) } }));
    expect(found.items).toMatchObject([{ date: '2026-01-10', traceCount: 0, observationCount: 1 }]);
  });

  it('never counts anything of another project', async () => {
    const foreign = {
      projectId: 'p2',
      traceId: 'a',
      id: 'o1',
      startTime: on(10),
      type: 'GENERATION',
      model: 'm1',
    };
    const reader = await store(
      [aTrace({ projectId: 'p2', id: 'a', timestamp: on(10), userId: 'alice' })],
      [anObservation(foreign)],
    );
    expect((await reader.find(query())).items).toEqual([]);
    expect((await reader.find(query({ traces: { userId: 'alice' } }))).items).toEqual([]);
    expect((await reader.find(query({ range: { from: on(10, '01:00:00.000000') } }))).items).toEqual([]);
  });
}
