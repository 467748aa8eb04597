import { FailedLogins } from './failed-logins.js';

const NOW = 1_700_000_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const GATEWAY = '10.0.0.1';

/** Tries wrong credentials, each a new one, and says how many of them were looked at. */
function guess(logins: FailedLogins, network: string, count: number, nowMs: number, name = 'guess'): number {
  let seen = 0;
  for (let i = 0; i < count; i++) {
    if (logins.waitMs(network, `${name}-${i}`, nowMs) > 0) continue;
    logins.recordFailure(network, `${name}-${i}`, nowMs);
    seen++;
  }
  return seen;
}

describe(FailedLogins, () => {
  it('looks at no more than a few of ten thousand guesses, then at one a second', () => {
    const logins = new FailedLogins();
    expect(guess(logins, GATEWAY, 10_000, NOW)).toBe(30);
    expect(logins.waitMs(GATEWAY, 'next', NOW)).toBe(1000);
    expect(guess(logins, GATEWAY, 10_000, NOW + 10_000, 'later')).toBe(10);
  });

  it('does not even look at a right credential that is new to a network which guesses', () => {
    const logins = new FailedLogins();
    logins.recordSuccess('192.0.2.7', 'right', NOW);
    guess(logins, GATEWAY, 100, NOW);
    expect(logins.waitMs(GATEWAY, 'right', NOW)).toBeGreaterThan(0);
  });

  it('never holds up a credential that was right lately from the same network', () => {
    const logins = new FailedLogins();
    logins.recordSuccess(GATEWAY, 'right', NOW);
    for (let second = 0; second < 100; second++) {
      guess(logins, GATEWAY, 100, NOW + second * 1000, `round-${second}`);
      expect(logins.waitMs(GATEWAY, 'right', NOW + second * 1000)).toBe(0);
    }
    expect(guess(logins, GATEWAY, 100, NOW + 2 * DAY_MS, 'later')).toBe(30);
    expect(logins.waitMs(GATEWAY, 'right', NOW + 2 * DAY_MS)).toBeGreaterThan(0);
  });

  it('leaves other networks alone', () => {
    const logins = new FailedLogins();
    guess(logins, GATEWAY, 100, NOW);
    expect(logins.waitMs('192.0.2.7', 'guess-0', NOW)).toBe(0);
  });

  it('counts a repeated wrong credential against itself, not against the others of its network', () => {
    const logins = new FailedLogins();
    for (let i = 0; i < 10_000; i++) {
      if (logins.waitMs(GATEWAY, 'stale', NOW) === 0) logins.recordFailure(GATEWAY, 'stale', NOW);
    }
    expect(logins.waitMs(GATEWAY, 'stale', NOW)).toBe(1000);
    expect(guess(logins, GATEWAY, 100, NOW)).toBe(29);
  });

  it('remembers a bounded number of credentials and networks', () => {
    const logins = new FailedLogins();
    for (let i = 0; i < 100_000; i++) {
      logins.recordFailure(`network-${i}`, `digest-${i}`, NOW);
      logins.recordSuccess(`network-${i}`, `digest-${i}`, NOW);
    }
    expect(logins.size).toBe(40_000);
  });
});
