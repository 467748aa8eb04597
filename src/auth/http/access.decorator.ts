import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBasicAuth, ApiBearerAuth, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { TooManyRequestsResponse } from './too-many-requests-response.decorator.js';

/** What the access guard reads from a route. A route without it is denied. */
export const ACCESS = 'xtrace:access';
export type Access = 'public' | 'authenticated' | 'compat-public' | 'signed';

/** What the access guard reads from a route that a credential for scores may call. */
export const SCORES_SCOPE = 'xtrace:scores-scope';

type ClassOrMethodDecorator = ClassDecorator & MethodDecorator;

/** No credential needed, and none looked at. */
export function Public(): ClassOrMethodDecorator {
  return SetMetadata(ACCESS, 'public' satisfies Access);
}

/** The URL is the credential: it was signed by the server, and the route itself refuses (403) what is not, or has expired. */
export function Signed(): ClassOrMethodDecorator {
  return applyDecorators(
    SetMetadata(ACCESS, 'signed' satisfies Access),
    ApiForbiddenResponse({
      type: ErrorResponseDto,
      description: 'The URL is not one that was given out for this, or it has expired.',
    }),
  );
}

/** Needs the bearer token or the key pair. */
export function Authenticated(): ClassOrMethodDecorator {
  return applyDecorators(SetMetadata(ACCESS, 'authenticated' satisfies Access), describeAccess());
}

/** Besides {@link Authenticated}: a credential that is good for scores only may call it too. The route refuses what is no score. */
export function AllowsScoresScope(): ClassOrMethodDecorator {
  return SetMetadata(SCORES_SCOPE, true);
}

/** Like {@link Authenticated}, but open where the configuration leaves compatibility routes open and names no key pair. */
export function CompatPublic(): ClassOrMethodDecorator {
  return applyDecorators(SetMetadata(ACCESS, 'compat-public' satisfies Access), describeAccess());
}

/** Made anew for each route: decorators of @nestjs/swagger keep state. */
function describeAccess(): ClassOrMethodDecorator {
  return applyDecorators(
    ApiBearerAuth(),
    ApiBasicAuth(),
    ApiForbiddenResponse({
      type: ErrorResponseDto,
      description:
        'The credential is known, but not good for this: a public key alone may only write scores, and nobody may write to another project.',
    }),
    ApiUnauthorizedResponse({
      type: ErrorResponseDto,
      description: 'The credential is missing or wrong.',
      example: { message: 'Unauthorized', code: 'UNAUTHORIZED', data: null },
      headers: {
        'WWW-Authenticate': {
          description: 'The ways to authenticate.',
          schema: { type: 'string', example: 'Bearer realm="xtrace", Basic realm="xtrace"' },
        },
      },
    }),
    TooManyRequestsResponse('Too many wrong credentials came from this address.'),
  );
}
