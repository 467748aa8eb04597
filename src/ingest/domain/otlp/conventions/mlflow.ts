import type { Amounts, Convention, Level, ObservationType } from '../convention.js';
import { cleanText, embeddedJson, isObjectJson, objectJson, parsedJson, type Json } from '../json-text.js';
import { isPlain, memberOf, usageOfJson, type UsageNames } from '../token-usage.js';
import type { SpanReader } from '../span-reader.js';

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['LLM', 'GENERATION'],
  ['CHAT_MODEL', 'GENERATION'],
  ['CHAIN', 'CHAIN'],
  ['WORKFLOW', 'CHAIN'],
  ['AGENT', 'AGENT'],
  ['TOOL', 'TOOL'],
  ['RETRIEVER', 'RETRIEVER'],
  ['RERANKER', 'RETRIEVER'],
  ['EMBEDDING', 'EMBEDDING'],
  ['EVALUATOR', 'EVALUATOR'],
  ['GUARDRAIL', 'GUARDRAIL'],
]);

const USAGE: UsageNames = {
  input: ['input_tokens'],
  output: ['output_tokens'],
  total: ['total_tokens'],
  details: {
    input_cached_tokens: ['cache_read_input_tokens'],
    input_cache_creation: ['cache_creation_input_tokens'],
  },
};

/** MLflow, which writes every value as JSON, texts too. */
export const mlflow: Convention = {
  title: 'MLflow',
  keys: ['mlflow.'],
  type: (span) => TYPES.get(plain(span, 'mlflow.spanType') ?? ''),
  input: (span) => span.takeJson(['mlflow.spanInputs']),
  output: (span) => span.takeJson(['mlflow.spanOutputs']),
  // The arguments of a call are attributes of their own names.
  model: (span) => taken(span, 'mlflow.llm.model') ?? (isCall(span) ? taken(span, 'model') : undefined),
  modelParameters: (span) => {
    if (!isCall(span)) return undefined;
    const parameters = new Map<string, Json>();
    for (const name of PARAMETERS) {
      const json = span.takeJson([name]);
      if (json !== undefined) parameters.set(name, json);
    }
    return parameters.size === 0 ? undefined : objectJson(parameters);
  },
  level: (span) => levelOf(span.number('mlflow.spanLogLevel')),
  usage: (span) => {
    const key = 'mlflow.chat.tokenUsage';
    const json = span.json(key);
    const usage = json === undefined ? undefined : usageOfJson(json, USAGE);
    // Where its parts are taken from the input, the attribute stays, as it was sent.
    if (usage !== undefined && isPlain(usage)) span.take(key);
    return usage;
  },
  cost: costOf,
  userId: (span) => taken(span, 'mlflow.trace.user'),
  sessionId: (span) => taken(span, 'mlflow.trace.session'),
};

const PARAMETERS = [
  'temperature',
  'top_p',
  'top_k',
  'n',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'frequency_penalty',
  'presence_penalty',
  'seed',
  'stop',
  'stream',
  'tool_choice',
  'response_format',
  'reasoning_effort',
];

function isCall(span: SpanReader): boolean {
  const type = TYPES.get(plain(span, 'mlflow.spanType') ?? '');
  return type === 'GENERATION' || type === 'EMBEDDING';
}

/** Numbers of Python's logging; what is as usual, the status tells. */
function levelOf(severity: number | undefined): Level | undefined {
  if (severity === undefined || severity <= 0) return undefined;
  if (severity < 20) return 'DEBUG';
  if (severity < 30) return undefined;
  return severity < 40 ? 'WARNING' : 'ERROR';
}

/** A text, made JSON or not. */
function plain(span: SpanReader, key: string): string | undefined {
  const text = span.text(key);
  const json = text?.startsWith('"') === true ? embeddedJson(text) : undefined;
  const value = json === undefined ? text : parsedJson(json);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function taken(span: SpanReader, key: string): string | undefined {
  const value = plain(span, key);
  if (value === undefined || value.length > 800) return undefined;
  span.take(key);
  return cleanText(value);
}

function costOf(span: SpanReader): Amounts | undefined {
  const key = 'mlflow.llm.cost';
  const json = span.json(key);
  if (json === undefined || !isObjectJson(json)) return undefined;
  const costs = new Map<string, number>();
  const value = parsedJson(json);
  for (const bucket of ['input', 'output', 'total']) {
    const cost = memberOf(value, `${bucket}_cost`);
    if (typeof cost === 'number' && cost >= 0) costs.set(bucket, cost);
  }
  if (costs.size === 0) return undefined;
  span.take(key);
  return costs;
}
