import type { Amounts, Convention, MetadataMember, ObservationType, PromptLink } from '../convention.js';
import { GENERIC_USAGE } from '../generic-usage.js';
import {
  arrayJson,
  cleanText,
  isList,
  objectJson,
  parsedJson,
  textJson,
  valueJson,
  type Json,
} from '../json-text.js';
import { memberJson } from '../langfuse-metadata.js';
import { timeAfterStart } from '../span-times.js';
import { meantJson, structureJson, textOf, type SpanReader } from '../span-reader.js';
import { isCount } from '../../usage/usage-shape.js';
import { memberOf, usageOf, type UsageNames } from '../token-usage.js';
import { promptOf, takeTags } from './langfuse.js';

const OPERATION = 'ai.operationId';
const METADATA = 'ai.telemetry.metadata.';
const TAG_KEYS = [`${METADATA}tags`, `${METADATA}langfuse_tags`];
/** The call of a model itself, within the operation that the application has called. */
const CALL = /\.(doGenerate|doStream|doEmbed)$/;

const GENERIC = GENERIC_USAGE.details;

const COUNTS: UsageNames = {
  input: ['ai.usage.inputTokens', 'ai.usage.promptTokens', ...GENERIC_USAGE.input, 'ai.usage.tokens'],
  output: ['ai.usage.outputTokens', 'ai.usage.completionTokens', ...GENERIC_USAGE.output],
  details: {
    ...GENERIC,
    input_cached_tokens: [
      'ai.usage.inputTokenDetails.cacheReadTokens',
      'ai.usage.cachedInputTokens',
      ...GENERIC.input_cached_tokens,
    ],
    input_cache_creation: ['ai.usage.inputTokenDetails.cacheWriteTokens', ...GENERIC.input_cache_creation],
    output_reasoning_tokens: [
      'ai.usage.outputTokenDetails.reasoningTokens',
      'ai.usage.reasoningTokens',
      ...GENERIC.output_reasoning_tokens,
    ],
  },
};

const USAGE: UsageNames = { ...COUNTS, total: ['ai.usage.totalTokens', ...GENERIC_USAGE.total] };

/** Before version 6 the input and the total of some providers are without what is cached. */
const APART: UsageNames = { ...COUNTS, apart: ['input_cached_tokens', 'input_cache_creation'] };

/** Before version 6 only what the provider has said tells more of a call. */
const OF_PROVIDERS: readonly (readonly [bucket: string, paths: readonly string[]])[] = [
  [
    'input_cached_tokens',
    [
      'openai.cachedPromptTokens',
      'anthropic.cacheReadInputTokens',
      'anthropic.usage.cache_read_input_tokens',
      'bedrock.usage.cacheReadInputTokens',
    ],
  ],
  ['input_cache_creation', ['anthropic.cacheCreationInputTokens', 'bedrock.usage.cacheWriteInputTokens']],
  ['output_reasoning_tokens', ['openai.reasoningTokens']],
];

/** The AI SDK of Vercel, with its own telemetry. */
export const vercelAi: Convention = {
  title: 'Vercel AI SDK',
  keys: ['ai.'],
  type: (span) => {
    const operation = operationOf(span);
    const call = CALL.exec(operation)?.[1];
    if (call !== undefined && span.has('ai.model.id')) return call === 'doEmbed' ? 'EMBEDDING' : 'GENERATION';
    return isToolCall(span, operation) ? 'TOOL' : OUTER_TYPES.get(operation);
  },
  // `ai.generateText` sums up its steps, each of which is a span.
  sumsUp: (span) => {
    const operation = operationOf(span);
    return operation !== '' && !CALL.test(operation) ? true : undefined;
  },
  observationName: (span) => {
    const tool = span.takeText(['ai.toolCall.name']);
    if (tool !== undefined) return tool;
    const operation = span.takeText([OPERATION]);
    if (operation === undefined) return undefined;
    const functionId = span.takeText(['ai.telemetry.functionId']);
    return functionId === undefined ? operation : `${functionId}:${operation}`;
  },
  input: (span) =>
    span.takeStructure(['ai.prompt.messages', 'ai.prompt', 'ai.toolCall.args', 'ai.toolCall.input']) ??
    embedded(span),
  output: outputOf,
  model: (span) => span.takeText(['gen_ai.response.model', 'ai.response.model', 'ai.model.id']),
  modelParameters: parametersOf,
  usage: (span) => {
    const isApart = countsCacheApart(span);
    const usage = usageOf(span, isApart ? APART : USAGE);
    return usage === undefined || span.has(DETAILED) ? usage : withProviderDetails(usage, span, isApart);
  },
  completionStart: (span) => {
    const key = ['ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk'].find((name) => span.has(name));
    const ms = key === undefined ? undefined : span.number(key);
    return ms === undefined ? undefined : timeAfterStart(span.span, ms * 1e6);
  },
  metadata: (span) => {
    let members: MetadataMember[] | undefined;
    for (const [name, value] of span.withPrefix(METADATA)) {
      if (TRACE_MEMBERS.has(name)) continue;
      (members ??= []).push({ name: cleanText(name), json: memberJson(value), key: METADATA + name });
    }
    return members;
  },
  tags: (span) => takeTags(span, TAG_KEYS),
  userId: (span) => span.takeText([`${METADATA}langfuse_user_id`, `${METADATA}userId`]),
  sessionId: (span) => span.takeText([`${METADATA}langfuse_session_id`, `${METADATA}sessionId`]),
  prompt: (span) => {
    const key = `${METADATA}langfusePrompt`;
    const prompt = promptIn(span.json(key));
    if (prompt !== undefined) span.take(key);
    return prompt;
  },
};

/** Beside the settings of the call and what was requested of the model. */
const PARAMETERS: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['toolChoice', ['ai.prompt.toolChoice']],
  ['finishReason', ['ai.response.finishReason', 'gen_ai.response.finish_reasons']],
  ['system', ['gen_ai.system']],
];

const REQUESTED = 'gen_ai.request.';

function parametersOf(span: SpanReader): Json | undefined {
  const parameters = new Map<string, Json>();
  for (const [name, value] of span.takePrefix('ai.settings.')) parameters.set(name, valueJson(value));
  for (const [name, keys] of PARAMETERS) {
    const key = keys.find((each) => span.has(each));
    const value = key === undefined ? undefined : span.get(key);
    if (key === undefined || value === undefined) continue;
    span.take(key);
    const [only] = isList(value) && value.length === 1 ? value : [value];
    parameters.set(name, structureJson(only ?? value));
  }
  for (const [name, value] of span.withPrefix(REQUESTED)) {
    // The tier is read by withServiceTier.
    if (name === 'model' || name === 'service_tier') continue;
    span.take(REQUESTED + name);
    parameters.set(name, valueJson(value));
  }
  return parameters.size === 0 ? undefined : objectJson(parameters);
}

const OUTER_TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['ai.embed', 'SPAN'],
  ['ai.embedMany', 'SPAN'],
  ['ai.generateText', 'SPAN'],
  ['ai.streamText', 'SPAN'],
  ['ai.generateObject', 'SPAN'],
  ['ai.streamObject', 'SPAN'],
]);

/** They say whose the trace is, and which prompt was used. */
const TRACE_MEMBERS: ReadonlySet<string> = new Set([
  'userId',
  'sessionId',
  'tags',
  'langfuse_user_id',
  'langfuse_session_id',
  'langfuse_tags',
  'langfusePrompt',
]);

const DETAILED = 'ai.usage.inputTokenDetails.noCacheTokens';

function countsCacheApart(span: SpanReader): boolean {
  return !span.has(DETAILED) && /anthropic|bedrock/.test(span.text('ai.model.provider') ?? '');
}

function withProviderDetails(usage: Amounts, span: SpanReader, isApart: boolean): Amounts {
  const json = span.json('ai.response.providerMetadata');
  if (json === undefined) return usage;
  const metadata = parsedJson(json);
  const detailed = new Map(usage);
  for (const [bucket, paths] of OF_PROVIDERS) {
    const count = paths.map((path) => memberOf(metadata, path)).find((value) => typeof value === 'number');
    if (detailed.has(bucket) || !isCount(count) || count === 0) continue;
    detailed.set(bucket, count);
    const side = bucket.startsWith('input') ? 'input' : 'output';
    const whole = detailed.get(side);
    if (whole !== undefined && !(isApart && side === 'input')) detailed.set(side, Math.max(0, whole - count));
  }
  return detailed;
}

function operationOf(span: SpanReader): string {
  return span.text(OPERATION) ?? '';
}

function isToolCall(span: SpanReader, operation: string): boolean {
  return operation === 'ai.toolCall' || span.has('ai.toolCall.name');
}

function outputOf(span: SpanReader): Json | undefined {
  const tool = span.takeStructure(['ai.toolCall.result', 'ai.toolCall.output']);
  if (tool !== undefined) return tool;
  for (const prefix of ['ai.response.', 'ai.result.']) {
    const calls = span.takeStructure([`${prefix}toolCalls`]);
    const text = textOf(span.get(`${prefix}text`));
    if (text !== undefined) span.take(`${prefix}text`);
    if (calls !== undefined)
      return text === undefined
        ? calls
        : objectJson([
            ['role', textJson('assistant')],
            ['content', textJson(text)],
            ['tool_calls', calls],
          ]);
    const object = text === undefined ? span.takeStructure([`${prefix}object`]) : structureJson(text);
    if (object !== undefined) return object;
  }
  return embeddings(span);
}

/** Of a value, and of each of several, the JSON text: a text has its quotation marks. */
function embedded(span: SpanReader): Json | undefined {
  const value = span.takeJson(['ai.value']);
  const values = span.get('ai.values');
  if (value !== undefined || values === undefined) return value;
  span.take('ai.values');
  return isList(values) ? arrayJson(values.map(meantJson)) : meantJson(values);
}

/** Each is a JSON text. */
function embeddings(span: SpanReader): Json | undefined {
  for (const key of ['ai.embedding', 'ai.embeddings']) {
    const value = span.get(key);
    if (value === undefined || (isList(value) && value.length === 0)) continue;
    span.take(key);
    return structureJson(value);
  }
  return undefined;
}

function promptIn(json: Json | undefined): PromptLink | undefined {
  const prompt = json === undefined ? undefined : parsedJson(json);
  return promptOf(memberOf(prompt, 'name'), memberOf(prompt, 'version'));
}
