import type { ErrorCode } from '../common/domain-error.js';
import { mapValues } from './map-values.js';
import { schemaReference } from './name-schemas.js';
import type { Header, Operation, Response } from './openapi-document.js';

export const ERROR_SCHEMA = 'ErrorResponse';
/** Its clients give up what they have sent when they read 500: there it is a 503. */
const NEVER_500 = 'OpenTelemetry';

const CODES: Readonly<Record<string, ErrorCode>> = {
  '400': 'BAD_REQUEST',
  '401': 'UNAUTHORIZED',
  '403': 'FORBIDDEN',
  '404': 'NOT_FOUND',
  '405': 'METHOD_NOT_ALLOWED',
  '409': 'CONFLICT',
  '413': 'PAYLOAD_TOO_LARGE',
  '415': 'UNSUPPORTED_MEDIA_TYPE',
  '416': 'RANGE_NOT_SATISFIABLE',
  '429': 'TOO_MANY_REQUESTS',
  '500': 'INTERNAL_ERROR',
  '503': 'SERVICE_UNAVAILABLE',
};

export const ERROR_HEADERS: Readonly<Record<string, Header>> = {
  'Retry-After': {
    description: 'Whole seconds after which to try again, at least 1.',
    schema: { type: 'integer', minimum: 1, examples: [1] },
  },
};

/** Adds the errors that need no declaration, and shows for each error what its body looks like. */
export function withErrorResponses(operation: Operation): Operation {
  const responses = { ...commonErrors(operation), ...operation.responses };
  return { ...operation, responses: mapValues(responses, withErrorExample) };
}

/** What any route can answer, and what any route can answer that reads something from the request. */
function commonErrors({ parameters = [], requestBody, tags = [] }: Operation): Record<string, Response> {
  const readsInput = parameters.length > 0 || requestBody !== undefined;
  return {
    ...(readsInput && { '400': errorResponse('The request is malformed.') }),
    ...(!tags.includes(NEVER_500) && {
      '500': errorResponse(
        'The server made a mistake. Its log says more under the X-Request-Id of the answer.',
      ),
    }),
  };
}

function errorResponse(description: string): Response {
  return {
    description,
    content: { 'application/json': { schema: { $ref: schemaReference(ERROR_SCHEMA) } } },
  };
}

function withErrorExample(response: Response, status: string): Response {
  const media = response.content?.['application/json'];
  if (media?.schema.$ref !== schemaReference(ERROR_SCHEMA)) return response;
  const own = { message: response.description.replace(/\.$/, ''), code: CODES[status], data: null };
  return {
    ...response,
    ...(status === '503' && { headers: { ...referTo('Retry-After'), ...response.headers } }),
    content: { 'application/json': { ...media, example: media.example ?? own } },
  };
}

function referTo(header: string): Response['headers'] {
  return { [header]: { $ref: `#/components/headers/${header}` } };
}
