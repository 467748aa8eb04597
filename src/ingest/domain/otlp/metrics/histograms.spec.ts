import fc from 'fast-check';
import { exponential, samplesOf } from '../../../../../test/factories/otlp-metrics.js';
import type { MetricSample } from '../../metric-sample.js';

/** The buckets by their edges, as they are stored. */
function bucketsOf(samples: readonly MetricSample[]): [edge: number, count: number][] {
  return samples
    .filter(({ name }) => name.endsWith('_bucket'))
    .map(({ labels, value }) => {
      const le = new Map(labels).get('le') ?? '';
      return [le === '+Inf' ? Infinity : Number(le), value];
    });
}

describe('The buckets of a histogram', () => {
  it('adds up exponential buckets from the first that is not empty to the highest', () => {
    const data = exponential({
      count: 10n,
      scale: 0,
      zeroCount: 2n,
      // (1, 2], (2, 4], (4, 8]
      positive: { offset: 0, counts: [1, 0, 3] },
      // [-2, -1), [-4, -2)
      negative: { offset: 0, counts: [1, 3] },
    });
    const stored = new Map(bucketsOf(samplesOf(data, { temporality: 'CUMULATIVE' })));
    expect([-4, -2, -1, -0.5, 0, 1, 2, 4, 8, 16, 2 ** 40, Infinity].map((edge) => stored.get(edge))).toEqual([
      undefined,
      3,
      4,
      4,
      6,
      6,
      7,
      7,
      10,
      10,
      10,
      10,
    ]);
  });

  it('puts a measurement between the same edges whatever the scale of its histogram is', () => {
    for (const [value, edge, mirrored] of [
      [3e-9, 2 ** -20, 0],
      [3e-6, 2 ** -18, -(2 ** -20)],
      [0.0005, 2 ** -10, -(2 ** -12)],
      [0.3, 0.5, -0.25],
      [1.5, 2, -1],
      [300_000, 2 ** 19, -(2 ** 18)],
      // Beyond four millions, an edge is four times the one before.
      [5_000_000, 2 ** 24, -(2 ** 22)],
      [1e11, 2 ** 38, -(2 ** 36)],
      [1e13, Infinity, -(2 ** 40)],
    ] as const) {
      for (const scale of [0, 1, 3, 8, 20]) {
        const offset = Math.floor(Math.log2(value) * 2 ** scale);
        const bucket = { offset, counts: [1] };
        const [first] = bucketsOf(
          samplesOf(exponential({ count: 1n, scale, positive: bucket }), { temporality: 'CUMULATIVE' }),
        );
        expect(first).toEqual([edge, 1]);
        const [negative] = bucketsOf(
          samplesOf(exponential({ count: 1n, scale, negative: bucket }), { temporality: 'CUMULATIVE' }),
        );
        expect(negative).toEqual([mirrored, 1]);
      }
    }
    // Wider buckets than ours count where they end: (1, 16]
    const wide = exponential({ count: 1n, scale: -2, positive: { offset: 0, counts: [1] } });
    expect(bucketsOf(samplesOf(wide, { temporality: 'CUMULATIVE' }))[0]).toEqual([16, 1]);
  });

  it('of measurements that are not negative are no more than the series that an answer shows', () => {
    const data = exponential({ count: 3n, zeroCount: 2n, positive: { offset: -300, counts: [1] } });
    const stored = bucketsOf(samplesOf(data, { temporality: 'CUMULATIVE' }));
    expect([stored[0], stored[1], stored.at(-2), stored.at(-1)]).toEqual([
      [0, 2],
      [2 ** -20, 3],
      [2 ** 40, 3],
      [Infinity, 3],
    ]);
    expect(stored.length).toBeLessThanOrEqual(50);
  });

  it('takes offsets, scales, counts and thresholds as far as their types go', () => {
    for (const offset of [-(2 ** 31), 2 ** 31 - 1]) {
      for (const scale of [-10, 0, 20]) {
        const side = { offset, counts: [1, 2 ** 60] };
        const count = 2n * (2n ** 60n + 1n) + 5n;
        const data = exponential({ scale, count, zeroCount: 5n, positive: side, negative: side });
        const stored = bucketsOf(samplesOf(data, { temporality: 'CUMULATIVE' }));
        expect(stored.at(-1)).toEqual([Infinity, Number(count)]);
        // All of it lies near 0 or beyond all edges: 2^31 buckets of scale 20 are 2048 doublings.
        expect(stored.at(-2)?.[1]).toBe(offset < 0 ? Number(count) : 2 ** 60);
      }
    }
    const zeros = (zeroThreshold: number): number | undefined =>
      bucketsOf(
        samplesOf(exponential({ count: 2n, zeroCount: 2n, zeroThreshold }), { temporality: 'DELTA' }),
      )[0]?.[0];
    expect([0, Number.MIN_VALUE, 0.3, 0.5, Number.MAX_VALUE].map(zeros)).toEqual([
      0,
      2 ** -20,
      0.5,
      0.5,
      Infinity,
    ]);
  });

  it('makes of any histogram buckets that rise up to its count, and not too many', () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(1000)), { maxLength: 400 });
    const buckets = fc.record({ offset: fc.integer({ min: -2000, max: 2000 }), counts });
    const zeros = fc.record({ zeroCount: fc.nat(10), zeroThreshold: fc.constantFrom(0, 1e-6, 3) });
    fc.assert(
      fc.property(
        buckets,
        buckets,
        fc.integer({ min: -10, max: 20 }),
        zeros,
        (positive, negative, scale, zero) => {
          const count = [...positive.counts, ...negative.counts, zero.zeroCount].reduce((a, b) => a + b, 0);
          const data = exponential({
            ...zero,
            scale,
            positive,
            negative,
            count: BigInt(count),
            zeroCount: BigInt(zero.zeroCount),
          });
          const stored = bucketsOf(samplesOf(data, { temporality: 'CUMULATIVE' }));
          expect(stored.length).toBeLessThanOrEqual(96);
          expect(stored.at(-1)).toEqual([Infinity, count]);
          for (const [index, [edge, value]] of stored.entries()) {
            const [lowerEdge, lowerValue] = stored[index - 1] ?? [-Infinity, 0];
            expect(edge).toBeGreaterThan(lowerEdge);
            expect(value).toBeGreaterThanOrEqual(lowerValue);
          }
          expect(new Set(stored.map(([edge]) => edge)).size).toBe(stored.length);
        },
      ),
    );
    const explicit = fc
      .uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((bound) => bound !== 0))
      .chain((bounds) =>
        fc.record({
          bounds: fc.constant(bounds.toSorted((a, b) => a - b)),
          bucketCounts: fc.array(fc.bigInt(0n, 1000n), {
            minLength: bounds.length + 1,
            maxLength: bounds.length + 1,
          }),
        }),
      );
    fc.assert(
      fc.property(explicit, ({ bounds, bucketCounts }) => {
        const count = bucketCounts.reduce((a, b) => a + b, 0n);
        const data = { kind: 'histogram', count, sum: 1, bucketCounts, bounds } as const;
        const samples = samplesOf(data, { temporality: 'CUMULATIVE' });
        const stored = bucketsOf(samples);
        expect(stored.map(([edge]) => edge)).toEqual([...bounds, Infinity]);
        // Each bucket alone is what was sent.
        expect(stored.map(([, value], index) => value - (stored[index - 1]?.[1] ?? 0))).toEqual(
          bucketCounts.map(Number),
        );
        expect(samples.find(({ name }) => name.endsWith('_count'))?.value).toBe(Number(count));
      }),
    );
  });
});
