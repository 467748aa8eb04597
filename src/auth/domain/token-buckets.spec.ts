import { TokenBuckets } from './token-buckets.js';

const NOW = 1_700_000_000_000;

describe(TokenBuckets, () => {
  it('keeps the keys apart', () => {
    const buckets = new TokenBuckets({ ratePerSecond: 1, burst: 2 }, 10);
    expect([buckets.take('a', NOW), buckets.take('a', NOW), buckets.take('a', NOW)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(buckets.remaining('a', NOW)).toBe(0);
    expect(buckets.remaining('b', NOW)).toBe(2);
    expect(buckets.waitMs('a', NOW)).toBe(1000);
    expect(buckets.waitMs('b', NOW)).toBe(0);
    expect(buckets.take('a', NOW + 1000)).toBe(true);
  });

  it('takes names of built-in properties as keys like any other', () => {
    const buckets = new TokenBuckets({ ratePerSecond: 1, burst: 1 }, 10);
    for (const key of ['__proto__', 'constructor', '']) {
      expect([buckets.take(key, NOW), buckets.take(key, NOW)]).toEqual([true, false]);
    }
  });

  it('does not grow with the number of keys, and forgets the key that was not used for longest', () => {
    const buckets = new TokenBuckets({ ratePerSecond: 1, burst: 1 }, 1000);
    buckets.take('busy', NOW);
    for (let i = 0; i < 200_000; i++) {
      buckets.take(`key-${i}`, NOW);
      if (i % 500 === 0) buckets.take('busy', NOW);
    }
    expect(buckets.size).toBe(1000);
    expect(buckets.has('busy')).toBe(true);
    expect(buckets.has('key-0')).toBe(false);
  });
});
