import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { Attributes } from './attribute-value.js';
import {
  arrayJson,
  memberKeyJson,
  objectJson,
  requireMetadataFits,
  textJson,
  valueJson,
  type Json,
} from './json-text.js';
import { cutMetadata, type Member } from './metadata-cut.js';
import type { OtlpResource, OtlpScope, OtlpSpan, OtlpSpanEvent, OtlpSpanLink } from './otlp-span.js';
import type { SpanReader } from './span-reader.js';
import { nanosText } from './span-times.js';

const EXCEPTION = 'exception';
const EXCEPTION_PREFIX = 'exception.';
/** Each is a value at least: with more, metadata is cut anyway, and what comes after these is not even written down. */
const MAX_LISTED = 10_000;

/**
 * The metadata of an observation: what the application said, and beside it all of the span that no field has taken. Where the application has
 * itself used one of our names, ours begins with `otel.`. Of what is more than metadata may be the heaviest is left out, and `otel.cut` says how much
 * of what: the span is worth more.
 * @param name of the observation: a span that is called otherwise keeps its own
 */
export function spanMetadata(
  reader: SpanReader,
  name: string | undefined,
  said: ReadonlyMap<string, Json> | undefined,
): Json {
  const members: Member[] = said === undefined ? [] : [...said];
  const saidMembers = members.length;
  let unlisted: Map<string, number> | undefined;
  const add = (key: string, json: Json | null, count = 0): void => {
    if (json === null) return;
    const name = unused(key, said);
    members.push([name, json]);
    if (count > MAX_LISTED) (unlisted ??= new Map<string, number>()).set(name, count - MAX_LISTED);
  };
  const { span } = reader;
  add('spanName', span.name === (name ?? '') ? null : textJson(span.name));
  add('attributes', attributesJson(span.attributes, reader.taken));
  add('resourceAttributes', shared(span.resource, resourceJson));
  add('resourceSchemaUrl', unlessEmpty(span.resource.schemaUrl));
  add('resourceDroppedAttributesCount', unlessZero(span.resource.droppedAttributes));
  add('scope', shared(span.scope, scopeJson));
  add('kind', span.kind === 'UNSPECIFIED' ? null : textJson(span.kind));
  add('status', span.statusCode === 'UNSET' ? null : statusJson(span));
  add('traceState', unlessEmpty(span.traceState));
  add('flags', unlessZero(span.flags));
  if (span.events.length > 0) {
    const exceptions = span.events.filter(isException);
    const others = span.events.filter((event) => !isException(event));
    add(
      'exceptions',
      listed(exceptions, (events) => arrayJson(events.map((one) => exceptionJson(reader, one)))),
      exceptions.length,
    );
    add(
      'events',
      listed(others, (events) => arrayJson(events.map((one) => eventJson(reader, one)))),
      others.length,
    );
  }
  add('links', listed(span.links, linksJson), span.links.length);
  add('droppedAttributesCount', unlessZero(span.droppedAttributes));
  add('droppedEventsCount', unlessZero(span.droppedEvents));
  add('droppedLinksCount', unlessZero(span.droppedLinks));
  const json = objectJson(members);
  if (fits(json)) return json;
  const mark = unused('otel.cut', said);
  const cut = cutMetadata(members.slice(0, saidMembers), members.slice(saidMembers), mark, unlisted);
  requireMetadataFits(cut);
  return cut;
}

/** The name, with `otel.` before it as often as it takes for nobody to have used it. */
function unused(name: string, used: { has(name: string): boolean } | undefined): string {
  let unusedName = name;
  while (used?.has(unusedName) === true) unusedName = `otel.${unusedName}`;
  return unusedName;
}

function fits(json: Json): boolean {
  try {
    requireMetadataFits(json);
    return true;
  } catch (error) {
    if (error instanceof InvalidFieldError) return false;
    throw error;
  }
}

function unlessEmpty(text: string | undefined): Json | null {
  return text === undefined || text === '' ? null : textJson(text);
}

function unlessZero(count: number | undefined): Json | null {
  return count === undefined || count === 0 ? null : String(count);
}

/** What an emitter has dropped of what has attributes: nothing but the number is known. */
function addDropped(members: [string, Json][], dropped: number | undefined): void {
  if (dropped !== undefined && dropped !== 0) members.push(['droppedAttributesCount', String(dropped)]);
}

/** Of nothing nothing is said. */
function listed<T>(items: readonly T[], jsonOf: (items: readonly T[]) => Json): Json | null {
  if (items.length === 0) return null;
  return jsonOf(items.length > MAX_LISTED ? items.slice(0, MAX_LISTED) : items);
}

/** Those that nobody has taken. Most spans have some: they are written without a list of them in between. */
function attributesJson(attributes: Attributes, taken?: ReadonlySet<string>): Json | null {
  let text = '';
  for (const key of attributes.keys()) {
    if (taken?.has(key) === true) continue;
    text += `${text === '' ? '' : ','}${memberKeyJson(key)}:${valueJson(attributes.get(key) ?? null)}`;
  }
  return text === '' ? null : `{${text}}`;
}

function addAttributes(members: [string, Json][], attributes: Attributes, taken?: ReadonlySet<string>): void {
  const json = attributesJson(attributes, taken);
  if (json !== null) members.push(['attributes', json]);
}

/** Spans of a request share what was measured and by what: it is written once. */
const SHARED = new WeakMap<object, Json | null>();

function shared<T extends object>(context: T, jsonOf: (context: T) => Json | null): Json | null {
  let json = SHARED.get(context);
  if (json === undefined) SHARED.set(context, (json = jsonOf(context)));
  return json;
}

function resourceJson({ attributes }: OtlpResource): Json | null {
  return attributesJson(attributes);
}

function scopeJson(scope: OtlpScope): Json | null {
  const members: [string, Json][] = [];
  if (scope.name !== '') members.push(['name', textJson(scope.name)]);
  if (scope.version !== '') members.push(['version', textJson(scope.version)]);
  addAttributes(members, scope.attributes);
  addDropped(members, scope.droppedAttributes);
  if (scope.schemaUrl !== undefined && scope.schemaUrl !== '')
    members.push(['schemaUrl', textJson(scope.schemaUrl)]);
  return members.length > 0 ? objectJson(members) : null;
}

function statusJson({ statusCode, statusMessage }: OtlpSpan): Json {
  const members: [string, Json][] = [['code', textJson(statusCode)]];
  if (statusMessage !== '') members.push(['message', textJson(statusMessage)]);
  return objectJson(members);
}

function isException({ name }: OtlpSpanEvent): boolean {
  return name === EXCEPTION;
}

/** What the first exception says, where one says anything. */
export function exceptionMessage({ events }: OtlpSpan): string | undefined {
  for (const event of events) {
    if (!isException(event)) continue;
    for (const key of ['exception.message', 'exception.type']) {
      const text = event.attributes.get(key);
      if (typeof text === 'string' && text !== '') return text;
    }
  }
  return undefined;
}

/** Attributes go by what follows `exception.`, and by their whole keys where that is the name of another member. */
function exceptionJson(reader: SpanReader, event: OtlpSpanEvent): Json {
  const { attributes } = event;
  const ours = timeMembers(event);
  addDropped(ours, event.droppedAttributes);
  const members = new Map(ours.map(([name, json]) => [unused(name, attributes), json]));
  const taken = reader.takenOf(event);
  for (const [key, value] of attributes) {
    if (taken.has(key)) continue;
    const name = key.startsWith(EXCEPTION_PREFIX) ? key.slice(EXCEPTION_PREFIX.length) : key;
    members.set(attributes.has(name) || members.has(name) ? key : name, valueJson(value));
  }
  return objectJson(members);
}

function eventJson(reader: SpanReader, event: OtlpSpanEvent): Json {
  const members: [string, Json][] = [['name', textJson(event.name)], ...timeMembers(event)];
  addAttributes(members, event.attributes, reader.takenOf(event));
  addDropped(members, event.droppedAttributes);
  return objectJson(members);
}

function timeMembers({ nanos }: OtlpSpanEvent): [string, Json][] {
  return nanos === 0n ? [] : [['timestamp', textJson(nanosText(nanos))]];
}

function linksJson(links: readonly OtlpSpanLink[]): Json {
  return arrayJson(
    links.map((link) => {
      const members: [string, Json][] = [
        ['traceId', textJson(link.traceId)],
        ['spanId', textJson(link.spanId)],
      ];
      if (link.traceState !== '') members.push(['traceState', textJson(link.traceState)]);
      addAttributes(members, link.attributes);
      addDropped(members, link.droppedAttributes);
      if (link.flags !== undefined && link.flags !== 0) members.push(['flags', String(link.flags)]);
      return objectJson(members);
    }),
  );
}
