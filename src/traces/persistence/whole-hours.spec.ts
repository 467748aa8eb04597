import fc from 'fast-check';
import { timestampFromMs, type Timestamp } from '../../common/time/timestamp.js';
import { splitByHours } from './whole-hours.js';

const at = (text: string): Timestamp => `2026-01-31T${text}Z` as Timestamp;

describe('splitByHours', () => {
  it('leaves an open range to the hours', () => {
    expect(splitByHours({})).toEqual({ hours: {}, edges: [] });
  });

  it('leaves whole hours to the hours', () => {
    expect(splitByHours({ from: at('08:00:00.000000'), to: at('10:59:59.999999') })).toEqual({
      hours: { from: at('08:00:00.000000'), before: at('11:00:00.000000') },
      edges: [],
    });
  });

  it('cuts off both ends', () => {
    expect(splitByHours({ from: at('08:30:00.000000'), to: at('10:00:00.000000') })).toEqual({
      hours: { from: at('09:00:00.000000'), before: at('10:00:00.000000') },
      edges: [
        { from: at('08:30:00.000000'), to: at('08:59:59.999999') },
        { from: at('10:00:00.000000'), to: at('10:00:00.000000') },
      ],
    });
  });

  it('finds no whole hour in a short range', () => {
    const range = { from: at('08:30:00.000000'), to: at('09:30:00.000000') };
    expect(splitByHours(range)).toEqual({ hours: null, edges: [range] });
  });

  it('covers each instant of the range exactly once', () => {
    const instant = fc
      .integer({ min: 0, max: 6 * 60 })
      .map((quarterMinutes) => timestampFromMs(Date.UTC(2026, 0, 31) + quarterMinutes * 60_000));
    const optional = fc.option(instant, { nil: undefined });
    fc.assert(
      fc.property(optional, optional, instant, (from, to, probe) => {
        const { hours, edges } = splitByHours({ from, to });
        const hour = `${probe.slice(0, 13)}:00:00.000000Z`;
        const inHours =
          hours !== null && (hours.from ?? '') <= hour && (hours.before === undefined || hour < hours.before);
        const times = [inHours, ...edges.map((edge) => isWithin(probe, edge))].filter(Boolean).length;
        expect(times).toBe(isWithin(probe, { from, to }) ? 1 : 0);
      }),
    );
  });
});

function isWithin(
  instant: Timestamp,
  { from, to }: { from?: Timestamp | undefined; to?: Timestamp | undefined },
): boolean {
  return (from === undefined || from <= instant) && (to === undefined || instant <= to);
}
