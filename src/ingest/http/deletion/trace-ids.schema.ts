import type { JsonSchema } from '../../../common/json/json-schema.js';

/** Body of DELETE /api/public/traces. */
export const TRACE_IDS: JsonSchema = {
  type: 'object',
  description: 'Which traces.',
  required: ['traceIds'],
  properties: {
    traceIds: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      description: 'Their ids, 128 bits in hexadecimal with or without hyphens.',
      items: { type: 'string', minLength: 1, maxLength: 800 },
    },
  },
  examples: [{ traceIds: ['0af7651916cd43dd8448eb211c80319c'] }],
};
