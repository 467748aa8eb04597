import { Clock } from '../../common/clock.js';
import { readConfig } from '../../config/read-config.js';
import { RateLimitStats } from '../domain/rate-limit-stats.js';
import { TokenBucketStorage } from './token-bucket.storage.js';

class StandingClock extends Clock {
  nowMs = Date.UTC(2026, 0, 31, 8);

  now(): number {
    return this.nowMs;
  }
}

describe(TokenBucketStorage, () => {
  const config = readConfig({ RATE_LIMIT_QPS: '4', RATE_LIMIT_BURST: '2' });

  it('admits the burst, then says how long to wait, and counts both', async () => {
    const clock = new StandingClock();
    const stats = new RateLimitStats();
    const storage = new TokenBucketStorage(config, clock, stats);
    expect(await storage.increment('a')).toMatchObject({
      totalHits: 1,
      isBlocked: false,
      timeToBlockExpire: 0,
    });
    expect(await storage.increment('a')).toMatchObject({ totalHits: 2, isBlocked: false });
    expect(await storage.increment('a')).toMatchObject({
      totalHits: 2,
      isBlocked: true,
      timeToBlockExpire: 0.25,
    });
    expect(await storage.increment('b')).toMatchObject({ isBlocked: false });
    clock.nowMs += 250;
    expect(await storage.increment('a')).toMatchObject({ isBlocked: false });
    expect(stats.counts()).toMatchObject({ allowed: 4, rejected: 1 });
  });

  it('does not grow with the number of clients', async () => {
    const storage = new TokenBucketStorage(config, new StandingClock(), new RateLimitStats());
    for (let i = 0; i < 50_000; i++) await storage.increment(`client-${i}`);
    expect(storage.size).toBe(10_000);
  });
});
