import type { JsonSchema } from '../../common/json/json-schema.js';
import { TIMESTAMP_RULE } from '../../common/time/timestamp.js';

const MAX_ID = 800;
/** No control characters, and not U+FFFD either: that is what NUL and half surrogate pairs have become. */
const PRINTABLE = '^[^\\u0000-\\u001f\\u007f\\ufffd]*$';

const ID: JsonSchema = { type: ['string', 'null'], maxLength: MAX_ID, pattern: PRINTABLE };
const TIME: JsonSchema = {
  type: ['string', 'null'],
  format: 'date-time',
  description: `It ${TIMESTAMP_RULE}.`,
};
const EXACT: JsonSchema = { 'x-json-text': 'exact', description: 'Any JSON.' };
const JSONB: JsonSchema = { 'x-json-text': 'jsonb', description: 'Any JSON, usually an object.' };
const BUCKETS: JsonSchema = { type: ['object', 'null'], maxProperties: 200 };

function text(maxLength: number): JsonSchema {
  return { type: ['string', 'null'], maxLength };
}

export const TRACE_BODY: JsonSchema = {
  type: 'object',
  properties: {
    id: ID,
    timestamp: TIME,
    name: text(1000),
    externalId: ID,
    input: EXACT,
    output: EXACT,
    sessionId: ID,
    userId: ID,
    environment: text(200),
    metadata: JSONB,
    release: text(200),
    version: text(200),
    public: { type: ['boolean', 'null'] },
    bookmarked: { type: ['boolean', 'null'] },
    tags: { type: ['array', 'null'], maxItems: 1000, items: { type: 'string', maxLength: 200 } },
  },
};

export const OBSERVATION_BODY: JsonSchema = {
  type: 'object',
  properties: {
    id: ID,
    traceId: ID,
    type: { type: ['string', 'null'], maxLength: 50 },
    name: text(1000),
    startTime: TIME,
    endTime: TIME,
    completionStartTime: TIME,
    parentObservationId: ID,
    environment: text(200),
    level: { type: ['string', 'null'], maxLength: 50, description: 'DEBUG, DEFAULT, WARNING or ERROR.' },
    statusMessage: text(100_000),
    version: text(200),
    model: text(500),
    modelParameters: JSONB,
    input: EXACT,
    output: EXACT,
    prompt: EXACT,
    completion: EXACT,
    metadata: JSONB,
    usage: BUCKETS,
    usageDetails: BUCKETS,
    costDetails: BUCKETS,
    promptName: text(1000),
    promptVersion: { type: ['integer', 'null'], minimum: 0, maximum: 2_147_483_647 },
  },
};

export const SCORE_BODY: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    id: ID,
    traceId: ID,
    sessionId: ID,
    datasetRunId: ID,
    observationId: ID,
    name: { type: 'string', minLength: 1, maxLength: 1000 },
    value: { type: ['number', 'string', 'boolean', 'null'] },
    dataType: text(50),
    comment: text(100_000),
    metadata: JSONB,
    environment: text(200),
    configId: ID,
    queueId: ID,
    source: text(50),
    timestamp: TIME,
  },
};

const ENVELOPE: Readonly<Record<string, JsonSchema>> = {
  id: {
    type: 'string',
    minLength: 1,
    maxLength: MAX_ID,
    description: 'Of the event, not of what it is about.',
  },
  type: { type: 'string', description: 'Such as trace-create or generation-update.' },
  timestamp: {
    type: 'string',
    format: 'date-time',
    description: 'When it happened, by the clock of the client.',
  },
};

/** What all events have in common; the body has a schema for each type. */
export const EVENT: JsonSchema = {
  type: 'object',
  required: ['id', 'type', 'timestamp', 'body'],
  properties: { ...ENVELOPE, body: { type: 'object' } },
};

/** How to read an event before its type is known. */
export const ANY_EVENT: JsonSchema = {
  type: 'object',
  properties: {
    ...ENVELOPE,
    body: {
      type: 'object',
      properties: { ...SCORE_BODY.properties, ...TRACE_BODY.properties, ...OBSERVATION_BODY.properties },
    },
  },
};

/** Body of POST /api/public/ingestion. */
export const INGESTION_BATCH_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'Events of a Langfuse SDK.',
  required: ['batch'],
  properties: {
    batch: {
      type: 'array',
      maxItems: 20_000,
      items: { 'x-json-text': 'exact' },
      description: 'Events. Each stands for itself: what is wrong with one harms no other.',
    },
  },
  examples: [
    {
      batch: [
        {
          id: 'event-1',
          type: 'trace-create',
          timestamp: '2026-01-31T08:00:00.000Z',
          body: { id: 'example-trace', name: 'chat', userId: 'alice' },
        },
      ],
    },
  ],
};
