import type { Attributes, AttributeValue } from './attribute-value.js';
import { arrayJson, objectJson, requireMetadataFits, textJson, valueJson, type Json } from './json-text.js';
import type { OtlpSpan, OtlpSpanEvent } from './otlp-span.js';
import type { SpanReader } from './span-reader.js';
import { nanosText } from './span-times.js';

const EXCEPTION = 'exception';
const EXCEPTION_PREFIX = 'exception.';

/**
 * The metadata of an observation: what the application said, and beside it all of the span that no field has taken. Where the application has
 * itself used one of our names, ours begins with `otel.`.
 * @param name of the observation: a span that is called otherwise keeps its own
 * @throws InvalidFieldError where it is more than metadata may be
 */
export function spanMetadata(
  reader: SpanReader,
  name: string | undefined,
  said: ReadonlyMap<string, Json> | undefined,
): Json {
  const members = new Map(said);
  for (const [key, json] of restOf(reader, name)) members.set(members.has(key) ? `otel.${key}` : key, json);
  const json = objectJson(members);
  requireMetadataFits(json);
  return json;
}

function* restOf(reader: SpanReader, name: string | undefined): Generator<readonly [string, Json]> {
  const { span } = reader;
  if (span.name !== (name ?? '')) yield ['spanName', textJson(span.name)];
  const attributes = [...reader.restOfAttributes()];
  if (attributes.length > 0) yield ['attributes', attributesJson(attributes)];
  if (span.resource.attributes.size > 0) yield ['resourceAttributes', sharedJson(span.resource.attributes)];
  const scope = scopeJson(span);
  if (scope !== null) yield ['scope', scope];
  if (span.kind !== 'UNSPECIFIED') yield ['kind', textJson(span.kind)];
  if (span.statusCode !== 'UNSET') yield ['status', statusJson(span)];
  if (span.traceState !== '') yield ['traceState', textJson(span.traceState)];
  const exceptions = span.events.filter(isException);
  if (exceptions.length > 0)
    yield ['exceptions', arrayJson(exceptions.map((event) => exceptionJson(reader, event)))];
  const events = span.events.filter((event) => !isException(event));
  if (events.length > 0) yield ['events', arrayJson(events.map((event) => eventJson(reader, event)))];
  if (span.links.length > 0) yield ['links', linksJson(span)];
}

function attributesJson(attributes: Iterable<readonly [string, AttributeValue]>): Json {
  return objectJson(Array.from(attributes, ([key, value]) => [key, valueJson(value)] as const));
}

/** Spans of a request share what was measured: it is written once. */
const SHARED = new WeakMap<Attributes, Json>();

function sharedJson(attributes: Attributes): Json {
  let json = SHARED.get(attributes);
  if (json === undefined) SHARED.set(attributes, (json = attributesJson(attributes)));
  return json;
}

function scopeJson({ scope }: OtlpSpan): Json | null {
  const members: [string, Json][] = [];
  if (scope.name !== '') members.push(['name', textJson(scope.name)]);
  if (scope.version !== '') members.push(['version', textJson(scope.version)]);
  if (scope.attributes.size > 0) members.push(['attributes', attributesJson(scope.attributes)]);
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

function exceptionJson(reader: SpanReader, event: OtlpSpanEvent): Json {
  const members = timeMembers(event);
  for (const [key, value] of reader.restOfEvent(event)) {
    const name = key.startsWith(EXCEPTION_PREFIX) ? key.slice(EXCEPTION_PREFIX.length) : key;
    members.push([name, valueJson(value)]);
  }
  return objectJson(members);
}

function eventJson(reader: SpanReader, event: OtlpSpanEvent): Json {
  const members: [string, Json][] = [['name', textJson(event.name)], ...timeMembers(event)];
  const attributes = [...reader.restOfEvent(event)];
  if (attributes.length > 0) members.push(['attributes', attributesJson(attributes)]);
  return objectJson(members);
}

function timeMembers({ nanos }: OtlpSpanEvent): [string, Json][] {
  return nanos === 0n ? [] : [['timestamp', textJson(nanosText(nanos))]];
}

function linksJson({ links }: OtlpSpan): Json {
  return arrayJson(
    links.map((link) => {
      const members: [string, Json][] = [
        ['traceId', textJson(link.traceId)],
        ['spanId', textJson(link.spanId)],
      ];
      if (link.traceState !== '') members.push(['traceState', textJson(link.traceState)]);
      if (link.attributes.size > 0) members.push(['attributes', attributesJson(link.attributes)]);
      return objectJson(members);
    }),
  );
}
