import * as fc from 'fast-check';
import type { AttributeValue, Attributes } from '../../src/ingest/domain/otlp/attribute-value.js';
import type { OtlpSpan } from '../../src/ingest/domain/otlp/otlp-span.js';
import {
  bytes,
  double,
  fixed32,
  fixed64,
  integer,
  message,
  type ProtobufField,
} from '../support/protobuf.js';

const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const;
const CODES = ['UNSET', 'OK', 'ERROR'] as const;

/** A span with what every span has; the rest as given. */
export function otlpSpan(fields: Partial<OtlpSpan> = {}): OtlpSpan {
  return {
    resource: { attributes: new Map<string, AttributeValue>([['service.name', 'shop']]) },
    scope: { name: 'tracer', version: '1.2', attributes: new Map() },
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    parentSpanId: null,
    traceState: '',
    flags: 0,
    name: 'step',
    kind: 'INTERNAL',
    startNanos: 1_769_846_400_000_000_001n,
    endNanos: 1_769_846_401_500_000_002n,
    attributes: new Map(),
    events: [],
    links: [],
    droppedAttributes: 0,
    droppedEvents: 0,
    droppedLinks: 0,
    statusCode: 'UNSET',
    statusMessage: '',
    ...fields,
  };
}

/** An ExportTraceServiceRequest: each span with a resource and a scope of its own. */
export function protobufRequest(spans: readonly OtlpSpan[]): Buffer {
  return Buffer.concat(
    spans.map((span) =>
      message(
        1,
        message(1, ...keyValues(1, span.resource.attributes), ...count(2, span.resource.droppedAttributes)),
        message(
          2,
          message(
            1,
            bytes(1, span.scope.name),
            bytes(2, span.scope.version),
            ...keyValues(3, span.scope.attributes),
            ...count(4, span.scope.droppedAttributes),
          ),
          message(2, ...spanFields(span)),
          ...schema(span.scope.schemaUrl),
        ),
        ...schema(span.resource.schemaUrl),
      ),
    ),
  );
}

export function spanFields(span: OtlpSpan): ProtobufField[] {
  return [
    bytes(1, Buffer.from(span.traceId, 'hex')),
    bytes(2, Buffer.from(span.spanId, 'hex')),
    bytes(3, span.traceState),
    bytes(4, Buffer.from(span.parentSpanId ?? '', 'hex')),
    bytes(5, span.name),
    integer(6, KINDS.indexOf(span.kind)),
    fixed64(7, span.startNanos),
    fixed64(8, span.endNanos),
    ...keyValues(9, span.attributes),
    ...count(10, span.droppedAttributes),
    ...span.events.map(({ nanos, name, attributes, droppedAttributes }) =>
      message(
        11,
        fixed64(1, nanos),
        bytes(2, name),
        ...keyValues(3, attributes),
        ...count(4, droppedAttributes),
      ),
    ),
    ...count(12, span.droppedEvents),
    ...span.links.map(({ traceId, spanId, traceState, attributes, droppedAttributes, flags }) =>
      message(
        13,
        bytes(1, Buffer.from(traceId, 'hex')),
        bytes(2, Buffer.from(spanId, 'hex')),
        bytes(3, traceState),
        ...keyValues(4, attributes),
        ...count(5, droppedAttributes),
        ...(flags === undefined ? [] : [fixed32(6, flags)]),
      ),
    ),
    ...count(14, span.droppedLinks),
    message(15, bytes(2, span.statusMessage), integer(3, CODES.indexOf(span.statusCode))),
    fixed32(16, span.flags),
  ];
}

function schema(url: string | undefined): ProtobufField[] {
  return url === undefined ? [] : [bytes(3, url)];
}

function count(field: number, value: number | undefined): ProtobufField[] {
  return value === undefined ? [] : [integer(field, value)];
}

export function keyValues(field: number, attributes: Attributes): ProtobufField[] {
  return [...attributes].map(([key, value]) => message(field, bytes(1, key), message(2, ...anyValue(value))));
}

function anyValue(value: AttributeValue): ProtobufField[] {
  if (value === null) return [];
  if (typeof value === 'string') return [bytes(1, value)];
  if (typeof value === 'boolean') return [integer(2, value ? 1 : 0)];
  if (typeof value === 'bigint') return [integer(3, value)];
  if (typeof value === 'number') return [Number.isSafeInteger(value) ? integer(3, value) : double(4, value)];
  if (value instanceof Uint8Array) return [bytes(7, value)];
  if (value instanceof Map) return [message(6, ...keyValues(1, value as Attributes))];
  return [message(5, ...(value as readonly AttributeValue[]).map((item) => message(1, ...anyValue(item))))];
}

/** The same request as OTLP/JSON. */
export function jsonRequest(spans: readonly OtlpSpan[]): object {
  return {
    resourceSpans: spans.map((span) => ({
      resource: jsonContext(span.resource),
      schemaUrl: span.resource.schemaUrl,
      scopeSpans: [
        {
          scope: { name: span.scope.name, version: span.scope.version, ...jsonContext(span.scope) },
          schemaUrl: span.scope.schemaUrl,
          spans: [jsonSpan(span)],
        },
      ],
    })),
  };
}

function jsonContext({ attributes, droppedAttributes }: OtlpSpan['resource']): object {
  return { attributes: jsonKeyValues(attributes), droppedAttributesCount: droppedAttributes };
}

function jsonSpan(span: OtlpSpan): object {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId !== null && { parentSpanId: span.parentSpanId }),
    traceState: span.traceState,
    flags: span.flags,
    name: span.name,
    kind: KINDS.indexOf(span.kind),
    startTimeUnixNano: String(span.startNanos),
    endTimeUnixNano: String(span.endNanos),
    attributes: jsonKeyValues(span.attributes),
    events: span.events.map(({ nanos, name, ...context }) => ({
      timeUnixNano: String(nanos),
      name,
      ...jsonContext(context),
    })),
    links: span.links.map(({ attributes, droppedAttributes, ...link }) => ({
      ...link,
      ...jsonContext({ attributes, ...(droppedAttributes !== undefined && { droppedAttributes }) }),
    })),
    droppedAttributesCount: span.droppedAttributes,
    droppedEventsCount: span.droppedEvents,
    droppedLinksCount: span.droppedLinks,
    status: { code: CODES.indexOf(span.statusCode), message: span.statusMessage },
  };
}

export function jsonKeyValues(attributes: Attributes): object[] {
  return [...attributes].map(([key, value]) => ({ key, value: jsonAnyValue(value) }));
}

function jsonAnyValue(value: AttributeValue): object {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'bigint') return { intValue: String(value) };
  if (typeof value === 'number')
    return Number.isSafeInteger(value)
      ? { intValue: value }
      : { doubleValue: Number.isFinite(value) ? value : String(value) };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (value instanceof Map) return { kvlistValue: { values: jsonKeyValues(value as Attributes) } };
  return { arrayValue: { values: (value as readonly AttributeValue[]).map(jsonAnyValue) } };
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'));

const attributeValue: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue; map: Attributes }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.bigInt(2n ** 53n, 2n ** 63n - 1n),
      fc.bigInt(-(2n ** 63n), -(2n ** 53n)),
      fc.double().filter((value) => !Number.isInteger(value)),
      fc.constant(null),
      fc.uint8Array({ maxLength: 8 }).map((value) => Buffer.from(value)),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
    ),
    map: fc.array(fc.tuple(text, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
  }),
).value;

const attributes = fc
  .array(fc.tuple(fc.oneof(text, fc.constant('__proto__')), attributeValue), { maxLength: 4 })
  .map((entries) => new Map(entries));

function id(size: number): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: size, maxLength: size })
    .filter((value) => value.some((byte) => byte !== 0))
    .map((value) => Buffer.from(value).toString('hex'));
}

const nanos = fc.bigInt(0n, 2n ** 64n - 1n);

const counted = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const anyCount = fc.oneof(fc.constant(0), counted);

const dropped = fc.record({ droppedAttributes: counted }, { requiredKeys: [] });
const ofSchema = fc.record(
  { droppedAttributes: counted, schemaUrl: text.filter((value) => value !== '') },
  { requiredKeys: [] },
);

function both<A extends object, B extends object>(
  a: fc.Arbitrary<A>,
  b: fc.Arbitrary<B>,
): fc.Arbitrary<A & B> {
  return fc.tuple(a, b).map(([first, second]) => ({ ...first, ...second }));
}

/** Any span that can be sent. */
export const otlpSpanArbitrary: fc.Arbitrary<OtlpSpan> = fc.record({
  resource: both(fc.record({ attributes }), ofSchema),
  scope: both(fc.record({ name: text, version: text, attributes }), ofSchema),
  traceId: id(16),
  spanId: id(8),
  parentSpanId: fc.option(id(8)),
  traceState: text,
  flags: anyCount,
  name: text,
  kind: fc.constantFrom(...KINDS),
  startNanos: nanos,
  endNanos: nanos,
  attributes,
  events: fc.array(both(fc.record({ name: text, nanos, attributes }), dropped), { maxLength: 2 }),
  links: fc.array(
    both(
      fc.record({ traceId: id(16), spanId: id(8), traceState: text, attributes }),
      fc.record({ droppedAttributes: counted, flags: counted }, { requiredKeys: [] }),
    ),
    { maxLength: 2 },
  ),
  droppedAttributes: anyCount,
  droppedEvents: anyCount,
  droppedLinks: anyCount,
  statusCode: fc.constantFrom(...CODES),
  statusMessage: text,
});
