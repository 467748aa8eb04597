import type { ErrorCode } from '../domain-error.js';

const COMPATIBLE_ROUTES = '/api/public/';

/** Langfuse's names of errors: its SDKs tell a missing thing from a failure by `LangfuseNotFoundError`. */
const NAMES: Readonly<Record<ErrorCode, string>> = {
  UNAUTHORIZED: 'UnauthorizedError',
  FORBIDDEN: 'ForbiddenError',
  BAD_REQUEST: 'InvalidRequestError',
  NOT_FOUND: 'LangfuseNotFoundError',
  METHOD_NOT_ALLOWED: 'MethodNotAllowedError',
  CONFLICT: 'LangfuseConflictError',
  PAYLOAD_TOO_LARGE: 'PayloadTooLargeError',
  UNSUPPORTED_MEDIA_TYPE: 'UnsupportedMediaTypeError',
  RANGE_NOT_SATISFIABLE: 'RangeNotSatisfiableError',
  TOO_MANY_REQUESTS: 'TooManyRequestsError',
  SERVICE_UNAVAILABLE: 'ServiceUnavailableError',
  INTERNAL_ERROR: 'InternalServerError',
};

/** The further member of an error's body on the routes that clients of Langfuse call; undefined on all others. */
export function compatibleErrorName(code: ErrorCode, path: string): string | undefined {
  return path.toLowerCase().startsWith(COMPATIBLE_ROUTES) ? NAMES[code] : undefined;
}
