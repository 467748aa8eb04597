import { ErrorResponseDto } from './error-response.dto.js';
import type { RateLimitErrorMetaDto } from './rate-limit-error-meta.dto.js';

/** The body of a 429. */
export class RateLimitErrorResponseDto extends ErrorResponseDto {
  meta: RateLimitErrorMetaDto;
}
