import type { JsonSchema } from '../../common/json/json-schema.js';
import { MEDIA_FIELDS } from '../domain/media.js';

const ID: JsonSchema = { type: 'string', minLength: 1, maxLength: 800 };
const TOKEN = '[A-Za-z0-9!#$&^_.+-]{1,127}';

/** Body of POST /api/public/media. */
export const NEW_MEDIA: JsonSchema = {
  type: 'object',
  description: 'What is to be uploaded, and where it is referred to.',
  required: ['traceId', 'contentType', 'contentLength', 'sha256Hash', 'field'],
  properties: {
    traceId: { ...ID, description: 'The trace, which may come later.' },
    observationId: {
      ...ID,
      type: ['string', 'null'],
      description: 'The observation; absent or null where the trace itself is meant.',
    },
    contentType: {
      type: 'string',
      maxLength: 255,
      pattern: `^${TOKEN}/${TOKEN}( ?; ?${TOKEN}=("[A-Za-z0-9 !#$&^_.+,/:=-]*"|${TOKEN}))*$`,
      description: 'The media type of the bytes.',
    },
    contentLength: { type: 'integer', minimum: 1, description: 'How many bytes they are.' },
    sha256Hash: { type: 'string', description: 'Their SHA-256 hash in base64: 44 characters.' },
    field: { type: 'string', enum: MEDIA_FIELDS, description: 'Which field refers to them.' },
  },
  examples: [
    {
      traceId: 'trace-1',
      contentType: 'image/png',
      contentLength: 5,
      sha256Hash: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
      field: 'input',
    },
  ],
};

/** Body of PATCH /api/public/media/{mediaId}. */
export const UPLOAD_REPORT: JsonSchema = {
  type: 'object',
  description: 'How an upload went, as the client has seen it.',
  required: ['uploadedAt', 'uploadHttpStatus'],
  properties: {
    uploadedAt: { type: 'string', description: 'When it was over.' },
    uploadHttpStatus: { type: 'integer', description: 'The status of its answer.' },
    uploadHttpError: { type: ['string', 'null'], description: 'The body of its answer.' },
    uploadTimeMs: { type: ['integer', 'null'], description: 'How many milliseconds it took.' },
  },
  examples: [{ uploadedAt: '2026-01-31T08:00:01.000Z', uploadHttpStatus: 200, uploadTimeMs: 42 }],
};
