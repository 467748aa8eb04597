/** Whole numbers, both at least 1. */
export interface RateLimit {
  readonly ratePerSecond: number;
  /** How many may come at once after a pause. */
  readonly burst: number;
}

export interface TokenBucket {
  /** Thousandths of a token. As rates are whole and time is in whole milliseconds, it never has to be rounded. */
  readonly level: number;
  readonly updatedAtMs: number;
}

export interface TakeResult {
  readonly bucket: TokenBucket;
  readonly isAdmitted: boolean;
}

const TOKEN = 1000;

export function fullBucket(limit: RateLimit, nowMs: number): TokenBucket {
  return { level: limit.burst * TOKEN, updatedAtMs: nowMs };
}

/** A clock that was set back adds nothing, and does not delay what comes next. */
export function refill(bucket: TokenBucket, limit: RateLimit, nowMs: number): TokenBucket {
  const gained = Math.max(0, nowMs - bucket.updatedAtMs) * limit.ratePerSecond;
  return { level: Math.min(limit.burst * TOKEN, bucket.level + gained), updatedAtMs: nowMs };
}

/** Takes one token if there is one. Being turned away costs nothing. */
export function take(bucket: TokenBucket, limit: RateLimit, nowMs: number): TakeResult {
  const refilled = refill(bucket, limit, nowMs);
  if (refilled.level < TOKEN) return { bucket: refilled, isAdmitted: false };
  return { bucket: { ...refilled, level: refilled.level - TOKEN }, isAdmitted: true };
}

/** Milliseconds until {@link take} succeeds; 0 where it would at once. */
export function waitMs(bucket: TokenBucket, limit: RateLimit, nowMs: number): number {
  const missing = TOKEN - refill(bucket, limit, nowMs).level;
  return Math.max(0, Math.ceil(missing / limit.ratePerSecond));
}

export function wholeTokens(bucket: TokenBucket): number {
  return Math.floor(bucket.level / TOKEN);
}
