import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Clock } from '../../common/clock.js';
import { AppConfig } from '../../config/app-config.js';
import { RateLimitStats } from '../domain/rate-limit-stats.js';
import { TokenBuckets } from '../domain/token-buckets.js';

const MAX_CLIENTS = 10_000;
const MS_PER_SECOND = 1000;

type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * The throttler's storage as token buckets. The throttler thinks in hits per window, which cannot say "rate and burst";
 * so the limit comes from the configuration and not from the arguments.
 */
@Injectable()
export class TokenBucketStorage implements ThrottlerStorage {
  private readonly buckets: TokenBuckets;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly stats: RateLimitStats,
  ) {
    this.buckets = new TokenBuckets(
      { ratePerSecond: config.rateLimitQps, burst: config.rateLimitBurst },
      MAX_CLIENTS,
    );
  }

  /** How many clients have a bucket at this moment. */
  get size(): number {
    return this.buckets.size;
  }

  /** Times in seconds, with fractions. */
  increment(clientKey: string): Promise<ThrottlerRecord> {
    const nowMs = this.clock.now();
    const isAdmitted = this.buckets.take(clientKey, nowMs);
    if (isAdmitted) this.stats.recordAllowed();
    else this.stats.recordRejected(clientKey);
    const waitSeconds = this.buckets.waitMs(clientKey, nowMs) / MS_PER_SECOND;
    return Promise.resolve({
      totalHits: this.config.rateLimitBurst - this.buckets.remaining(clientKey, nowMs),
      timeToExpire: waitSeconds,
      isBlocked: !isAdmitted,
      timeToBlockExpire: isAdmitted ? 0 : waitSeconds,
    });
  }
}
