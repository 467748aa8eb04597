import { spreadRetryAfter } from './retry-after.js';

describe(spreadRetryAfter, () => {
  it.each([
    [1, 0, '1'],
    [1, 0.5, '3'],
    [1, 0.999, '5'],
    [30, 0, '30'],
    [30, 0.999, '34'],
  ])('makes of %i s at %d: %s', (leastSeconds, random, header) => {
    expect(spreadRetryAfter(leastSeconds, () => random)).toBe(header);
  });
});
