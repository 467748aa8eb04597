import { applyDecorators, SetMetadata } from '@nestjs/common';
import { TooManyRequestsResponse } from './too-many-requests-response.decorator.js';

/** What the throttler guard reads from a route. */
export const QUERY_ROUTE = 'xtrace:query-route';

/** Counts against the query rate limit of the caller's credential, together with all other query routes. */
export function QueryRoute(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    SetMetadata(QUERY_ROUTE, true),
    TooManyRequestsResponse('The credential is over its query rate limit.'),
  );
}
