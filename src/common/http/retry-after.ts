/** Clients that were refused together come back over as many seconds, not all at once. */
const SPREAD_SECONDS = 5;

/**
 * The Retry-After header of a refusal that passes: from the given seconds on, at random.
 * @param random from 0 to below 1, like Math.random
 */
export function spreadRetryAfter(leastSeconds: number, random: () => number): string {
  return String(leastSeconds + Math.floor(random() * SPREAD_SECONDS));
}
