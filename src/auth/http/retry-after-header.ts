/** How the OpenAPI document describes the header of a 429. */
export const RETRY_AFTER_HEADER = {
  'Retry-After': {
    description: 'Seconds to wait before the next attempt, at least 1.',
    schema: { type: 'integer' as const, minimum: 1, example: 1 },
  },
};
