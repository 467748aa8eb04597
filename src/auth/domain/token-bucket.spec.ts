import fc from 'fast-check';
import {
  fullBucket,
  refill,
  take,
  waitMs,
  wholeTokens,
  type RateLimit,
  type TokenBucket,
} from './token-bucket.js';

const LIMIT: RateLimit = { ratePerSecond: 20, burst: 40 };
const NOW = 1_700_000_000_000;

/** How many of `count` takes at one instant succeed, and what is left. */
function takeMany(bucket: TokenBucket, limit: RateLimit, nowMs: number, count: number) {
  let admitted = 0;
  let rest = bucket;
  for (let i = 0; i < count; i++) {
    const result = take(rest, limit, nowMs);
    rest = result.bucket;
    if (result.isAdmitted) admitted++;
  }
  return { admitted, rest };
}

const limits = fc.record({
  ratePerSecond: fc.integer({ min: 1, max: 2000 }),
  burst: fc.integer({ min: 1, max: 200 }),
});
const pauses = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 100 });

describe('a token bucket', () => {
  it('admits the burst at once and then the rate', () => {
    const first = takeMany(fullBucket(LIMIT, NOW), LIMIT, NOW, 100);
    expect(first.admitted).toBe(40);
    const second = takeMany(first.rest, LIMIT, NOW + 1000, 100);
    expect(second.admitted).toBe(20);
    expect(takeMany(second.rest, LIMIT, NOW + 3_600_000, 100).admitted).toBe(40);
  });

  it('counts whole tokens only', () => {
    const { rest } = takeMany(fullBucket(LIMIT, NOW), LIMIT, NOW, 40);
    expect(wholeTokens(refill(rest, LIMIT, NOW + 49))).toBe(0);
    expect(wholeTokens(refill(rest, LIMIT, NOW + 50))).toBe(1);
  });

  it('neither gives nor withholds tokens when the clock is set back', () => {
    const { rest } = takeMany(fullBucket(LIMIT, NOW), LIMIT, NOW, 40);
    const back = take(rest, LIMIT, NOW - 3_600_000);
    expect(back.isAdmitted).toBe(false);
    expect(takeMany(back.bucket, LIMIT, NOW - 3_600_000 + 50, 2).admitted).toBe(1);
  });

  it('says to the millisecond how long to wait', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 300 }), (limit, count) => {
        const { rest } = takeMany(fullBucket(limit, NOW), limit, NOW, count);
        const wait = waitMs(rest, limit, NOW);
        expect(take(rest, limit, NOW + wait).isAdmitted).toBe(true);
        expect(wait === 0 || !take(rest, limit, NOW + wait - 1).isAdmitted).toBe(true);
      }),
    );
  });

  it('never admits more than burst + rate × time', () => {
    fc.assert(
      fc.property(limits, pauses, (limit, gaps) => {
        let now = NOW;
        let bucket = fullBucket(limit, now);
        let admitted = 0;
        for (const gap of gaps) {
          now += gap;
          const result = takeMany(bucket, limit, now, 3);
          bucket = result.rest;
          admitted += result.admitted;
        }
        const bound = limit.burst + ((now - NOW) * limit.ratePerSecond) / 1000;
        expect(admitted).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it('admits exactly burst + rate × time to someone who always asks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), pauses, (rate, gaps) => {
        const limit = { ratePerSecond: rate, burst: rate };
        let now = NOW;
        let result = takeMany(fullBucket(limit, now), limit, now, 2 * rate);
        let admitted = result.admitted;
        for (const gap of gaps) {
          now += gap;
          result = takeMany(result.rest, limit, now, 2 * rate);
          admitted += result.admitted;
        }
        expect(admitted).toBe(rate + Math.floor(((now - NOW) * rate) / 1000));
      }),
    );
  });

  it('does not depend on how often it is looked at', () => {
    fc.assert(
      fc.property(limits, pauses, (limit, gaps) => {
        const empty = { level: 0, updatedAtMs: NOW };
        let now = NOW;
        let looked: TokenBucket = empty;
        for (const gap of gaps) looked = refill(looked, limit, (now += gap));
        expect(looked).toEqual(refill(empty, limit, now));
      }),
    );
  });
});
