import type { Convention, ObservationType } from '../convention.js';
import type { SpanReader } from '../span-reader.js';

const TYPES: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['llm_request', 'GENERATION'],
  ['function_tool', 'TOOL'],
  ['agent_session', 'AGENT'],
  ['agent_turn', 'AGENT'],
]);

/** Of the machinery: nobody who reads a conversation looks for them. */
const NOISE: ReadonlySet<string> = new Set([
  'start_agent_activity',
  'drain_agent_activity',
  'on_enter',
  'on_exit',
  'on_user_turn_completed',
  'user_speaking',
  'agent_speaking',
  'eou_detection',
  'llm_request_run',
  'tts_request_run',
]);

/** LiveKit's agents. */
export const livekit: Convention = {
  title: 'LiveKit Agents',
  keys: ['lk.'],
  speaks: (span) => span.span.scope.name.startsWith('livekit'),
  type: (span) => TYPES.get(span.span.name),
  observationName: (span) =>
    span.span.name === 'function_tool' ? span.takeText(['lk.function_tool.name']) : undefined,
  level: (span) => {
    if (span.flag('lk.function_tool.is_error') === true) return 'ERROR';
    return NOISE.has(span.span.name) ? 'DEBUG' : undefined;
  },
  input: (span) =>
    span.takeStructure(spellingsOf(['function_tool.arguments', 'chat_ctx', 'user_input', 'input_text'])),
  output: (span) =>
    span.takeStructure(
      spellingsOf(['function_tool.output', 'response.text', 'response.function_calls', 'user_transcript']),
    ),
  // The node around a request has the same model.
  sumsUp: (span) => (isWrapper(span) ? true : undefined),
};

const WRAPPERS: ReadonlySet<string> = new Set([
  'llm_node',
  'tts_node',
  'llm_request_run',
  'tts_request_run',
  'agent_turn',
  'agent_session',
  'start_agent_activity',
]);

/** Since 1.8 what people have said is marked as personal. */
function spellingsOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [`lk.pii.${name}`, `lk.${name}`]);
}

function isWrapper({ span }: SpanReader): boolean {
  return WRAPPERS.has(span.name);
}
