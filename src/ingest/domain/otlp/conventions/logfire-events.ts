import type { Convention } from '../convention.js';
import { arrayJson, elementsOf, membersOf, type Json } from '../json-text.js';
import type { SpanReader } from '../span-reader.js';

const EVENTS = 'events';
/** No attribute has such a key: NUL is what no emitter sends. */
const MESSAGES_OF_EVENTS = 'events\0messages';
const CHOICE = '"gen_ai.choice"';

/** The messages as events that an attribute holds: Logfire writes so, and Pydantic AI did at first. */
export const logfireEvents: Convention = {
  title: 'Logfire events',
  keys: [EVENTS],
  input: eventMessages,
  output: eventChoice,
};

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
