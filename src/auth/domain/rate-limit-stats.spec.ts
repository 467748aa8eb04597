import { RateLimitStats } from './rate-limit-stats.js';

describe(RateLimitStats, () => {
  it('starts at zero, without dividing by it', () => {
    expect(new RateLimitStats().counts()).toEqual({
      allowed: 0,
      rejected: 0,
      rejectionRate: 0,
      topRejected: [],
    });
  });

  it('counts what was allowed and what was rejected', () => {
    const stats = new RateLimitStats();
    for (let i = 0; i < 3; i++) stats.recordAllowed();
    stats.recordRejected('0123456789abcdef');
    expect(stats.counts()).toEqual({
      allowed: 3,
      rejected: 1,
      rejectionRate: 0.25,
      topRejected: [{ token: '01234567…', count: 1 }],
    });
  });

  it('names the twenty clients that were rejected most, most first', () => {
    const stats = new RateLimitStats();
    for (let client = 0; client < 30; client++) {
      for (let i = 0; i <= client; i++) stats.recordRejected(`client-${client}`);
    }
    const { topRejected } = stats.counts();
    expect(topRejected.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, (_, i) => 30 - i));
  });

  it('keeps the worst client in view while any number of others pass by', () => {
    const stats = new RateLimitStats();
    for (let i = 0; i < 50_000; i++) {
      stats.recordRejected(`random-${i}`);
      if (i % 100 === 0) stats.recordRejected('worst');
    }
    const { rejected, topRejected } = stats.counts();
    expect(rejected).toBe(50_500);
    expect(topRejected[0]).toEqual({ token: 'worst…', count: 500 });
    expect(topRejected).toHaveLength(20);
  });
});
