import type { Timestamp } from '../../common/time/timestamp.js';
import { bucketStart } from './bucket-start.js';

const INSTANT = '2026-02-12T08:07:59.999999Z' as Timestamp;

describe('bucketStart', () => {
  it.each([
    ['1m', '2026-02-12T08:07:00.000000Z'],
    ['5m', '2026-02-12T08:05:00.000000Z'],
    ['1h', '2026-02-12T08:00:00.000000Z'],
    ['1d', '2026-02-12T00:00:00.000000Z'],
  ] as const)('finds the beginning of a bucket of %s', (step, expected) => {
    expect(bucketStart(INSTANT, step)).toBe(expected);
    expect(bucketStart(bucketStart(INSTANT, step), step)).toBe(expected);
  });

  it('finds later and earlier ones', () => {
    expect(bucketStart(INSTANT, '5m', 1)).toBe('2026-02-12T08:10:00.000000Z');
    expect(bucketStart(INSTANT, '1d', -12)).toBe('2026-01-31T00:00:00.000000Z');
  });

  it('never goes back before 1970', () => {
    expect(bucketStart(INSTANT, '1d', -1_000_000)).toBe('1970-01-01T00:00:00.000000Z');
  });
});
