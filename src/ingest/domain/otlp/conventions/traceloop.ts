import type { Convention, ObservationType } from '../convention.js';
import { timestampOfNanos } from '../span-times.js';

const KIND = 'traceloop.span.kind';
const ASSOCIATION = 'traceloop.association.properties.';

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['workflow', 'CHAIN'],
  ['agent', 'AGENT'],
  ['tool', 'TOOL'],
  ['chat', 'GENERATION'],
  ['completion', 'GENERATION'],
  ['embedding', 'EMBEDDING'],
  ['rerank', 'RETRIEVER'],
]);

/** An answer that is streamed has one for each piece; first the older name. */
const CHUNKS: ReadonlySet<string> = new Set([
  'llm.content.completion.chunk',
  'gen_ai.content.completion.chunk',
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
  input: (span) => span.takeStructure(['traceloop.entity.input']),
  output: (span) => span.takeStructure(['traceloop.entity.output']),
  completionStart: ({ span }) => {
    const first = span.events.find(({ name }) => CHUNKS.has(name));
    return first === undefined || first.nanos === 0n ? undefined : timestampOfNanos(first.nanos);
  },
  userId: (span) => span.takeText([`${ASSOCIATION}user_id`, `${ASSOCIATION}userId`, ...END_USER]),
  sessionId: (span) =>
    span.takeText([`${ASSOCIATION}session_id`, `${ASSOCIATION}sessionId`, `${ASSOCIATION}thread_id`]),
};
