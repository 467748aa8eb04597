import type { Convention, ObservationType } from '../convention.js';
import { embeddedJsonb, isObjectJson, membersOf, type Json } from '../json-text.js';
import type { SpanReader } from '../span-reader.js';
import { usageOfJson, type UsageNames } from '../token-usage.js';

const SUBTYPE = 'genkit:metadata:subtype';

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['model', 'GENERATION'],
  ['background-model', 'GENERATION'],
  ['tool', 'TOOL'],
  ['tool.v2', 'TOOL'],
  ['retriever', 'RETRIEVER'],
  ['reranker', 'RETRIEVER'],
  ['embedder', 'EMBEDDING'],
  ['evaluator', 'EVALUATOR'],
  ['flow', 'CHAIN'],
  ['agent', 'AGENT'],
]);

const USAGE: UsageNames = {
  input: ['usage.inputTokens'],
  output: ['usage.outputTokens'],
  total: ['usage.totalTokens'],
  details: {
    input_cached_tokens: ['usage.cachedContentTokens'],
    output_reasoning_tokens: ['usage.thoughtsTokens'],
  },
  // Gemini counts what it thinks beside what it answers.
  apart: ['output_reasoning_tokens'],
};

/** Genkit. */
export const genkit: Convention = {
  title: 'Genkit',
  keys: ['genkit:'],
  type: (span) => TYPES.get(span.text(SUBTYPE) ?? ''),
  observationName: (span) => span.takeText(['genkit:name']),
  input: (span) => span.takeJson(['genkit:input']),
  output: (span) => span.takeJson(['genkit:output']),
  // The name of a model's span is that of the model.
  model: (span) => (isModel(span) ? span.text('genkit:name') : undefined),
  modelParameters: (span) => {
    const config = member(span, 'genkit:input', 'config');
    const json = config === undefined ? undefined : embeddedJsonb(config);
    return json !== undefined && isObjectJson(json) ? json : undefined;
  },
  usage: (span) => {
    if (!isModel(span)) return undefined;
    const output = span.json('genkit:output');
    return output === undefined ? undefined : usageOfJson(output, USAGE);
  },
  // A flow hands on what its last model has used.
  sumsUp: (span) => (span.has(SUBTYPE) && !isModel(span) ? true : undefined),
};

function isModel(span: SpanReader): boolean {
  return TYPES.get(span.text(SUBTYPE) ?? '') === 'GENERATION';
}

function member(span: SpanReader, key: string, name: string): Json | undefined {
  const json = span.json(key);
  return json === undefined ? undefined : membersOf(json)?.get(name);
}
