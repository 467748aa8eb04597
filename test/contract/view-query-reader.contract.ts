import { JsonText } from '../../src/common/json/json-text.js';
import type { ViewQuery } from '../../src/metrics/domain/query/view-query.js';
import { aTrace } from '../factories/trace.factory.js';
import { aViewQuery } from '../factories/view-query.factory.js';
import {
  askIn,
  at,
  metrics,
  observation,
  projectId,
  trace,
  type StoreForViewQueries,
} from './view-query-bed.js';

/** How every ViewQueryReader groups, filters and orders. */
export function viewQueryReaderContract(store: StoreForViewQueries): void {
  const answer = askIn(store);

  it('says of nothing that it is nothing, unless it is to be grouped', async () => {
    const everything = metrics(
      'count_count',
      'sum_totalCost',
      'avg_latency',
      'p95_latency',
      'histogram_latency',
    );
    expect(await answer([[], []], { metrics: everything })).toEqual([[0, 0, null, null, []]]);
    expect(await answer([[], []], { metrics: everything, dimensions: ['name'] })).toEqual([]);
    expect(await answer([[], []], { metrics: everything, granularity: 'day' })).toEqual([]);
  });

  it('groups by dimensions and time, by time first, and sees nothing of others', async () => {
    const observations = [
      observation({ model: 'm2', startTime: at(11) }),
      observation({ model: 'm1', startTime: at(11) }),
      observation({ model: 'm2', startTime: at(10, '23:59:59.999999') }),
      observation({ model: 'm1', startTime: at(11, '00:00:00.000000') }),
      observation({ startTime: at(10) }),
      observation({ projectId: 'p2' }),
    ];
    const asked = { dimensions: ['providedModelName'], granularity: 'day' } as const;
    expect(await answer([[trace], observations], asked)).toEqual([
      ['m2', '2026-01-10', 1],
      [null, '2026-01-10', 1],
      ['m1', '2026-01-11', 2],
      ['m2', '2026-01-11', 1],
    ]);
  });

  it.each<[ViewQuery['granularity'], string[]]>([
    ['minute', ['2026-01-01T10:59', '2026-01-04T10:00', '2026-01-05T00:00']],
    ['hour', ['2026-01-01T10:00', '2026-01-04T10:00', '2026-01-05T00:00']],
    ['week', ['2025-12-29T00:00', '2026-01-05T00:00']],
    ['month', ['2026-01-01T00:00']],
  ])('knows when a %s begins', async (granularity, buckets) => {
    const starts = [at(1, '10:59:59.999999'), at(4, '10:00:00.000000'), at(5, '00:00:00.000000')];
    const reader = await store(
      [trace],
      starts.map((startTime) => observation({ startTime })),
    );
    const rows = await reader.find(aViewQuery({ granularity }));
    expect(rows.map(({ time }) => time?.slice(0, 16))).toEqual(buckets);
  });

  it('puts rows in the order that is asked for, without a value last, and gives no more than are wanted', async () => {
    const observations = [
      observation({ name: 'b', calculatedTotalCost: 1 }),
      observation({ name: 'a', calculatedTotalCost: 1 }),
      observation({ name: 'c', calculatedTotalCost: 2 }),
      observation({ calculatedTotalCost: 3, endTime: at(10, '12:00:01.000000') }),
    ];
    const asked = { dimensions: ['name'], metrics: metrics('sum_totalCost', 'max_latency') };
    const names = async (orderBy: ViewQuery['orderBy'], limit: number | null = null): Promise<unknown[]> =>
      (await answer([[trace], observations], { ...asked, orderBy, limit })).map(([name]) => name);
    expect(await names([])).toEqual([null, 'c', 'a', 'b']);
    expect(await names([], 2)).toEqual([null, 'c']);
    expect(await names([{ by: 'dimension', index: 0, direction: 'desc' }])).toEqual(['c', 'b', 'a', null]);
    expect(await names([{ by: 'metric', index: 1, direction: 'desc' }])).toEqual([null, 'a', 'b', 'c']);
    expect(
      await names([
        { by: 'metric', index: 0, direction: 'asc' },
        { by: 'dimension', index: 0, direction: 'desc' },
      ]),
    ).toEqual(['b', 'a', 'c', null]);
  });

  it('takes both ends into the interval, to the microsecond', async () => {
    const starts = ['11:59:59.999999', '12:00:00.000000', '14:00:00.000001', '14:00:00.000002'];
    const observations = starts.map((start) => observation({ startTime: at(10, start) }));
    const interval = { from: at(10, '12:00:00.000000'), to: at(10, '14:00:00.000001') };
    for (const measure of ['count', 'countScores'])
      expect(
        await answer([[trace], observations], { ...interval, metrics: metrics(`count_${measure}`) }),
      ).toEqual([[2]]);
  });

  it('groups and filters observations by what their traces are', async () => {
    const other = aTrace({ projectId, id: 'b', timestamp: at(1), name: 'chat', userId: 'bob' });
    const observations = [observation(), observation(), observation({ traceId: 'b' })];
    const asked = {
      dimensions: ['userId', 'tags'],
      metrics: metrics('count_count', 'uniq_traceId', 'count_uniqueUserIds'),
    };
    expect(await answer([[trace, other], observations], asked)).toEqual([
      ['alice', ['x', 'y'], 2, 1, 1],
      ['bob', [], 1, 1, 1],
    ]);
    const filters = [{ type: 'string', column: 'traceName', operator: '=', value: 'chat' }] as const;
    expect(await answer([[trace, other], observations], { filters })).toEqual([[1]]);
  });

  it('filters by metadata and flags, and finds ids in any spelling', async () => {
    const id = '0af7651916cd43dd8448eb211c80319c';
    const observations = [
      observation({
        traceId: id,
        payload: { input: null, output: null, metadata: new JsonText('{"region": "eu"}') },
      }),
      observation({ parentObservationId: 'o' }),
    ];
    const filters: ViewQuery['filters'][] = [
      [{ type: 'stringObject', column: 'metadata', key: 'region', operator: '=', value: 'eu' }],
      [{ type: 'boolean', column: 'isRootObservation', operator: '=', value: true }],
      [{ type: 'string', column: 'traceId', operator: '=', value: '0af76519-16cd-43dd-8448-eb211c80319c' }],
    ];
    for (const each of filters) expect(await answer([[], observations], { filters: each })).toEqual([[1]]);
  });
}
