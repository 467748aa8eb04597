import type { Convention, ObservationType } from '../convention.js';
import { GENERIC_USAGE } from '../generic-usage.js';
import { cleanText, membersOf, parsedJson, valueJson, type Json } from '../json-text.js';
import { nestedJson } from '../indexed-attributes.js';
import { timeOfEvent } from '../span-times.js';
import { structureJson, type SpanReader } from '../span-reader.js';
import { costOf, memberOf, usageOf } from '../token-usage.js';

const KIND = 'openinference.span.kind';

const PARAMETERS = ['llm.invocation_parameters', 'embedding.invocation_parameters'];
const MAX_MODEL = 800;

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['LLM', 'GENERATION'],
  ['CHAIN', 'CHAIN'],
  ['RETRIEVER', 'RETRIEVER'],
  ['RERANKER', 'RETRIEVER'],
  ['EMBEDDING', 'EMBEDDING'],
  ['AGENT', 'AGENT'],
  ['TOOL', 'TOOL'],
  ['GUARDRAIL', 'GUARDRAIL'],
  ['EVALUATOR', 'EVALUATOR'],
]);

/** OpenInference: Phoenix' instrumentations, smolagents, and others with them. Messages and documents are those of `openinference-contents`. */
export const openInference: Convention = {
  title: 'OpenInference',
  keys: [
    'openinference.',
    'input.',
    'output.',
    'llm.',
    'embedding.',
    'retrieval.',
    'reranker.',
    'metadata',
    'tool.',
    'tool_call.',
    'agent.name',
    'graph.node.',
    'smolagents.',
  ],
  type: (span) => TYPES.get(kindOf(span)),
  // The span of a tool is often called after the class of the tool.
  observationName: (span) => (kindOf(span) === 'TOOL' ? span.takeText(['tool.name']) : undefined),
  sumsUp: (span) => (sumsUpOthers(span) ? true : undefined),
  input: (span) => payload(span, 'input'),
  output: (span) => payload(span, 'output'),
  model: (span) =>
    span.takeText(['llm.response.model', 'llm.model_name', 'embedding.model_name', 'reranker.model_name']) ??
    modelAskedFor(span),
  modelParameters: (span) => {
    for (const key of PARAMETERS) {
      const parameters = span.takeObject(key) ?? nestedJson(span.takePrefix(`${key}.`));
      if (parameters !== undefined) return parameters;
    }
    return undefined;
  },
  usage: (span) => usageOf(span, GENERIC_USAGE),
  cost: (span) =>
    costOf(span, { input: ['llm.cost.prompt'], output: ['llm.cost.completion'], total: ['llm.cost.total'] }),
  completionStart: ({ span }) => {
    const first = span.events.find(({ name }) => name === 'First Token Stream Event');
    return first && timeOfEvent(span, first);
  },
  metadata: (span) => {
    const json = span.has(KIND) ? span.object('metadata') : undefined;
    const members = json === undefined ? undefined : membersOf(json);
    if (members?.size === 0) span.take('metadata');
    return members && Array.from(members, ([name, member]) => ({ name, json: member, key: 'metadata' }));
  },
};

/** Of a call that failed, no other attribute tells it. */
function modelAskedFor(span: SpanReader): string | undefined {
  for (const key of PARAMETERS) {
    const json = span.json(key);
    const model = json === undefined ? undefined : memberOf(parsedJson(json), 'model');
    if (typeof model === 'string' && model !== '' && model.length <= MAX_MODEL) return cleanText(model);
  }
  return undefined;
}

function kindOf(span: SpanReader): string {
  return (span.text(KIND) ?? '').toUpperCase();
}

/** It shows the run of an agent only, and no call within. */
const WITHOUT_CALLS: ReadonlySet<string> = new Set(['openinference.instrumentation.claude_agent_sdk']);

/** What agents and chains count is what the calls beneath them have used. */
function sumsUpOthers(span: SpanReader): boolean {
  const kind = kindOf(span);
  return (kind === 'AGENT' || kind === 'CHAIN') && !WITHOUT_CALLS.has(span.span.scope.name);
}

/** The value as its type says; text where it is said to be text, and what it looks like where nothing is said. */
function payload(span: SpanReader, side: 'input' | 'output'): Json | undefined {
  const value = span.get(`${side}.value`);
  if (value === undefined || value === '') return undefined;
  const isText = span.text(`${side}.mime_type`) === 'text/plain';
  span.take(`${side}.value`, `${side}.mime_type`);
  return isText ? valueJson(value) : structureJson(value);
}
