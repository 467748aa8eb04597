import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { RateLimitErrorResponseDto } from '../../common/http/rate-limit-error-response.dto.js';
import { RETRY_AFTER_HEADER } from './retry-after-header.js';

/** What the throttler guard reads from a route. */
export const QUERY_ROUTE = 'xtrace:query-route';

/** Counts against the query rate limit of the caller's credential, together with all other query routes. */
export function QueryRoute(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(QUERY_ROUTE, true),
    ApiTooManyRequestsResponse({
      type: RateLimitErrorResponseDto,
      description: 'The credential is over its query rate limit.',
      headers: RETRY_AFTER_HEADER,
    }),
  );
}
