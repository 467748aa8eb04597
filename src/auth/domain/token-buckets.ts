import { LRUCache } from 'lru-cache';
import {
  fullBucket,
  refill,
  take,
  waitMs,
  wholeTokens,
  type RateLimit,
  type TokenBucket,
} from './token-bucket.js';

/**
 * One token bucket per key, all with the same limit. Holds at most `maxKeys`: the key that was not used for longest
 * makes room for a new one, and would start with a full bucket again. No timers.
 */
export class TokenBuckets {
  private readonly buckets: LRUCache<string, TokenBucket>;

  constructor(
    private readonly limit: RateLimit,
    maxKeys: number,
  ) {
    this.buckets = new LRUCache({ max: maxKeys });
  }

  get size(): number {
    return this.buckets.size;
  }

  has(key: string): boolean {
    return this.buckets.has(key);
  }

  /** Takes one token if there is one. */
  take(key: string, nowMs: number): boolean {
    const { bucket, isAdmitted } = take(this.bucket(key, nowMs), this.limit, nowMs);
    this.buckets.set(key, bucket);
    return isAdmitted;
  }

  /** Milliseconds until {@link take} succeeds; 0 where it would at once. */
  waitMs(key: string, nowMs: number): number {
    return waitMs(this.bucket(key, nowMs), this.limit, nowMs);
  }

  /** Whole tokens left. */
  remaining(key: string, nowMs: number): number {
    return wholeTokens(refill(this.bucket(key, nowMs), this.limit, nowMs));
  }

  private bucket(key: string, nowMs: number): TokenBucket {
    return this.buckets.get(key) ?? fullBucket(this.limit, nowMs);
  }
}
