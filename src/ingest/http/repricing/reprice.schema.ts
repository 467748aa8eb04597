import type { JsonSchema } from '../../../common/json/json-schema.js';

/** Body of POST /api/public/models/reprice. */
export const REPRICE: JsonSchema = {
  type: 'object',
  description: 'Which observations are to be priced again.',
  required: ['fromTimestamp', 'toTimestamp'],
  // A model that is misspelt must not become all models.
  additionalProperties: false,
  properties: {
    fromTimestamp: {
      type: 'string',
      minLength: 1,
      description: 'Those that begin at this instant or later: RFC 3339.',
    },
    toTimestamp: { type: 'string', minLength: 1, description: 'And before this one.' },
    model: {
      type: ['string', 'null'],
      minLength: 1,
      maxLength: 1000,
      description: 'Only those of this model, as the observations name it; all where it is left out.',
    },
  },
  examples: [
    { fromTimestamp: '2026-01-01T00:00:00Z', toTimestamp: '2026-02-01T00:00:00Z', model: 'gpt-4o-mini' },
  ],
};
