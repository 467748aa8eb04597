import type { AttributeValue } from '../attribute-value.js';
import type { Convention } from '../convention.js';
import { arrayJson, embeddedJson, isMap, objectJson, textJson, type Json } from '../json-text.js';
import type { OtlpSpanEvent } from '../otlp-span.js';
import { structureJson, type SpanReader } from '../span-reader.js';
import { timeOfEvent } from '../span-times.js';
import { hasSystemMessage, withSystemMessage } from './gen-ai.js';

const DETAILS = 'gen_ai.client.inference.operation.details';
const MESSAGE = /^gen_ai\.(system|user|assistant|tool)\.message$/;
const CHOICE = 'gen_ai.choice';
/** OpenLLMetry writes one for each part of a stream. */
const CHUNK = 'gen_ai.content.completion.chunk';

/** The conversation as events of the span: one for each message, or one for all. */
export const genAiEvents: Convention = {
  title: 'OpenTelemetry GenAI events',
  keys: [],
  speaks: ({ span }) => span.events.some(({ name }) => name.startsWith('gen_ai.')),
  input: (span) =>
    detailsInput(span) ?? messages(span) ?? content(span, 'gen_ai.content.prompt', 'gen_ai.prompt'),
  output: (span) =>
    valueOf(span, DETAILS, 'gen_ai.output.messages') ??
    choices(span) ??
    content(span, 'gen_ai.content.completion', 'gen_ai.completion'),
  completionStart: ({ span }) => {
    const first = span.events.find(({ name }) => name === CHUNK);
    return first && timeOfEvent(span, first);
  },
};

function detailsInput(span: SpanReader): Json | undefined {
  const list = valueOf(span, DETAILS, 'gen_ai.input.messages');
  if (list === undefined || hasSystemMessage(list)) return list;
  const instructions = valueOf(span, DETAILS, 'gen_ai.system_instructions');
  return instructions === undefined ? list : withSystemMessage(list, instructions);
}

function valueOf(span: SpanReader, name: string, key: string): Json | undefined {
  const event = span.span.events.find((one) => one.name === name && hasValue(one.attributes.get(key)));
  const value = event?.attributes.get(key);
  if (event === undefined || !hasValue(value)) return undefined;
  span.takeOfEvent(event, key);
  return structureJson(value);
}

function hasValue(value: AttributeValue | undefined): value is Exclude<AttributeValue, null> {
  return value !== undefined && value !== null && value !== '';
}

function messages(span: SpanReader): Json | undefined {
  return taken(
    span,
    span.span.events.filter(({ name }) => MESSAGE.test(name)),
  );
}

/** One choice by itself, several as an array. */
function choices(span: SpanReader): Json | undefined {
  const events = span.span.events.filter(({ name }) => name === CHOICE);
  const json = taken(span, events);
  return events.length === 1 && json !== undefined ? json.slice(1, -1) : json;
}

function taken(span: SpanReader, events: readonly OtlpSpanEvent[]): Json | undefined {
  if (events.length === 0) return undefined;
  for (const event of events) for (const key of event.attributes.keys()) span.takeOfEvent(event, key);
  return arrayJson(events.map(messageOf));
}

/** The attributes of the event, which may hold the message as a whole instead; the role, where it is not said, is in the name. */
function messageOf(event: OtlpSpanEvent): Json {
  const whole = event.attributes.get('gen_ai.event.content') ?? event.attributes.get('body');
  const json =
    typeof whole === 'string' ? embeddedJson(whole) : isMap(whole) ? structureJson(whole) : undefined;
  if (json !== undefined) return json;
  const members = new Map<string, Json>();
  const role = MESSAGE.exec(event.name)?.[1];
  if (role !== undefined && !event.attributes.has('role')) members.set('role', textJson(role));
  for (const [key, value] of event.attributes) members.set(key, structureJson(value));
  return objectJson(members);
}

function content(span: SpanReader, name: string, key: string): Json | undefined {
  return valueOf(span, name, key);
}
