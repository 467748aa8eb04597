import type { Convention, Level } from '../convention.js';
import { arrayJson, elementsOf, membersOf, type Json } from '../json-text.js';
import { structureJson, type SpanReader } from '../span-reader.js';
import { costOf } from '../token-usage.js';
import { hasSystemMessage, withSystemMessage } from './gen-ai.js';

const LEVEL = 'logfire.level_num';
const EVENTS = 'events';
/** No attribute has such a key: NUL is what no emitter sends. */
const MESSAGES_OF_EVENTS = 'events\0messages';
const CHOICE = '"gen_ai.choice"';

/** Logfire, and Pydantic AI with it or without. */
export const logfire: Convention = {
  title: 'Logfire and Pydantic AI',
  keys: [
    'logfire.',
    'pydantic_ai.',
    'all_messages_events',
    'events',
    'final_result',
    'agent_name',
    'model_name',
    'model_config',
    'request_data',
    'response_data',
    'prompt',
    'tool_arguments',
    'tool_response',
    'operation.cost',
  ],
  type: (span) => {
    if (span.has('tool_arguments') || span.has('tool_response')) return 'TOOL';
    return isAgentRun(span) ? 'AGENT' : undefined;
  },
  // The run of an agent sums up its requests.
  sumsUp: (span) => (isAgentRun(span) ? true : undefined),
  observationName: (span) => span.takeText(['logfire.msg'], 1000),
  level: (span) => levelOf(span.number(LEVEL)),
  input: (span) =>
    span.takeStructure(['prompt']) ??
    (span.has('final_result') ? span.takeStructure(['all_messages_events']) : undefined) ??
    eventMessages(span) ??
    allMessages(span) ??
    span.takeStructure(['tool_arguments']) ??
    // Beside the messages it has little more than the model.
    (span.has('gen_ai.input.messages') ? undefined : span.takeStructure(['request_data'])),
  output: (span) =>
    // What an agent came to; the whole conversation is its input.
    span.takeStructure(['final_result', 'all_messages_events']) ??
    eventChoice(span) ??
    span.takeStructure(['tool_response', 'response_data']),
  cost: (span) => costOf(span, { total: ['operation.cost'] }),
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

/** Numbers of OpenTelemetry's severity. */
function levelOf(severity: number | undefined): Level | undefined {
  if (severity === undefined) return undefined;
  if (severity < 9) return 'DEBUG';
  if (severity < 13) return 'DEFAULT';
  return severity < 17 ? 'WARNING' : 'ERROR';
}

/** All events but the choices. The attribute is taken as soon as the whole of it is carried: the choices are the output. */
function eventMessages(span: SpanReader): Json | undefined {
  const events = eventsOf(span);
  const messages = events?.filter((event) => !isChoice(event)) ?? [];
  if (messages.length === 0) return undefined;
  span.take(messages.length === events?.length ? EVENTS : MESSAGES_OF_EVENTS);
  return arrayJson(messages);
}

function eventChoice(span: SpanReader): Json | undefined {
  const events = eventsOf(span);
  const choices = events?.filter(isChoice) ?? [];
  if (choices.length === 0) return undefined;
  if (span.isTaken(MESSAGES_OF_EVENTS) || choices.length === events?.length) span.take(EVENTS);
  const messages = choices.map((choice) => membersOf(choice)?.get('message') ?? choice);
  return messages.length > 1 ? arrayJson(messages) : messages[0];
}

function eventsOf(span: SpanReader): readonly Json[] | undefined {
  const json = span.json(EVENTS);
  const events = json === undefined ? undefined : elementsOf(json);
  return events?.some((event) => membersOf(event)?.has('event.name') === true) === true ? events : undefined;
}

function isChoice(event: Json): boolean {
  return membersOf(event)?.get('event.name') === CHOICE;
}
