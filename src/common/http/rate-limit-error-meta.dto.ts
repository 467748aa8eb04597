import type { RateLimitStateDto } from './rate-limit-state.dto.js';

/** What a 429 says besides the error. */
export class RateLimitErrorMetaDto {
  rate_limit: RateLimitStateDto;
}
