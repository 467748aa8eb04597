import { retryDelayMs } from './retry-delay.js';

describe('retryDelayMs', () => {
  it('takes Retry-After in seconds, up to half a minute', () => {
    expect(retryDelayMs(1, '3')).toBe(3000);
    expect(retryDelayMs(1, '0')).toBe(0);
    expect(retryDelayMs(1, '3600')).toBe(30_000);
  });

  it('doubles otherwise, up to half a minute', () => {
    expect([1, 2, 3, 20].map((attempt) => retryDelayMs(attempt, null))).toEqual([250, 500, 1000, 30_000]);
    expect(retryDelayMs(2, 'Fri, 20 Nov 2026 12:00:00 GMT')).toBe(500);
  });
});
