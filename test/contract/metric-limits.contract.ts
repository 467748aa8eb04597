import { at, sample, shorten } from '../support/metric-samples.js';
import type { MetricStoreBed } from './metric-store-bed.js';

export function describeMetricLimits(bed: MetricStoreBed): void {
  describe('the limits of an answer', () => {
    const limits = { series: 2, points: 3 };

    it('keep the first series that have points in the interval', async () => {
      await bed.write(
        sample(bed.project, '06:00', 1, { n: '1' }),
        sample(bed.project, '08:00', 2, { n: '2' }),
      );
      await bed.write(
        sample(bed.project, '08:00', 3, { n: '3' }),
        sample(bed.project, '06:00', 4, { n: '4' }),
      );
      const morning = { from: at('07:00'), to: at('09:00'), limits };
      expect(shorten(await bed.ask(morning))).toEqual([
        [{ n: '2' }, '08:00=2'],
        [{ n: '3' }, '08:00=3'],
      ]);
      expect((await bed.ask(morning)).truncated).toBe(false);
      await bed.write(sample(bed.project, '08:05', 5, { n: '5' }));
      expect(shorten(await bed.ask(morning)).map(([labels]) => labels)).toEqual([{ n: '2' }, { n: '3' }]);
      expect(await bed.ask(morning)).toMatchObject({ truncated: true, latest: at('08:05') });
    });

    it('count the newest bucket of series that are cut off', async () => {
      const nodes = Array.from({ length: 20 }, (_, n) => String(n).padStart(2, '0'));
      await bed.write(...nodes.map((node) => sample(bed.project, '08:00', 1, { node })));
      await bed.write(
        sample(bed.project, '08:03', 1, { node: '17' }),
        sample(bed.project, '08:04:30', 1, { node: '18' }),
      );
      const result = await bed.ask({ limits, to: at('08:30') });
      expect(shorten(result).map(([labels]) => labels)).toEqual([{ node: '00' }, { node: '01' }]);
      expect(result).toMatchObject({ truncated: true, latest: at('08:04') });
    });

    it('keep the newest points of a series', async () => {
      await bed.write(...['08:00', '08:01', '08:02', '08:03'].map((time, n) => sample(bed.project, time, n)));
      expect(shorten(await bed.ask({ limits }))).toEqual([[{}, '08:01=1', '08:02=2', '08:03=3']]);
      expect((await bed.ask({ limits })).truncated).toBe(true);
      const later = { limits, from: at('08:00:00.000001') };
      expect(shorten(await bed.ask(later))).toEqual([[{}, '08:01=1', '08:02=2', '08:03=3']]);
      expect((await bed.ask(later)).truncated).toBe(false);
    });

    it('look back beyond gaps', async () => {
      await bed.write(
        ...['06:00', '06:30', '07:00', '07:30'].map((time, n) =>
          sample(bed.project, time, n, { kind: 'sparse' }),
        ),
      );
      await bed.write(
        ...['07:58', '07:59', '08:00'].map((time, n) => sample(bed.project, time, n, { kind: 'dense' })),
      );
      const narrow = { limits, to: at('08:00') };
      expect(shorten(await bed.ask(narrow))).toEqual([
        [{ kind: 'dense' }, '07:58=0', '07:59=1', '08:00=2'],
        [{ kind: 'sparse' }, '06:30=1', '07:00=2', '07:30=3'],
      ]);
      expect((await bed.ask(narrow)).truncated).toBe(true);
      expect((await bed.ask({ ...narrow, labels: { kind: 'dense' } })).truncated).toBe(false);
      await bed.write(sample(bed.project, '01:00', 0, { kind: 'dense' }));
      expect((await bed.ask({ ...narrow, labels: { kind: 'dense' } })).truncated).toBe(true);
    });

    it('hold for many series, some of them silent for long', async () => {
      const ids = Array.from({ length: 700 }, (_, n) => String(n).padStart(3, '0'));
      await bed.write(
        ...ids.map((id) =>
          sample(bed.project, Number(id) % 100 === 50 ? '02:00' : '2026-02-11T02:00:00Z', 1, { id }),
        ),
      );
      await bed.write(sample(bed.project, '08:00', 1, { id: '333' }));
      const { series, latest, truncated } = await bed.ask({
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
      const first = await bed.ask({ limits, to: at('08:00') });
      expect(first.series.map(({ labels }) => labels.id)).toEqual(['050', '150']);
      expect(first).toMatchObject({ latest: at('08:00'), truncated: true });
    });
  });
}
