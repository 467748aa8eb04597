import type { Convention } from '../convention.js';
import type { Json } from '../json-text.js';
import { structureJson, type SpanReader } from '../span-reader.js';
import { hasSystemMessage, withSystemMessage } from './gen-ai.js';

/** Pydantic AI, with Logfire or without. */
export const pydanticAi: Convention = {
  title: 'Pydantic AI',
  keys: [
    'pydantic_ai.',
    'final_result',
    'agent_name',
    'model_name',
    'model_config',
    'tool_arguments',
    'tool_response',
  ],
  type: (span) => {
    if (span.has('tool_arguments') || span.has('tool_response')) return 'TOOL';
    return isAgentRun(span) ? 'AGENT' : undefined;
  },
  // The run of an agent sums up its requests.
  sumsUp: (span) => (isAgentRun(span) ? true : undefined),
  input: (span) => allMessages(span) ?? span.takeStructure(['tool_arguments']),
  output: (span) => span.takeStructure(['final_result', 'tool_response']),
  modelParameters: (span) => span.takeObject('model_config'),
  model: (span) => (isAgentRun(span) ? undefined : span.takeText(['model_name'])),
};

/** With the instructions, which are beside them. */
function allMessages(span: SpanReader): Json | undefined {
  const messages = span.takeStructure(['pydantic_ai.all_messages']);
  const instructions = span.get('gen_ai.system_instructions');
  if (messages === undefined || instructions === undefined || hasSystemMessage(messages)) return messages;
  span.take('gen_ai.system_instructions');
  return withSystemMessage(messages, structureJson(instructions));
}

function isAgentRun(span: SpanReader): boolean {
  return (
    span.has('agent_name') &&
    (span.has('model_name') || span.has('pydantic_ai.all_messages') || span.has('all_messages_events'))
  );
}
