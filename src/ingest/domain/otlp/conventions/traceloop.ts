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

/** OpenLLMetry, Traceloop's instrumentations. Its messages are those of `indexed-messages`. */
export const traceloop: Convention = {
  title: 'Traceloop OpenLLMetry',
  keys: ['traceloop.', 'llm.request.', 'llm.usage.', 'llm.is_streaming', 'llm.headers', 'llm.user'],
  type: (span) => TYPES.get(span.text(KIND) ?? span.text('llm.request.type') ?? ''),
  input: (span) => span.takeStructure(['traceloop.entity.input']),
  output: (span) => span.takeStructure(['traceloop.entity.output']),
  completionStart: ({ span }) => {
    const first = span.events.find(({ name }) => name === 'llm.content.completion.chunk');
    return first === undefined || first.nanos === 0n ? undefined : timestampOfNanos(first.nanos);
  },
  userId: (span) => span.takeText([`${ASSOCIATION}user_id`, `${ASSOCIATION}userId`]),
  sessionId: (span) =>
    span.takeText([`${ASSOCIATION}session_id`, `${ASSOCIATION}sessionId`, `${ASSOCIATION}thread_id`]),
};
