import * as fc from 'fast-check';
import {
  DAY_MS,
  HOUR_MS,
  nextPeriod,
  periodEnd,
  periodStart,
  splitByPeriods,
  type TimeRange,
} from './split-by-periods.js';
import { timestampFromMs, type Timestamp } from './timestamp.js';

const at = (text: string): Timestamp => `2026-01-31T${text}Z` as Timestamp;

describe('the period of an instant', () => {
  it('begins and ends on the hour or at midnight UTC', () => {
    const instant = at('08:30:15.123456');
    expect(periodStart(instant, HOUR_MS)).toBe('2026-01-31T08:00:00.000000Z');
    expect(periodEnd(instant, HOUR_MS)).toBe('2026-01-31T08:59:59.999999Z');
    expect(nextPeriod(instant, HOUR_MS)).toBe('2026-01-31T09:00:00.000000Z');
    expect(periodStart(instant, DAY_MS)).toBe('2026-01-31T00:00:00.000000Z');
    expect(periodEnd(instant, DAY_MS)).toBe('2026-01-31T23:59:59.999999Z');
    expect(nextPeriod(instant, DAY_MS)).toBe('2026-02-01T00:00:00.000000Z');
  });
});

describe('splitByPeriods', () => {
  it('leaves an open range to the periods', () => {
    expect(splitByPeriods({}, HOUR_MS)).toEqual({ whole: {}, edges: [] });
  });

  it('leaves whole hours to the hours', () => {
    expect(splitByPeriods({ from: at('08:00:00.000000'), to: at('10:59:59.999999') }, HOUR_MS)).toEqual({
      whole: { from: at('08:00:00.000000'), before: at('11:00:00.000000') },
      edges: [],
    });
  });

  it('cuts off both ends', () => {
    expect(splitByPeriods({ from: at('08:30:00.000000'), to: at('10:00:00.000000') }, HOUR_MS)).toEqual({
      whole: { from: at('09:00:00.000000'), before: at('10:00:00.000000') },
      edges: [
        { from: at('08:30:00.000000'), to: at('08:59:59.999999') },
        { from: at('10:00:00.000000'), to: at('10:00:00.000000') },
      ],
    });
  });

  it('leaves two edges where a border lies in between, one where none does, and none of a range in reverse', () => {
    const [first, second, third] = [at('08:30:00.000000'), at('08:45:00.000000'), at('09:30:00.000000')];
    expect(splitByPeriods({ from: first, to: third }, HOUR_MS)).toEqual({
      whole: null,
      edges: [
        { from: first, to: at('08:59:59.999999') },
        { from: at('09:00:00.000000'), to: third },
      ],
    });
    const within = { from: first, to: second };
    expect(splitByPeriods(within, HOUR_MS)).toEqual({ whole: null, edges: [within] });
    expect(splitByPeriods({ from: second, to: first }, HOUR_MS)).toEqual({ whole: null, edges: [] });
  });

  it('covers each instant of the range exactly once, each edge within one period', () => {
    const instant = fc
      .integer({ min: 0, max: 6 * 60 })
      .map((minutes) => timestampFromMs(Date.UTC(2026, 0, 31) + minutes * 60_000));
    const optional = fc.option(instant, { nil: undefined });
    fc.assert(
      fc.property(optional, optional, instant, (from, to, probe) => {
        const { whole, edges } = splitByPeriods({ from, to }, HOUR_MS);
        const hour = periodStart(probe, HOUR_MS);
        const inWhole =
          whole !== null && (whole.from ?? '') <= hour && (whole.before === undefined || hour < whole.before);
        const times = [inWhole, ...edges.map((edge) => isWithin(probe, edge))].filter(Boolean).length;
        expect(times).toBe(isWithin(probe, { from, to }) ? 1 : 0);
        for (const edge of edges) expect(edge.from?.slice(0, 13)).toBe(edge.to?.slice(0, 13));
      }),
      { numRuns: 1000 },
    );
  });
});

function isWithin(instant: Timestamp, { from, to }: TimeRange): boolean {
  return (from === undefined || from <= instant) && (to === undefined || instant <= to);
}
