import type { Convention, MetadataMember, ObservationType } from '../convention.js';
import { cleanText, valueJson } from '../json-text.js';
import { timeOfEvent } from '../span-times.js';

const KIND = 'traceloop.span.kind';
const ASSOCIATION = 'traceloop.association.properties.';

/** They say whose the trace is. */
const OF_TRACE: ReadonlySet<string> = new Set(['user_id', 'userId', 'session_id', 'sessionId', 'thread_id']);

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['workflow', 'CHAIN'],
  ['agent', 'AGENT'],
  ['tool', 'TOOL'],
  ['chat', 'GENERATION'],
  ['completion', 'GENERATION'],
  ['embedding', 'EMBEDDING'],
  ['rerank', 'RETRIEVER'],
]);

/** The parameter `user` of OpenAI's API; LiteLLM has the older name too. */
const END_USER = ['gen_ai.user', 'llm.user'];

/** OpenLLMetry, Traceloop's instrumentations. Its messages are those of `indexed-messages`. */
export const traceloop: Convention = {
  title: 'Traceloop OpenLLMetry',
  keys: [
    'traceloop.',
    'llm.request.',
    'llm.usage.',
    'llm.is_streaming',
    'llm.headers',
    'llm.user',
    'gen_ai.is_streaming',
    'gen_ai.headers',
    'gen_ai.user',
  ],
  type: (span) => TYPES.get(span.text(KIND) ?? span.text('llm.request.type') ?? ''),
  // JSON of any kind: a text has its quotation marks.
  input: (span) => span.takeJson(['traceloop.entity.input']),
  output: (span) => span.takeJson(['traceloop.entity.output']),
  completionStart: ({ span }) => {
    const first = span.events.find(({ name }) => name === 'llm.content.completion.chunk');
    return first && timeOfEvent(span, first);
  },
  metadata: (span) => {
    let members: MetadataMember[] | undefined;
    for (const [name, value] of span.withPrefix(ASSOCIATION)) {
      if (OF_TRACE.has(name)) continue;
      (members ??= []).push({ name: cleanText(name), json: valueJson(value), key: ASSOCIATION + name });
    }
    return members;
  },
  userId: (span) => span.takeText([`${ASSOCIATION}user_id`, `${ASSOCIATION}userId`, ...END_USER]),
  sessionId: (span) =>
    span.takeText([`${ASSOCIATION}session_id`, `${ASSOCIATION}sessionId`, `${ASSOCIATION}thread_id`]),
};
