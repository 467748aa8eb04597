import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { BadRequestError } from '../../src/common/domain-error.js';
import type { MetricAggregation } from '../../src/metrics/domain/metric-query.js';
import { at, query, sample, shorten } from '../support/metric-samples.js';
import type { MetricStoreBed } from './metric-store-bed.js';

export function describeMetricQueries(bed: MetricStoreBed): void {
  describe('names', () => {
    it('come once each, sorted by code units', async () => {
      const names = ['b', 'a', 'B', '_', 'ä', 'a b', 'a', 'ab'];
      await bed.write(
        ...names.map((each, index) => ({
          ...sample(bed.project, '08:00', 1, { i: `${index}` }),
          name: each,
        })),
      );
      expect(await bed.store.reader.names(bed.project)).toEqual(['B', '_', 'a', 'a b', 'ab', 'b', 'ä']);
    });
  });

  describe('a query', () => {
    it('finds nothing where there is nothing', async () => {
      expect(await bed.ask()).toEqual({ series: [], latest: null, truncated: false });
      await bed.write(sample(bed.project, '08:00', 1));
      const before = { from: at('07:00'), to: at('07:59:59.999999') };
      expect(await bed.ask(before)).toEqual({ series: [], latest: null, truncated: false });
    });

    it('includes both ends of its interval, and nothing beyond', async () => {
      await bed.write(sample(bed.project, '07:59:59.999999', 1), sample(bed.project, '08:00:00', 2));
      await bed.write(sample(bed.project, '08:01:30.000001', 4), sample(bed.project, '08:01:30.000002', 8));
      const { series } = await bed.ask({
        from: at('08:00'),
        to: at('08:01:30.000001'),
        step: '1d',
        aggregation: 'sum',
      });
      expect(series[0]?.values).toEqual([{ bucket: at('00:00'), value: 6 }]);
    });

    it.each([
      ['1m', ['08:04=1', '08:05=2', '08:59=4', '23:59=8']],
      ['5m', ['08:00=1', '08:05=2', '08:55=4', '23:55=8']],
      ['1h', ['08:00=7', '23:00=8']],
      ['1d', ['00:00=15']],
    ] as const)('gathers points into buckets of %s', async (step, expected) => {
      await bed.write(sample(bed.project, '08:04:59.999999', 1), sample(bed.project, '08:05', 2));
      await bed.write(sample(bed.project, '08:59:59', 4), sample(bed.project, '23:59:59.5', 8));
      expect(shorten(await bed.ask({ step, aggregation: 'sum' }))).toEqual([[{}, ...expected]]);
    });

    it.each([
      ['avg', 30],
      ['max', 60],
      ['min', 10],
      ['sum', 120],
      ['last', 20],
      ['p50', 25],
      ['p90', 51],
      ['p99', 59.1],
    ] as const)('aggregates by %s', async (aggregation, expected) => {
      await bed.write(sample(bed.project, '08:00:50', 20), sample(bed.project, '08:00:10', 60));
      await bed.write(sample(bed.project, '08:00:20', 10), sample(bed.project, '08:00:30', 30));
      const { series } = await bed.ask({ aggregation });
      expect(series[0]?.values).toEqual([
        { bucket: at('08:00'), value: expect.closeTo(expected, 9) as number },
      ]);
    });

    it('aggregates any values as they would be by hand', async () => {
      const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(values, async (numbers) => {
          const own = randomUUID();
          // A second apart and from two series, which are merged into one.
          await bed.write(
            ...numbers.map((value, second) =>
              sample(own, `08:00:${String(second).padStart(2, '0')}`, value, {
                zone: 'z',
                i: `${second % 2}`,
              }),
            ),
          );
          for (const [aggregation, expected] of Object.entries(byHand(numbers))) {
            const { series } = await bed.store.reader.query(
              query(own, { aggregation: aggregation as MetricAggregation, groupBy: 'zone' }),
            );
            expect(series[0]?.values[0]?.value).toBeCloseTo(expected, 9);
          }
        }),
        { numRuns: 15 },
      );
    });

    it('says that values are too large to be aggregated', async () => {
      await bed.write(sample(bed.project, '08:00:01', 1.7e308), sample(bed.project, '08:00:02', 1.7e308));
      await expect(bed.ask({ aggregation: 'sum' })).rejects.toThrow(BadRequestError);
      expect(shorten(await bed.ask({ aggregation: 'max' }))).toEqual([[{}, '08:00=1.7e+308']]);
      await bed.write(sample(bed.project, '08:00:02', -1.7e308));
      await expect(bed.ask({ aggregation: 'p50' })).rejects.toThrow(/^agg must be another one/);
    });

    it('finds the series that have all of the labels', async () => {
      await bed.write(
        sample(bed.project, '08:00', 1, { node: 'a', gpu: '0' }),
        sample(bed.project, '08:00', 2, { node: 'a', gpu: '1' }),
      );
      await bed.write(
        sample(bed.project, '08:00', 3, { node: 'b', gpu: '0' }),
        sample(bed.project, '08:00', 4, { node: 'a' }),
      );
      const values = async (labels: Record<string, string>): Promise<string[]> =>
        shorten(await bed.ask({ labels })).flatMap(([, ...found]) => found);
      expect(await values({ node: 'a' })).toEqual(['08:00=1', '08:00=2', '08:00=4']);
      expect(await values({ gpu: '0', node: 'a' })).toEqual(['08:00=1']);
      expect(await values({ node: 'c' })).toEqual([]);
      expect(await values({ nothing: '' })).toEqual([]);
    });

    it('orders series by labels, shorter keys first', async () => {
      const labels: Record<string, string>[] = [
        { b: '1' },
        { a: '10' },
        { a: '2' },
        {},
        { a: '1', z: '1' },
        { aa: '0' },
        { a: 'ä' },
        { a: '😀' },
        { a: '～' },
      ];
      await bed.write(...labels.map((each) => sample(bed.project, '08:00', 1, each)));
      expect(shorten(await bed.ask()).map(([each]) => JSON.stringify(each))).toEqual([
        '{"a":"1","z":"1"}',
        '{"a":"10"}',
        '{"a":"2"}',
        '{"a":"ä"}',
        '{"a":"～"}',
        '{"a":"😀"}',
        '{"aa":"0"}',
        '{"b":"1"}',
        '{}',
      ]);
    });

    it('orders the buckets of a histogram by their edges, each histogram by itself', async () => {
      const edges = ['100', '+Inf', '2', '1e+21', '-1', '0.5', '10', 'none', '1e9999', ''];
      const sorted = ['-1', '0.5', '2', '10', '100', '1e+21', '+Inf', '', '1e9999', 'none', undefined];
      await bed.write(
        ...edges.flatMap((le) => ['b', 'a'].map((model) => sample(bed.project, '08:00', 1, { le, model }))),
      );
      await bed.write(...['b', 'a'].map((model) => sample(bed.project, '08:00', 1, { model })));
      const labels = (await bed.ask()).series.map(({ labels: each }) => each);
      expect(labels).toEqual(
        ['a', 'b'].flatMap((model) => sorted.map((le) => (le === undefined ? { model } : { le, model }))),
      );
      const grouped = (await bed.ask({ groupBy: 'le' })).series.map(({ labels: each }) => each.le);
      expect(grouped).toEqual(sorted);
    });

    it('merges the same series of several environments', async () => {
      await bed.write(sample(bed.project, '08:00', 1, { node: 'a' }, { environment: 'production' }));
      await bed.write(sample(bed.project, '08:00', 4, { node: 'a' }, { environment: 'staging' }));
      expect(shorten(await bed.ask({ aggregation: 'sum' }))).toEqual([[{ node: 'a' }, '08:00=5']]);
    });

    it('merges series by the value of a label, all points alike; those without it apart', async () => {
      await bed.write(
        sample(bed.project, '08:00:01', 1, { node: 'a', gpu: '0' }),
        sample(bed.project, '08:00:02', 2, { node: 'a', gpu: '0' }),
      );
      await bed.write(
        sample(bed.project, '08:00:01', 6, { node: 'a', gpu: '1' }),
        sample(bed.project, '08:00:01', 10, { node: 'b' }),
      );
      await bed.write(
        sample(bed.project, '08:00', 20, { gpu: '0' }),
        sample(bed.project, '08:00', 30, {}),
        sample(bed.project, '08:01', 8, { node: '' }),
      );
      expect(shorten(await bed.ask({ groupBy: 'node' }))).toEqual([
        [{ node: '' }, '08:01=8'],
        [{ node: 'a' }, '08:00=3'],
        [{ node: 'b' }, '08:00=10'],
        [{}, '08:00=25'],
      ]);
    });

    it('takes the largest of the values at the last instant of merged series', async () => {
      await bed.write(
        sample(bed.project, '08:00:01', 9, { gpu: '0' }),
        sample(bed.project, '08:00:02', 3, { gpu: '0' }),
      );
      await bed.write(
        sample(bed.project, '08:00:02', 5, { gpu: '1' }),
        sample(bed.project, '08:00:02', 4, { gpu: '2' }),
      );
      expect(shorten(await bed.ask({ groupBy: 'none', aggregation: 'last' }))).toEqual([[{}, '08:00=5']]);
    });

    it('tells the newest bucket of all series', async () => {
      await bed.write(
        sample(bed.project, '08:00', 1, { node: 'a' }),
        sample(bed.project, '08:07:30', 1, { node: 'b' }),
      );
      expect((await bed.ask({ labels: { node: 'a' } })).latest).toBe(at('08:00'));
      expect((await bed.ask()).latest).toBe(at('08:07'));
      expect((await bed.ask({ step: '5m' })).latest).toBe(at('08:05'));
    });
  });
}

function byHand(numbers: readonly number[]): Record<MetricAggregation, number> {
  const sorted = numbers.toSorted((a, b) => a - b);
  const total = numbers.reduce((sum, each) => sum + each, 0);
  const percentile = (percent: number): number => {
    const hundredths = percent * (sorted.length - 1);
    const below = sorted[Math.floor(hundredths / 100)] ?? NaN;
    const above = sorted[Math.ceil(hundredths / 100)] ?? NaN;
    return below + ((above - below) * (hundredths % 100)) / 100;
  };
  return {
    avg: total / numbers.length,
    max: sorted.at(-1) ?? NaN,
    min: sorted[0] ?? NaN,
    sum: total,
    last: numbers.at(-1) ?? NaN,
    p50: percentile(50),
    p90: percentile(90),
    p99: percentile(99),
  };
}
