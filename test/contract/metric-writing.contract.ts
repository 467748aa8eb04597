import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { seriesKey } from '../../src/ingest/domain/metric-sample.js';
import { SeriesLimitError } from '../../src/ingest/domain/series-limit.error.js';
import { at, query, sample, shorten } from '../support/metric-samples.js';
import type { MetricStoreBed } from './metric-store-bed.js';

export function describeMetricWriting(bed: MetricStoreBed): void {
  describe('writing', () => {
    it('can be read back at once', async () => {
      await bed.write(
        sample(bed.project, '08:00:10', 1.5, { node: 'a' }),
        sample(bed.project, '08:01:59', 2, { node: 'a' }),
      );
      expect(shorten(await bed.ask())).toEqual([[{ node: 'a' }, '08:00=1.5', '08:01=2']]);
    });

    it('of nothing is fine', async () => {
      await bed.write();
      expect(await bed.store.reader.names(bed.project)).toEqual([]);
    });

    it('replaces the value of the same series and instant', async () => {
      await bed.write(sample(bed.project, '08:00', 1), sample(bed.project, '08:01', 1));
      await bed.write(sample(bed.project, '08:00', 7));
      expect(shorten(await bed.ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=7', '08:01=1']]);
    });

    it('lets the last of several values for the same instant win', async () => {
      await bed.write(
        sample(bed.project, '08:00', 3),
        sample(bed.project, '08:00', 1),
        sample(bed.project, '08:00', 2),
      );
      expect(shorten(await bed.ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=2']]);
    });

    it('repeated changes nothing', async () => {
      const samples = [sample(bed.project, '08:00:01', 3), sample(bed.project, '08:00:02', 1)];
      await bed.write(...samples);
      await bed.write(...samples, ...samples);
      expect(shorten(await bed.ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=4']]);
    });

    it('tells instants apart that are a microsecond apart', async () => {
      await bed.write(sample(bed.project, '08:00:00.000001', 1), sample(bed.project, '08:00:00.000002', 1));
      expect(shorten(await bed.ask({ aggregation: 'sum' }))).toEqual([[{}, '08:00=2']]);
    });

    it('does not mind the order of labels', async () => {
      await bed.write(
        sample(bed.project, '08:00:01', 1, { a: '1', b: '2' }),
        sample(bed.project, '08:00:02', 2, { b: '2', a: '1' }),
      );
      expect(shorten(await bed.ask({ aggregation: 'sum' }))).toEqual([[{ a: '1', b: '2' }, '08:00=3']]);
    });

    it.each([
      [
        { a: 'b', c: 'd' },
        { a: 'bc', '': 'd' },
      ],
      [{ a: '1:b' }, { 'a1:': 'b' }],
      [{ a: '' }, {}],
    ])('tells %j from %j', async (one, other) => {
      await bed.write(sample(bed.project, '08:00', 1, one), sample(bed.project, '08:00', 2, other));
      expect((await bed.ask()).series.map(({ labels }) => ({ ...labels }))).toEqual(
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
      await bed.write({ ...sample(bed.project, '08:00', 1, labels), name: text });
      expect(await bed.store.reader.names(bed.project)).toEqual([text]);
      const { series } = await bed.ask({ name: text, labels });
      expect(series.map((each) => Object.entries(each.labels))).toEqual([[[text, text]]]);
      expect(shorten(await bed.ask({ name: text, groupBy: text }))).toEqual([[labels, '08:00=1']]);
    });

    it('keeps every finite number to the last bit', async () => {
      await fc.assert(
        fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
          await bed.write(sample(bed.project, '08:00', value));
          // There is one zero only: JSON has no other.
          expect((await bed.ask({ aggregation: 'last' })).series[0]?.values[0]?.value).toBe(value + 0);
        }),
        { numRuns: 50 },
      );
    });

    it('takes any instant from 1970 to 2099, and many months at once', async () => {
      const instants = ['1970-01-01T00:00:00Z', '2019-12-31T23:59:59.999999Z', '2020-01-01T00:00:00Z']
        .concat(['2026-01-31T23:59:59.999999Z', '2026-02-01T00:00:00Z', '2026-12-31T23:00:00Z'])
        .concat(['2039-12-31T23:59:59Z', '2040-01-01T00:00:00Z', '2099-12-31T23:59:59.999999Z']);
      await bed.write(...instants.map((instant) => sample(bed.project, instant, 1)));
      const everything = { from: at('1970-01-01T00:00:00Z'), to: at('2099-12-31T23:59:59.999999Z') };
      const { series } = await bed.ask({ ...everything, step: '1d', aggregation: 'sum' });
      expect(series[0]?.values.map(({ bucket }) => bucket)).toEqual(
        instants.map((instant) => at(`${instant.slice(0, 10)}T00:00:00Z`)),
      );
    });

    it('takes many points at once', async () => {
      const seconds = Array.from({ length: 25_000 }, (_, second) =>
        new Date(second * 1000).toISOString().slice(11, 19),
      );
      await bed.write(...seconds.map((time) => sample(bed.project, time, 1)));
      const { series } = await bed.ask({ step: '1d', aggregation: 'sum' });
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
              await bed.write(...batch.map(({ time, value, node }) => sample(own, time, value, { node })));
              for (const { time, value, node } of batch) expected.set(`${node} ${time}`, value);
            }
            const stored = new Map<string, number>();
            for (const time of times) {
              const { series } = await bed.store.reader.query(query(own, { from: at(time), to: at(time) }));
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
      bed.reopen({ maxSeriesPerProject: 3 });
    });

    it('turns down what would go beyond, names the label with the most values, and stores nothing of it', async () => {
      await bed.write(...['a', 'b', 'c'].map((id) => sample(bed.project, '08:00', 1, { id, kind: 'x' })));
      const beyond = bed.write(
        sample(bed.project, '08:01', 5, { id: 'a', kind: 'x' }),
        sample(bed.project, '08:00', 1, { id: 'd' }),
      );
      await expect(beyond).rejects.toThrow(SeriesLimitError);
      const refused = new Set([seriesKey(sample(bed.project, '08:00', 1, { id: 'd' }))]);
      await expect(beyond).rejects.toMatchObject({ refused });
      await expect(beyond).rejects.toThrow(/more than 3 metric series: label "id" of metric "load"/);
      expect(shorten(await bed.ask()).map(([, ...values]) => values)).toEqual([
        ['08:00=1'],
        ['08:00=1'],
        ['08:00=1'],
      ]);
    });

    it('lets existing series go on', async () => {
      await bed.write(...['a', 'b', 'c'].map((id) => sample(bed.project, '08:00', 1, { id })));
      await expect(bed.write(sample(bed.project, '08:00', 1, { id: 'd' }))).rejects.toThrow(SeriesLimitError);
      await bed.write(sample(bed.project, '08:01', 2, { id: 'b' }));
      expect(shorten(await bed.ask({ labels: { id: 'b' } }))).toEqual([[{ id: 'b' }, '08:00=1', '08:01=2']]);
    });

    it('counts each project for itself', async () => {
      const other = randomUUID();
      await bed.write(...['a', 'b', 'c'].map((id) => sample(bed.project, '08:00', 1, { id })));
      await bed.write(...['a', 'b', 'c'].map((id) => sample(other, '08:00', 1, { id })));
      await expect(bed.write(sample(other, '08:00', 1, { id: 'd' }))).rejects.toThrow(SeriesLimitError);
    });

    it('says when the metric has no series yet', async () => {
      await bed.write(...['a', 'b', 'c'].map((id) => sample(bed.project, '08:00', 1, { id })));
      await expect(bed.write({ ...sample(bed.project, '08:00', 1), name: 'fresh' })).rejects.toThrow(
        'metric "fresh" is new',
      );
    });
  });

  describe('projects', () => {
    it('do not see each other', async () => {
      const other = randomUUID();
      await bed.write(sample(bed.project, '08:00', 1), { ...sample(other, '08:00', 2), name: 'secret' });
      await bed.write(sample(other, '08:01', 3));
      expect(await bed.store.reader.names(bed.project)).toEqual(['load']);
      expect(await bed.store.reader.names(other)).toEqual(['load', 'secret']);
      expect(shorten(await bed.ask())).toEqual([[{}, '08:00=1']]);
      expect(await bed.ask({ name: 'secret' })).toEqual({ series: [], latest: null, truncated: false });
    });
  });
}
