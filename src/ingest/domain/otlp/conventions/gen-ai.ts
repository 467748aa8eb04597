import type { AttributeValue } from '../attribute-value.js';
import type { Convention, ObservationType } from '../convention.js';
import { GENERIC_USAGE } from '../generic-usage.js';
import {
  arrayJson,
  isArrayJson,
  objectJson,
  parsedJson,
  textJson,
  valueJson,
  type Json,
} from '../json-text.js';
import { memberOf, costOf, usageOf } from '../token-usage.js';
import { timeAfterStart } from '../span-times.js';
import { structureJson, type SpanReader } from '../span-reader.js';

const OPERATION = 'gen_ai.operation.name';

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ...['chat', 'completion', 'text_completion', 'generate_content', 'generate'].map(
    (name) => [name, 'GENERATION'] as const,
  ),
  ['embeddings', 'EMBEDDING'],
  ['invoke_agent', 'AGENT'],
  ['create_agent', 'AGENT'],
  ['agent_step', 'AGENT'],
  ['execute_tool', 'TOOL'],
  ['retrieval', 'RETRIEVER'],
  ['invoke_workflow', 'CHAIN'],
]);

/** Such a span is an operation of many steps, and its usage that of them all. */
const SUMS: ReadonlySet<string> = new Set(['invoke_agent', 'agent_step', 'invoke_workflow']);

const TIMES_TO_FIRST_CHUNK = [
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.client.operation.time_to_first_chunk',
];

/** The semantic conventions of OpenTelemetry for generative AI, as they stand, with the spellings that came before. */
export const genAi: Convention = {
  title: 'OpenTelemetry GenAI',
  keys: ['gen_ai.'],
  type: (span) => TYPES.get(span.text(OPERATION) ?? ''),
  sumsUp: (span) => (SUMS.has(span.text(OPERATION) ?? '') ? true : undefined),
  input: (span) => {
    const messages = span.takeStructure(['gen_ai.input.messages']);
    if (messages === undefined) return span.takeStructure(['gen_ai.retrieval.query.text', 'gen_ai.prompt']);
    return withInstructions(span, messages);
  },
  output: (span) =>
    span.takeStructure(['gen_ai.output.messages', 'gen_ai.retrieval.documents', 'gen_ai.completion']),
  model: (span) => span.takeText(['gen_ai.response.model', 'gen_ai.request.model']),
  modelParameters: (span) => requestParameters(span, isSaid),
  usage: (span) => usageOf(span, GENERIC_USAGE),
  cost: (span) =>
    costOf(span, {
      input: ['gen_ai.usage.input_cost', 'gen_ai.cost.input_cost'],
      output: ['gen_ai.usage.output_cost', 'gen_ai.cost.output_cost'],
      total: ['gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'gen_ai.cost.total_cost'],
    }),
  completionStart: (span) => {
    const key = TIMES_TO_FIRST_CHUNK.find((name) => span.has(name));
    const seconds = key === undefined ? undefined : span.number(key);
    return seconds === undefined ? undefined : timeAfterStart(span.span, seconds * 1e9);
  },
  sessionId: (span) => span.takeText(['gen_ai.conversation.id']),
};

function isSaid(): boolean {
  return true;
}

/** @param isGiven whether a value is one, and not a word for there being none */
export function requestParameters(
  span: SpanReader,
  isGiven: (value: AttributeValue) => boolean,
): Json | undefined {
  const parameters: [string, Json][] = [];
  for (const [name, value] of span.withPrefix('gen_ai.request.')) {
    // The tier is read by withServiceTier.
    if (name === 'model' || name === 'service_tier' || !isGiven(value)) continue;
    parameters.push([name, valueJson(value)]);
    span.take(`gen_ai.request.${name}`);
  }
  return parameters.length === 0 ? undefined : objectJson(parameters);
}

/** The messages with what the span says of instructions before them, unless they have such a message. */
export function withInstructions(span: SpanReader, messages: Json): Json {
  const instructions = span.get('gen_ai.system_instructions');
  if (instructions === undefined || hasSystemMessage(messages)) return messages;
  span.take('gen_ai.system_instructions');
  return withSystemMessage(messages, structureJson(instructions));
}

export function hasSystemMessage(messages: Json): boolean {
  const list = parsedJson(messages);
  return Array.isArray(list) && list.some((message) => memberOf(message, 'role') === 'system');
}

/** The instructions as the first of the messages: parts where they are a list of parts, else the content. */
export function withSystemMessage(messages: Json, instructions: Json): Json {
  const message = objectJson([
    ['role', textJson('system')],
    [isArrayJson(instructions) ? 'parts' : 'content', instructions],
  ]);
  if (!isArrayJson(messages)) return arrayJson([message, messages]);
  const rest = messages.trim().slice(1);
  return rest.slice(0, -1).trim() === '' ? arrayJson([message]) : `[${message},${rest}`;
}
