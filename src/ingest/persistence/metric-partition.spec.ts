import fc from 'fast-check';
import { timestampFromMs, type Timestamp } from '../../common/time/timestamp.js';
import { metricPartition } from './metric-partition.js';

describe('metricPartition', () => {
  it.each([
    ['1970-01-01T00:00:00.000000Z', 'metric_points_before_2020', 'MINVALUE', "'2020-01-01T00:00:00Z'"],
    ['2019-12-31T23:59:59.999999Z', 'metric_points_before_2020', 'MINVALUE', "'2020-01-01T00:00:00Z'"],
    [
      '2020-01-01T00:00:00.000000Z',
      'metric_points_2020_01',
      "'2020-01-01T00:00:00Z'",
      "'2020-02-01T00:00:00Z'",
    ],
    [
      '2026-09-30T23:59:59.999999Z',
      'metric_points_2026_09',
      "'2026-09-01T00:00:00Z'",
      "'2026-10-01T00:00:00Z'",
    ],
    [
      '2039-12-31T23:59:59.999999Z',
      'metric_points_2039_12',
      "'2039-12-01T00:00:00Z'",
      "'2040-01-01T00:00:00Z'",
    ],
    ['2040-01-01T00:00:00.000000Z', 'metric_points_from_2040', "'2040-01-01T00:00:00Z'", 'MAXVALUE'],
  ])('puts %s into %s', (timestamp, name, from, to) => {
    expect(metricPartition(timestamp as Timestamp)).toEqual({ name, from, to });
  });

  it('puts every instant into a partition that holds it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) - 1 }), (ms) => {
        const { from, to } = metricPartition(timestampFromMs(ms));
        expect(from === 'MINVALUE' || Date.parse(from.slice(1, -1)) <= ms).toBe(true);
        expect(to === 'MAXVALUE' || ms < Date.parse(to.slice(1, -1))).toBe(true);
      }),
    );
  });

  it('makes no more than 242 of them', () => {
    const names = new Set<string>();
    for (let year = 1970; year < 2100; year++)
      for (let month = 0; month < 12; month++)
        names.add(metricPartition(timestampFromMs(Date.UTC(year, month))).name);
    expect(names.size).toBe(242);
  });
});
