import type { JsonSchema } from '../../common/json/json-schema.js';
import { TIMESTAMP_RULE } from '../../common/time/timestamp.js';

const MAX_ID = 800;
/** No control characters, and not U+FFFD either: that is what NUL and half surrogate pairs have become. */
const PRINTABLE = '^[^\\u0000-\\u001f\\u007f\\ufffd]*$';

const ID: JsonSchema = { type: ['string', 'null'], maxLength: MAX_ID, pattern: PRINTABLE };
const REQUIRED_ID: JsonSchema = { type: 'string', minLength: 1, maxLength: MAX_ID, pattern: PRINTABLE };
const FLAG: JsonSchema = { type: ['boolean', 'null'] };
const EXACT: JsonSchema = { 'x-json-text': 'exact' };
const JSONB: JsonSchema = { 'x-json-text': 'jsonb' };
const BUCKETS: JsonSchema = { type: ['object', 'null'], maxProperties: 200 };

function text(maxLength: number): JsonSchema {
  return { type: ['string', 'null'], maxLength };
}

function time(what: string): JsonSchema {
  return { type: ['string', 'null'], format: 'date-time', description: `${what} It ${TIMESTAMP_RULE}.` };
}

function about(description: string, schema: JsonSchema): JsonSchema {
  return { ...schema, description };
}

/** Longer than one can be, as one that cannot be is never an error: see environmentName. */
const ENVIRONMENT = about('Such as production or staging; default where nothing is said.', text(100_000));
const METADATA = about('Any JSON, usually an object. Merged with what was said before.', JSONB);

export const TRACE_BODY: JsonSchema = {
  type: 'object',
  description: 'What is said of a trace; what is absent stays as it is.',
  properties: {
    id: about('Of the trace.', ID),
    timestamp: time('When it began.'),
    name: about('For people.', text(1000)),
    externalId: about('Its id in another system.', ID),
    input: about('Any JSON.', EXACT),
    output: about('Any JSON.', EXACT),
    sessionId: about('The session that it belongs to.', ID),
    userId: about('Whom it served.', ID),
    environment: ENVIRONMENT,
    metadata: METADATA,
    release: about('Of the application.', text(1000)),
    version: about('Of the trace.', text(1000)),
    public: about('Whether anyone may see it.', FLAG),
    bookmarked: about('Whether it is marked for later.', FLAG),
    tags: {
      type: ['array', 'null'],
      maxItems: 1000,
      items: { type: 'string', maxLength: 500 },
      description: 'Added to those that it has.',
    },
  },
  examples: [{ id: 'example-trace', name: 'chat', userId: 'alice', input: { question: 'Why?' } }],
};

export const OBSERVATION_BODY: JsonSchema = {
  type: 'object',
  description: 'What is said of an observation; what is absent stays as it is.',
  properties: {
    id: about('Of the observation.', ID),
    traceId: about('The trace that it belongs to; one of its own where none is named.', ID),
    type: about('SPAN, GENERATION, EVENT …: where the event does not say it.', text(50)),
    name: about('For people.', text(1000)),
    startTime: time('When it began.'),
    endTime: time('When it ended.'),
    completionStartTime: time('When the first token came.'),
    parentObservationId: about('The observation that it is a part of.', ID),
    environment: ENVIRONMENT,
    level: about('DEBUG, DEFAULT, WARNING or ERROR.', text(50)),
    statusMessage: about('Why it has its level.', text(1_000_000)),
    version: about('Of what was observed.', text(1000)),
    model: about('The name of the model.', text(500)),
    modelParameters: about('What the model was called with.', JSONB),
    input: about('Any JSON.', EXACT),
    output: about('Any JSON.', EXACT),
    prompt: about('Another name of input.', EXACT),
    completion: about('Another name of output.', EXACT),
    metadata: METADATA,
    usage: about('What was used: input, output, total and unit, and what they cost.', BUCKETS),
    usageDetails: about('What was used, by kind. Wins over usage.', BUCKETS),
    costDetails: about('What it cost, by kind, in USD.', BUCKETS),
    promptName: about('The prompt that was used; goes with promptVersion.', text(1000)),
    promptVersion: {
      type: ['integer', 'null'],
      minimum: 0,
      maximum: 2_147_483_647,
      description: 'The version of the prompt that was used.',
    },
  },
  examples: [{ id: 'example-span', traceId: 'example-trace', name: 'retrieve' }],
};

export const SCORE_BODY: JsonSchema = {
  type: 'object',
  description: 'A score of a trace, an observation, a session or a dataset run.',
  required: ['name'],
  properties: {
    id: about('Of the score.', ID),
    traceId: about('The trace that is scored.', ID),
    sessionId: about('The session that is scored.', ID),
    datasetRunId: about('The dataset run that is scored.', ID),
    observationId: about('The observation of the trace that is scored.', ID),
    name: { type: 'string', minLength: 1, maxLength: 1000, description: 'What is scored.' },
    value: {
      type: ['number', 'string', 'boolean', 'null'],
      description: 'A number, or the text of a category.',
    },
    dataType: about(
      'NUMERIC, BOOLEAN, CATEGORICAL, TEXT or CORRECTION: that of the value by default.',
      text(50),
    ),
    comment: about('Why. Null clears what was said before.', text(1_000_000)),
    metadata: METADATA,
    environment: ENVIRONMENT,
    configId: about('The score config that it is held to.', ID),
    queueId: about('The annotation queue that it comes from.', ID),
    source: about('API (default), ANNOTATION or EVAL.', text(50)),
    timestamp: time('When it was given.'),
  },
  examples: [{ traceId: 'example-trace', name: 'helpfulness', value: 0.9 }],
};

/** What an event by itself says of an observation that is there: as in a batch, but for the name of its id. */
export const SPAN_CHANGE = changeOf('spanId');
export const GENERATION_CHANGE = changeOf('generationId');

function changeOf(idMember: string): JsonSchema {
  const others = Object.entries(OBSERVATION_BODY.properties ?? {}).filter(([name]) => name !== 'id');
  return {
    ...OBSERVATION_BODY,
    required: [idMember],
    properties: {
      [idMember]: about('Of the observation.', REQUIRED_ID),
      ...Object.fromEntries(others),
      traceId: about('The trace that it belongs to. Where none is named: the one that it has.', ID),
    },
    examples: [{ [idMember]: 'example-span', traceId: 'example-trace', endTime: '2026-01-31T08:00:01Z' }],
  };
}

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
