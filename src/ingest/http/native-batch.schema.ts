import type { JsonSchema } from '../../common/json/json-schema.js';
import { TIMESTAMP_RULE } from '../../common/time/timestamp.js';
import { MAX_TOKENS } from '../domain/amounts.js';
import { MAX_TAGS } from '../domain/merge-limits.js';

const MAX_ID = 800;
const MAX_MONEY = 1e12;
/** No control characters, and not U+FFFD either: that is what NUL and half surrogate pairs have become. */
const PRINTABLE = '^[^\\u0000-\\u001f\\u007f\\ufffd]*$';

function id(description: string): JsonSchema {
  return { type: 'string', minLength: 1, maxLength: MAX_ID, pattern: PRINTABLE, description };
}

function optionalId(description: string): JsonSchema {
  return { type: ['string', 'null'], maxLength: MAX_ID, pattern: PRINTABLE, description };
}

function text(maxLength: number, description: string): JsonSchema {
  return { type: ['string', 'null'], maxLength, description };
}

function time(description: string): JsonSchema {
  return {
    type: ['string', 'null'],
    format: 'date-time',
    description: `${description} It ${TIMESTAMP_RULE}.`,
  };
}

function count(description: string): JsonSchema {
  return { type: ['integer', 'null'], minimum: 0, maximum: MAX_TOKENS, description };
}

function countInUsage(description: string): JsonSchema {
  return { ...count(description), type: ['integer', 'string', 'null'] };
}

function money(description: string): JsonSchema {
  return { type: ['number', 'null'], minimum: 0, maximum: MAX_MONEY, description };
}

function seconds(description: string): JsonSchema {
  return {
    type: ['number', 'null'],
    description: `${description} Seconds; a negative value counts as not given.`,
  };
}

function json(kind: 'exact' | 'jsonb', description: string): JsonSchema {
  return { 'x-json-text': kind, description };
}

const INPUT = json('exact', 'Any JSON. Comes back as it was sent: digits, key order, spacing.');
const METADATA = json(
  'jsonb',
  'Any JSON of at most 10000 values, usually an object. Objects of several writes are merged member by member, and may have as much together.',
);
const ENVIRONMENT = text(200, 'Where it ran, such as production. Default: default.');
const PROJECT = text(MAX_ID, 'May be given, and then must be the project of the credential (403 otherwise).');

const TRACE: JsonSchema = {
  type: ['object', 'null'],
  description: 'The trace that the observations belong to, or any other one.',
  required: ['id'],
  properties: {
    id: id('Identifies the trace within the project.'),
    timestamp: time('When the trace began. Default: the first start of its observations, else now.'),
    name: text(1000, 'What was done.'),
    input: INPUT,
    output: INPUT,
    sessionId: optionalId('The session (conversation) that the trace belongs to.'),
    session_id: optionalId('The same as sessionId.'),
    release: text(200, 'Release of the application.'),
    version: text(200, 'Version of what was traced.'),
    userId: optionalId('Who caused it.'),
    metadata: METADATA,
    tags: {
      type: ['array', 'null'],
      maxItems: MAX_TAGS,
      items: { type: 'string', maxLength: 200 },
      description: 'Tags of several writes are united; a trace may have as many as a write.',
    },
    public: { type: ['boolean', 'null'], description: 'Whether the trace may be shown to anyone.' },
    environment: ENVIRONMENT,
    externalId: optionalId('Id of the trace in another system.'),
    bookmarked: { type: ['boolean', 'null'], description: 'Marked by a user.' },
    latency: seconds('How long it took. Default: from the first start to the last end of its observations.'),
    totalCost: money('USD. Default: the sum of the costs of its observations.'),
    projectId: PROJECT,
  },
};

const USAGE: JsonSchema = {
  type: ['object', 'null'],
  description:
    'Tokens (or other units) and costs: these members, or what the API of a vendor returned as usage, as it is (OpenAI, Anthropic, Gemini and others), which becomes buckets that do not overlap. The fields of the observation itself win.',
  additionalProperties: {},
  properties: {
    input: countInUsage('Input tokens.'),
    output: countInUsage('Output tokens.'),
    total: countInUsage('All tokens.'),
    promptTokens: countInUsage('The same as input.'),
    completionTokens: countInUsage('The same as output.'),
    totalTokens: countInUsage('The same as total.'),
    unit: text(50, 'Such as TOKENS.'),
    inputCost: money('USD.'),
    outputCost: money('USD.'),
    totalCost: money('USD.'),
  },
};

const OBSERVATION: JsonSchema = {
  type: 'object',
  description: 'A step of a trace: a model call, a tool call, a span …',
  required: ['id', 'traceId'],
  properties: {
    id: id('Identifies the observation within its trace. A second write merges into the first.'),
    traceId: id('The trace that it belongs to; made when it is not known yet.'),
    type: text(
      50,
      'GENERATION, SPAN, EVENT, AGENT, TOOL, CHAIN, RETRIEVER, EMBEDDING … Default: GENERATION.',
    ),
    name: text(1000, 'What was done.'),
    startTime: time('When it began. Default: the time of the write.'),
    endTime: time('When it ended.'),
    completionStartTime: time('When the first token came.'),
    model: text(500, 'Model, as the application calls it.'),
    modelParameters: json('jsonb', 'Such as {"temperature": 0.2}.'),
    input: INPUT,
    output: INPUT,
    usage: USAGE,
    usageDetails: {
      type: ['object', 'null'],
      maxProperties: 200,
      description:
        'Counts by bucket, of any names, or what the API of a vendor returned as usage. Wins over usage; the fields of the observation itself win over it.',
    },
    level: text(50, 'DEBUG, DEFAULT, WARNING or ERROR. Default: DEFAULT.'),
    statusMessage: text(100_000, 'Such as the message of the error.'),
    parentObservationId: optionalId('The observation that it is part of.'),
    promptId: optionalId('Prompt that was used.'),
    promptName: text(1000, 'Its name.'),
    promptVersion: {
      type: ['integer', 'string', 'null'],
      description: 'Its version: a whole number, or a text of one.',
    },
    modelId: optionalId('Model in a price table.'),
    inputPrice: money('USD a unit.'),
    outputPrice: money('USD a unit.'),
    totalPrice: money('USD a unit.'),
    calculatedInputCost: money('USD.'),
    calculatedOutputCost: money('USD.'),
    calculatedTotalCost: money('USD. Default: input and output cost together.'),
    latency: seconds('How long it took. Default: from start to end.'),
    timeToFirstToken: seconds('From the start to the first token.'),
    completionTokens: count('Output tokens.'),
    promptTokens: count('Input tokens.'),
    totalTokens: count('All tokens. Default: input and output together.'),
    unit: text(50, 'Such as TOKENS.'),
    metadata: METADATA,
    environment: ENVIRONMENT,
    version: text(200, 'Version of what was observed.'),
    projectId: PROJECT,
  },
};

/** Body of POST /v1/l/batch. Unknown members are ignored; every member but the ids may be null. */
export const NATIVE_BATCH_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'A trace, observations, or both. Unknown members are ignored.',
  properties: {
    trace: TRACE,
    observations: {
      type: ['array', 'null'],
      maxItems: 20_000,
      items: OBSERVATION,
      description: 'Observations of this trace or of others, in any order.',
    },
  },
  // Without times, so that whoever tries it finds it among the newest traces.
  examples: [
    {
      trace: {
        id: 'example-trace',
        name: 'chat',
        userId: 'alice',
        tags: ['prod'],
      },
      observations: [
        {
          id: 'example-observation',
          traceId: 'example-trace',
          type: 'GENERATION',
          name: 'llm',
          model: 'gpt-4o-mini',
          input: { role: 'user', content: 'hi' },
          output: { role: 'assistant', content: 'hello' },
          usage: { input: 9, output: 3, total: 12 },
        },
      ],
    },
  ],
};
