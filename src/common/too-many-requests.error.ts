import { DomainError } from './domain-error.js';
import { formatTimestamp, timestampFromMs } from './time/timestamp.js';

/** Over a rate limit. The same request is served once `resetAt` has come. */
export class TooManyRequestsError extends DomainError {
  /** Whole seconds, at least 1: the Retry-After header. */
  readonly retryAfterSeconds: number;
  /** How many requests the limit admits at this moment. */
  readonly remaining = 0;
  /** RFC 3339, UTC: when the limit admits the next request. */
  readonly resetAt: string;

  constructor(nowMs: number, waitMs: number) {
    super('TOO_MANY_REQUESTS', 'Too Many Requests');
    this.retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
    this.resetAt = formatTimestamp(timestampFromMs(nowMs + waitMs));
  }
}
