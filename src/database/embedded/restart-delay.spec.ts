import { restartDelayMs } from './restart-delay.js';

describe(restartDelayMs, () => {
  it('grows from 0.1 to 5 seconds and stays there', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(restartDelayMs)).toEqual([
      100, 200, 400, 800, 1600, 3200, 5000, 5000,
    ]);
    expect(restartDelayMs(10_000)).toBe(5000);
  });
});
