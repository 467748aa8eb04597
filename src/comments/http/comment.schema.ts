import type { JsonSchema } from '../../common/json/json-schema.js';
import { COMMENTED_TYPES } from '../domain/comment.js';

/** Body of POST /api/public/comments. */
export const NEW_COMMENT: JsonSchema = {
  type: 'object',
  description: 'What is to be said about something.',
  required: ['objectType', 'objectId', 'content'],
  properties: {
    projectId: {
      type: ['string', 'null'],
      maxLength: 800,
      description: 'The project of the credential; no other may be named.',
    },
    objectType: { type: 'string', enum: COMMENTED_TYPES, description: 'What kind of thing it is about.' },
    objectId: { type: 'string', minLength: 1, maxLength: 800, description: 'The id of what it is about.' },
    content: { type: 'string', minLength: 1, maxLength: 5000, description: 'The comment, in Markdown.' },
    authorUserId: { type: ['string', 'null'], maxLength: 800, description: 'Who says it.' },
  },
  examples: [{ objectType: 'TRACE', objectId: 'example-trace', content: 'Why so slow?' }],
};
