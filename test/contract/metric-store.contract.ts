import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { BadRequestError } from '../../src/common/domain-error.js';
import type { MetricSample } from '../../src/ingest/domain/metric-sample.js';
import type { MetricWriter } from '../../src/ingest/domain/metric.writer.js';
import { SeriesLimitError } from '../../src/ingest/domain/series-limit.error.js';
import type { MetricAggregation } from '../../src/metrics/domain/metric-query.js';
import type { MetricReader } from '../../src/metrics/domain/metric.reader.js';
import { at, query, sample, shorten } from '../support/metric-samples.js';

export interface MetricStore {
  readonly writer: MetricWriter;
  readonly reader: MetricReader;
}

/** The contract of MetricWriter and MetricReader, as a battery for any pair of them. */
export function describeMetricStore(
  name: string,
  open: (options: { maxSeriesPerProject: number }) => MetricStore,
): void {
  describe(name, () => {
    let store: MetricStore;
    let project: string;

    beforeEach(() => {
      store = open({ maxSeriesPerProject: 1000 });
      project = randomUUID();
    });

    const write = (...samples: MetricSample[]): Promise<void> => store.writer.write(samples);
    const ask = (others: Parameters<typeof query>[1] = {}): ReturnType<MetricReader['query']> =>
      store.reader.query(query(project, others));

    describe('writing', () => {
      it('can be read back at once', async () => {
        await write(
          sample(project, '08:00:10', 1.5, { node: 'a' }),
          sample(project, '08:01:59', 2, { node: 'a' }),
        );
        expect(shorten(await ask())).toEqual([[{ node: 'a' }, '08:00=1.5', '08:01=2']]);
      });

      it('of nothing is fine', async () => {
        await write();
        expect(await store.reader.names(project)).toEqual([]);
      });

      it('replaces the value of the same series and instant', async () => {
        await write(sample(project, '08:00', 1), sample(project, '08:01', 1));
        await write(sample(project, '08:00', 7));
        expect(shorten(await ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=7', '08:01=1']]);
      });

      it('lets the last of several values for the same instant win', async () => {
        await write(sample(project, '08:00', 3), sample(project, '08:00', 1), sample(project, '08:00', 2));
        expect(shorten(await ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=2']]);
      });

      it('repeated changes nothing', async () => {
        const samples = [sample(project, '08:00:01', 3), sample(project, '08:00:02', 1)];
        await write(...samples);
        await write(...samples, ...samples);
        expect(shorten(await ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=4']]);
      });

      it('tells instants apart that are a microsecond apart', async () => {
        await write(sample(project, '08:00:00.000001', 1), sample(project, '08:00:00.000002', 1));
        expect(shorten(await ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=2']]);
      });

      it('does not mind the order of labels', async () => {
        await write(
          sample(project, '08:00:01', 1, { a: '1', b: '2' }),
          sample(project, '08:00:02', 2, { b: '2', a: '1' }),
        );
        expect(shorten(await ask({ aggregation: 'sum' }))).toEqual([[{ a: '1', b: '2' }, '08:00=3']]);
      });

      it.each([
        [
          { a: 'b', c: 'd' },
          { a: 'bc', '': 'd' },
        ],
        [{ a: '1:b' }, { 'a1:': 'b' }],
        [{ a: '' }, {}],
      ])('tells %j from %j', async (one, other) => {
        await write(sample(project, '08:00', 1, one), sample(project, '08:00', 2, other));
        expect((await ask()).series.map(({ labels }) => ({ ...labels }))).toEqual(
          expect.arrayContaining([one, other]),
        );
      });

      it.each([
        '"',
        "'; DROP TABLE metric_points; --",
        '\\',
        '\n\t',
        '{}',
        ',',
        'ü',
        '😀',
        '',
        ' ',
        '__proto__',
        '$1',
      ])('keeps %j as a name, label and value', async (text) => {
        const labels = Object.fromEntries([[text, text]]);
        await write({ ...sample(project, '08:00', 1, labels), name: text });
        expect(await store.reader.names(project)).toEqual([text]);
        const { series } = await ask({ name: text, labels });
        expect(series.map((each) => Object.entries(each.labels))).toEqual([[[text, text]]]);
        expect(shorten(await ask({ name: text, groupBy: text }))).toEqual([[labels, '08:00=1']]);
      });

      it('keeps every finite number to the last bit', async () => {
        await fc.assert(
          fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
            await write(sample(project, '08:00', value));
            // There is one zero only: JSON has no other.
            expect((await ask({ aggregation: 'last' })).series[0]?.values[0]?.value).toBe(value + 0);
          }),
          { numRuns: 50 },
        );
      });

      it('takes any instant from 1970 to 2099, and many months at once', async () => {
        const instants = ['1970-01-01T00:00:00Z', '2019-12-31T23:59:59.999999Z', '2020-01-01T00:00:00Z']
          .concat(['2026-01-31T23:59:59.999999Z', '2026-02-01T00:00:00Z', '2026-12-31T23:00:00Z'])
          .concat(['2039-12-31T23:59:59Z', '2040-01-01T00:00:00Z', '2099-12-31T23:59:59.999999Z']);
        await write(...instants.map((instant) => sample(project, instant, 1)));
        const everything = { from: at('1970-01-01T00:00:00Z'), to: at('2099-12-31T23:59:59.999999Z') };
        const { series } = await ask({ ...everything, step: '1d', aggregation: 'sum' });
        expect(series[0]?.values.map(({ bucket }) => bucket)).toEqual(
          instants.map((instant) => at(`${instant.slice(0, 10)}T00:00:00Z`)),
        );
      });

      it('takes many points at once', async () => {
        const seconds = Array.from({ length: 25_000 }, (_, second) =>
          new Date(second * 1000).toISOString().slice(11, 19),
        );
        await write(...seconds.map((time) => sample(project, time, 1)));
        const { series } = await ask({ step: '1d', aggregation: 'sum' });
        expect(series[0]?.values[0]?.value).toBe(25_000);
      });

      it('gives what any sequence of writes leaves', async () => {
        const times = ['08:00:00', '08:00:30', '08:01:00', '09:00:00'];
        const anySample = fc.record({
          time: fc.constantFrom(...times),
          value: fc.integer(),
          node: fc.constantFrom('a', 'b', 'c'),
        });
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.array(anySample, { maxLength: 8 }), { maxLength: 5 }),
            async (batches) => {
              const own = randomUUID();
              const expected = new Map<string, number>();
              for (const batch of batches) {
                await write(...batch.map(({ time, value, node }) => sample(own, time, value, { node })));
                for (const { time, value, node } of batch) expected.set(`${node} ${time}`, value);
              }
              const stored = new Map<string, number>();
              for (const time of times) {
                const { series } = await store.reader.query(query(own, { from: at(time), to: at(time) }));
                for (const { labels, values } of series)
                  for (const { value } of values) stored.set(`${labels.node} ${time}`, value);
              }
              expect(stored).toEqual(expected);
            },
          ),
          { numRuns: 25 },
        );
      });
    });

    describe('the bound of series', () => {
      beforeEach(() => {
        store = open({ maxSeriesPerProject: 3 });
      });

      it('turns down what would go beyond, names the label with the most values, and stores nothing of it', async () => {
        await write(...['a', 'b', 'c'].map((id) => sample(project, '08:00', 1, { id, kind: 'x' })));
        const beyond = write(
          sample(project, '08:01', 5, { id: 'a', kind: 'x' }),
          sample(project, '08:00', 1, { id: 'd' }),
        );
        await expect(beyond).rejects.toThrow(SeriesLimitError);
        await expect(beyond).rejects.toThrow(/more than 3 metric series: label "id" of metric "load"/);
        expect(shorten(await ask()).map(([, ...values]) => values)).toEqual([
          ['08:00=1'],
          ['08:00=1'],
          ['08:00=1'],
        ]);
      });

      it('lets existing series go on', async () => {
        await write(...['a', 'b', 'c'].map((id) => sample(project, '08:00', 1, { id })));
        await expect(write(sample(project, '08:00', 1, { id: 'd' }))).rejects.toThrow(SeriesLimitError);
        await write(sample(project, '08:01', 2, { id: 'b' }));
        expect(shorten(await ask({ labels: { id: 'b' } }))).toEqual([[{ id: 'b' }, '08:00=1', '08:01=2']]);
      });

      it('counts each project for itself', async () => {
        const other = randomUUID();
        await write(...['a', 'b', 'c'].map((id) => sample(project, '08:00', 1, { id })));
        await write(...['a', 'b', 'c'].map((id) => sample(other, '08:00', 1, { id })));
        await expect(write(sample(other, '08:00', 1, { id: 'd' }))).rejects.toThrow(SeriesLimitError);
      });

      it('says when the metric has no series yet', async () => {
        await write(...['a', 'b', 'c'].map((id) => sample(project, '08:00', 1, { id })));
        await expect(write({ ...sample(project, '08:00', 1), name: 'fresh' })).rejects.toThrow(
          'metric "fresh" is new',
        );
      });
    });

    describe('projects', () => {
      it('do not see each other', async () => {
        const other = randomUUID();
        await write(sample(project, '08:00', 1), { ...sample(other, '08:00', 2), name: 'secret' });
        await write(sample(other, '08:01', 3));
        expect(await store.reader.names(project)).toEqual(['load']);
        expect(await store.reader.names(other)).toEqual(['load', 'secret']);
        expect(shorten(await ask())).toEqual([[{}, '08:00=1']]);
        expect(await ask({ name: 'secret' })).toEqual({ series: [], latest: null, truncated: false });
      });
    });

    describe('names', () => {
      it('come once each, sorted by code units', async () => {
        const names = ['b', 'a', 'B', '_', 'ä', 'a b', 'a', 'ab'];
        await write(
          ...names.map((each, index) => ({ ...sample(project, '08:00', 1, { i: `${index}` }), name: each })),
        );
        expect(await store.reader.names(project)).toEqual(['B', '_', 'a', 'a b', 'ab', 'b', 'ä']);
      });
    });

    describe('a query', () => {
      it('finds nothing where there is nothing', async () => {
        expect(await ask()).toEqual({ series: [], latest: null, truncated: false });
        await write(sample(project, '08:00', 1));
        const before = { from: at('07:00'), to: at('07:59:59.999999') };
        expect(await ask(before)).toEqual({ series: [], latest: null, truncated: false });
      });

      it('includes both ends of its interval, and nothing beyond', async () => {
        await write(sample(project, '07:59:59.999999', 1), sample(project, '08:00:00', 2));
        await write(sample(project, '08:01:30.000001', 4), sample(project, '08:01:30.000002', 8));
        const { series } = await ask({
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
        await write(sample(project, '08:04:59.999999', 1), sample(project, '08:05', 2));
        await write(sample(project, '08:59:59', 4), sample(project, '23:59:59.5', 8));
        expect(shorten(await ask({ step, aggregation: 'sum' }))).toEqual([[{}, ...expected]]);
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
        await write(sample(project, '08:00:50', 20), sample(project, '08:00:10', 60));
        await write(sample(project, '08:00:20', 10), sample(project, '08:00:30', 30));
        const { series } = await ask({ aggregation });
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
            await write(
              ...numbers.map((value, second) =>
                sample(own, `08:00:${String(second).padStart(2, '0')}`, value, {
                  zone: 'z',
                  i: `${second % 2}`,
                }),
              ),
            );
            for (const [aggregation, expected] of Object.entries(byHand(numbers))) {
              const { series } = await store.reader.query(
                query(own, { aggregation: aggregation as MetricAggregation, groupBy: 'zone' }),
              );
              expect(series[0]?.values[0]?.value).toBeCloseTo(expected, 9);
            }
          }),
          { numRuns: 15 },
        );
      });

      it('says that values are too large to be aggregated', async () => {
        await write(sample(project, '08:00:01', 1.7e308), sample(project, '08:00:02', 1.7e308));
        await expect(ask({ aggregation: 'sum' })).rejects.toThrow(BadRequestError);
        expect(shorten(await ask({ aggregation: 'max' }))).toEqual([[{}, '08:00=1.7e+308']]);
        await write(sample(project, '08:00:02', -1.7e308));
        await expect(ask({ aggregation: 'p50' })).rejects.toThrow(/^agg must be another one/);
      });

      it('finds the series that have all of the labels', async () => {
        await write(
          sample(project, '08:00', 1, { node: 'a', gpu: '0' }),
          sample(project, '08:00', 2, { node: 'a', gpu: '1' }),
        );
        await write(
          sample(project, '08:00', 3, { node: 'b', gpu: '0' }),
          sample(project, '08:00', 4, { node: 'a' }),
        );
        const values = async (labels: Record<string, string>): Promise<string[]> =>
          shorten(await ask({ labels })).flatMap(([, ...found]) => found);
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
        await write(...labels.map((each) => sample(project, '08:00', 1, each)));
        expect(shorten(await ask()).map(([each]) => JSON.stringify(each))).toEqual([
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

      it('merges the same series of several environments', async () => {
        await write(sample(project, '08:00', 1, { node: 'a' }, { environment: 'production' }));
        await write(sample(project, '08:00', 4, { node: 'a' }, { environment: 'staging' }));
        expect(shorten(await ask({ aggregation: 'sum' }))).toEqual([[{ node: 'a' }, '08:00=5']]);
      });

      it('merges series by the value of a label, all points alike; those without it apart', async () => {
        await write(
          sample(project, '08:00:01', 1, { node: 'a', gpu: '0' }),
          sample(project, '08:00:02', 2, { node: 'a', gpu: '0' }),
        );
        await write(
          sample(project, '08:00:01', 6, { node: 'a', gpu: '1' }),
          sample(project, '08:00:01', 10, { node: 'b' }),
        );
        await write(
          sample(project, '08:00', 20, { gpu: '0' }),
          sample(project, '08:00', 30, {}),
          sample(project, '08:01', 8, { node: '' }),
        );
        expect(shorten(await ask({ groupBy: 'node' }))).toEqual([
          [{ node: '' }, '08:01=8'],
          [{ node: 'a' }, '08:00=3'],
          [{ node: 'b' }, '08:00=10'],
          [{}, '08:00=25'],
        ]);
      });

      it('takes the largest of the values at the last instant of merged series', async () => {
        await write(
          sample(project, '08:00:01', 9, { gpu: '0' }),
          sample(project, '08:00:02', 3, { gpu: '0' }),
        );
        await write(
          sample(project, '08:00:02', 5, { gpu: '1' }),
          sample(project, '08:00:02', 4, { gpu: '2' }),
        );
        expect(shorten(await ask({ groupBy: 'none', aggregation: 'last' }))).toEqual([[{}, '08:00=5']]);
      });

      it('tells the newest bucket of all series', async () => {
        await write(
          sample(project, '08:00', 1, { node: 'a' }),
          sample(project, '08:07:30', 1, { node: 'b' }),
        );
        expect((await ask({ labels: { node: 'a' } })).latest).toBe(at('08:00'));
        expect((await ask()).latest).toBe(at('08:07'));
        expect((await ask({ step: '5m' })).latest).toBe(at('08:05'));
      });
    });

    describe('the limits of an answer', () => {
      const limits = { series: 2, points: 3 };

      it('keep the first series that have points in the interval', async () => {
        await write(sample(project, '06:00', 1, { n: '1' }), sample(project, '08:00', 2, { n: '2' }));
        await write(sample(project, '08:00', 3, { n: '3' }), sample(project, '06:00', 4, { n: '4' }));
        const morning = { from: at('07:00'), to: at('09:00'), limits };
        expect(shorten(await ask(morning))).toEqual([
          [{ n: '2' }, '08:00=2'],
          [{ n: '3' }, '08:00=3'],
        ]);
        expect((await ask(morning)).truncated).toBe(false);
        await write(sample(project, '08:05', 5, { n: '5' }));
        expect(shorten(await ask(morning)).map(([labels]) => labels)).toEqual([{ n: '2' }, { n: '3' }]);
        expect(await ask(morning)).toMatchObject({ truncated: true, latest: at('08:05') });
      });

      it('count the newest bucket of series that are cut off', async () => {
        const nodes = Array.from({ length: 20 }, (_, n) => String(n).padStart(2, '0'));
        await write(...nodes.map((node) => sample(project, '08:00', 1, { node })));
        await write(
          sample(project, '08:03', 1, { node: '17' }),
          sample(project, '08:04:30', 1, { node: '18' }),
        );
        const result = await ask({ limits, to: at('08:30') });
        expect(shorten(result).map(([labels]) => labels)).toEqual([{ node: '00' }, { node: '01' }]);
        expect(result).toMatchObject({ truncated: true, latest: at('08:04') });
      });

      it('keep the newest points of a series', async () => {
        await write(...['08:00', '08:01', '08:02', '08:03'].map((time, n) => sample(project, time, n)));
        expect(shorten(await ask({ limits }))).toEqual([[{}, '08:01=1', '08:02=2', '08:03=3']]);
        expect((await ask({ limits })).truncated).toBe(true);
        const later = { limits, from: at('08:00:00.000001') };
        expect(shorten(await ask(later))).toEqual([[{}, '08:01=1', '08:02=2', '08:03=3']]);
        expect((await ask(later)).truncated).toBe(false);
      });

      it('look back beyond gaps', async () => {
        await write(
          ...['06:00', '06:30', '07:00', '07:30'].map((time, n) =>
            sample(project, time, n, { kind: 'sparse' }),
          ),
        );
        await write(
          ...['07:58', '07:59', '08:00'].map((time, n) => sample(project, time, n, { kind: 'dense' })),
        );
        const narrow = { limits, to: at('08:00') };
        expect(shorten(await ask(narrow))).toEqual([
          [{ kind: 'dense' }, '07:58=0', '07:59=1', '08:00=2'],
          [{ kind: 'sparse' }, '06:30=1', '07:00=2', '07:30=3'],
        ]);
        expect((await ask(narrow)).truncated).toBe(true);
        expect((await ask({ ...narrow, labels: { kind: 'dense' } })).truncated).toBe(false);
        await write(sample(project, '01:00', 0, { kind: 'dense' }));
        expect((await ask({ ...narrow, labels: { kind: 'dense' } })).truncated).toBe(true);
      });

      it('hold for many series, some of them silent for long', async () => {
        const ids = Array.from({ length: 700 }, (_, n) => String(n).padStart(3, '0'));
        await write(
          ...ids.map((id) =>
            sample(project, Number(id) % 100 === 50 ? '02:00' : '2026-02-11T02:00:00Z', 1, { id }),
          ),
        );
        await write(sample(project, '08:00', 1, { id: '333' }));
        const { series, latest, truncated } = await ask({
          limits: { series: 50, points: 10 },
          to: at('08:00'),
        });
        expect(series.map(({ labels }) => labels.id)).toEqual([
          '050',
          '150',
          '250',
          '333',
          '350',
          '450',
          '550',
          '650',
        ]);
        expect({ latest, truncated }).toEqual({ latest: at('08:00'), truncated: false });
        const first = await ask({ limits, to: at('08:00') });
        expect(first.series.map(({ labels }) => labels.id)).toEqual(['050', '150']);
        expect(first).toMatchObject({ latest: at('08:00'), truncated: true });
      });
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
