import { TooManyRequestsError } from './too-many-requests.error.js';

const NOW = Date.UTC(2026, 0, 31, 8);

describe(TooManyRequestsError, () => {
  it.each([
    [1, 1],
    [1000, 1],
    [1001, 2],
    [60_000, 60],
  ])('asks to wait whole seconds, never less than the %d ms that it takes', (waitMs, seconds) => {
    expect(new TooManyRequestsError(NOW, waitMs).retryAfterSeconds).toBe(seconds);
  });

  it('says when the next request is admitted', () => {
    const error = new TooManyRequestsError(NOW, 50);
    expect(error).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message: 'Too Many Requests',
      remaining: 0,
      resetAt: '2026-01-31T08:00:00.050Z',
    });
  });
});
