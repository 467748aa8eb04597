const ID = { type: 'string', minLength: 1, maxLength: 800 };
const TEXT = { type: 'string', minLength: 1 };
const INSTANT = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' };
const AMOUNT = { type: 'number', minimum: 0 };
const TOKENS = { type: 'integer', minimum: 0 };
const ENVIRONMENT = { type: 'string', pattern: '^(?!langfuse)[a-z0-9_-]{1,40}$' };
const METADATA = {
  type: 'object',
  properties: {
    run_id: TEXT,
    session_id: TEXT,
    turn_id: TEXT,
    step_id: TEXT,
    parent_step_id: TEXT,
    step_type: {
      enum: ['llm_call', 'tool_call', 'retrieval', 'planner', 'memory_write', 'handoff'],
    },
    attempt_index: TOKENS,
  },
};

const TRACE = {
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'timestamp',
    'name',
    'userId',
    'release',
    'version',
    'environment',
    'tags',
    'metadata',
    'input',
  ],
  properties: {
    id: ID,
    timestamp: INSTANT,
    name: TEXT,
    userId: TEXT,
    sessionId: ID,
    release: TEXT,
    version: TEXT,
    environment: ENVIRONMENT,
    tags: { type: 'array', items: TEXT, uniqueItems: true },
    metadata: METADATA,
    input: {},
    output: {},
  },
};

const OBSERVATION = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'traceId', 'type', 'name', 'startTime', 'level', 'environment', 'version', 'metadata'],
  properties: {
    id: ID,
    traceId: ID,
    parentObservationId: ID,
    type: {
      enum: [
        'AGENT',
        'CHAIN',
        'EMBEDDING',
        'EVALUATOR',
        'EVENT',
        'GENERATION',
        'GUARDRAIL',
        'RETRIEVER',
        'SPAN',
        'TOOL',
      ],
    },
    name: TEXT,
    startTime: INSTANT,
    endTime: INSTANT,
    completionStartTime: INSTANT,
    level: { enum: ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'] },
    statusMessage: TEXT,
    environment: ENVIRONMENT,
    version: TEXT,
    input: {},
    output: {},
    metadata: { ...METADATA, required: ['run_id', 'step_id'] },
    model: TEXT,
    modelParameters: { type: 'object' },
    promptName: TEXT,
    promptVersion: { type: 'integer', minimum: 1 },
    usage: {
      type: 'object',
      additionalProperties: false,
      required: ['input', 'output', 'total'],
      properties: { input: TOKENS, output: TOKENS, total: TOKENS },
    },
    unit: { const: 'TOKENS' },
    inputPrice: AMOUNT,
    outputPrice: AMOUNT,
    calculatedInputCost: AMOUNT,
    calculatedOutputCost: AMOUNT,
    calculatedTotalCost: AMOUNT,
    latency: AMOUNT,
    timeToFirstToken: AMOUNT,
  },
};

/** What `POST /v1/l/batch` takes, narrowed to the fields that the demo sends. */
export const TRACE_BATCH_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['trace', 'observations'],
  properties: { trace: TRACE, observations: { type: 'array', minItems: 1, items: OBSERVATION } },
};

/** What `POST /v1/metrics/batch` takes. */
export const METRIC_BATCH_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['metrics'],
  properties: {
    metrics: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'labels', 'value', 'timestamp'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 256 },
          labels: { type: 'object', additionalProperties: TEXT },
          value: { type: 'number' },
          timestamp: INSTANT,
        },
      },
    },
  },
};
