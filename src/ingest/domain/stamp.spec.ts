import * as fc from 'fast-check';
import { IMPLIED, stampOf } from './stamp.js';

const micros = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) * 1000 });
const kinds = fc.constantFrom('create' as const, 'update' as const);
const arrivals = fc.option(micros, { nil: undefined });

describe(stampOf, () => {
  it('sorts by the time of the event, then create before update, then by the time of arrival', () => {
    const event = fc.tuple(micros, kinds, arrivals);
    fc.assert(
      fc.property(event, event, (a, b) => {
        const [first, second] = [rank(a), rank(b)];
        const difference = first.map((part, index) => part - (second[index] ?? 0)).find((part) => part !== 0);
        const [left, right] = [stampOf(...a), stampOf(...b)];
        expect(Math.sign(difference ?? 0)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('is outranked by none that is implied', () => {
    expect(stampOf(0, 'create') > IMPLIED).toBe(true);
  });

  it('takes a time before 1970 for the beginning', () => {
    expect(stampOf(-5, 'create')).toBe(stampOf(0, 'create'));
  });
});

function rank([event, kind, arrival]: [number, 'create' | 'update', number | undefined]): number[] {
  return [event, kind === 'create' ? 0 : 1, arrival ?? -1];
}
