import { ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { RateLimitErrorResponseDto } from '../../common/http/rate-limit-error-response.dto.js';

/** Documents a 429. Where a route has several reasons for it, the descriptions are joined. */
export function TooManyRequestsResponse(description: string): ClassDecorator & MethodDecorator {
  return ApiTooManyRequestsResponse({
    type: RateLimitErrorResponseDto,
    description,
    example: {
      message: 'Too Many Requests',
      code: 'TOO_MANY_REQUESTS',
      data: null,
      meta: { rate_limit: { remaining: 0, reset_at: '2026-01-31T08:00:00.050Z' } },
    },
    headers: {
      'Retry-After': {
        description: 'Seconds to wait before the next attempt, at least 1.',
        schema: { type: 'integer', minimum: 1, example: 1 },
      },
    },
  });
}
