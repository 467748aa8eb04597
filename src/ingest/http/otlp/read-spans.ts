import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import type {
  OtlpResource,
  OtlpScope,
  OtlpSpan,
  OtlpSpanEvent,
  OtlpSpanKind,
  OtlpSpanLink,
  OtlpStatusCode,
} from '../../domain/otlp/otlp-span.js';
import { openResource, openScope, readKeyValue, readResource, readScope } from './attributes.js';
import { checkSpanIds, parentOrNull } from './span-ids.js';
import { refuseFrom, takeMessage } from './take-part.js';
import { WireReader } from './wire-reader.js';

/** What a request holds: spans, and why others of its spans cannot be taken. */
export interface ReadSpans {
  readonly spans: OtlpSpan[];
  readonly refusals: string[];
  /** NULs and what is no text that became U+FFFD. */
  readonly replacedCharacters: number;
}

/** In the order of their numbers in opentelemetry-proto. */
export const SPAN_KINDS: readonly OtlpSpanKind[] = [
  'UNSPECIFIED',
  'INTERNAL',
  'SERVER',
  'CLIENT',
  'PRODUCER',
  'CONSUMER',
];
export const STATUS_CODES: readonly OtlpStatusCode[] = ['UNSET', 'OK', 'ERROR'];

/**
 * Reads an opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.
 * @throws BadRequestError where it is none, or has more values than a request may have
 */
export function readSpans(bytes: Uint8Array, maxValues: number): ReadSpans {
  const wire = new WireReader(bytes, maxValues);
  const spans: OtlpSpan[] = [];
  const refusals: string[] = [];
  while (wire.next()) {
    if (wire.field === 1) readResourceSpans(wire, spans, refusals);
    else wire.skip();
  }
  return { spans, refusals, replacedCharacters: wire.replacedCharacters };
}

/** The resource may come after the spans that refer to it. */
function readResourceSpans(wire: WireReader, spans: OtlpSpan[], refusals: string[]): void {
  const outer = wire.enter();
  const resource = openResource();
  const first = spans.length;
  let refusal: string | null = null;
  while (wire.next()) {
    if (wire.field === 1) refusal = readResource(wire, resource) ?? refusal;
    else if (wire.field === 2) readScopeSpans(wire, resource, spans, refusals);
    else if (wire.field === 3) resource.schemaUrl = wire.text();
    else wire.skip();
  }
  if (refusal !== null) refuseFrom({ items: spans, refusals }, first, refusal);
  wire.leave(outer);
}

function readScopeSpans(
  wire: WireReader,
  resource: OtlpResource,
  spans: OtlpSpan[],
  refusals: string[],
): void {
  const outer = wire.enter();
  const scope = openScope();
  const first = spans.length;
  let refusal: string | null = null;
  while (wire.next()) {
    if (wire.field === 1) {
      refusal = readScope(wire, scope) ?? refusal;
    } else if (wire.field === 2) {
      const span = takeMessage(wire, () => readSpan(wire, resource, scope));
      if (typeof span === 'string') refusals.push(span);
      else spans.push(span);
    } else if (wire.field === 3) {
      scope.schemaUrl = wire.text();
    } else {
      wire.skip();
    }
  }
  if (refusal !== null) refuseFrom({ items: spans, refusals }, first, refusal);
  wire.leave(outer);
}

function readSpan(wire: WireReader, resource: OtlpResource, scope: OtlpScope): OtlpSpan {
  let traceId = '';
  let spanId = '';
  let parentSpanId = '';
  let traceState = '';
  let name = '';
  let kind = 0;
  let startNanos = 0n;
  let endNanos = 0n;
  const status = { code: 0, message: '' };
  const attributes = new Map<string, AttributeValue>();
  const events: OtlpSpanEvent[] = [];
  const links: OtlpSpanLink[] = [];
  let flags = 0;
  let droppedAttributes = 0;
  let droppedEvents = 0;
  let droppedLinks = 0;
  while (wire.next()) {
    switch (wire.field) {
      case 1:
        traceId = wire.hex();
        break;
      case 2:
        spanId = wire.hex();
        break;
      case 3:
        traceState = wire.text();
        break;
      case 4:
        parentSpanId = wire.hex();
        break;
      case 5:
        name = wire.text();
        break;
      case 6:
        kind = wire.integer();
        break;
      case 7:
        startNanos = wire.fixed64();
        break;
      case 8:
        endNanos = wire.fixed64();
        break;
      case 9:
        readKeyValue(wire, attributes);
        break;
      case 10:
        droppedAttributes = wire.integer();
        break;
      case 11:
        events.push(readEvent(wire));
        break;
      case 12:
        droppedEvents = wire.integer();
        break;
      case 13:
        links.push(readLink(wire));
        break;
      case 14:
        droppedLinks = wire.integer();
        break;
      case 15:
        readStatus(wire, status);
        break;
      case 16:
        flags = wire.fixed32();
        break;
      default:
        wire.skip();
    }
  }
  checkSpanIds(traceId, spanId, parentSpanId);
  return {
    resource,
    scope,
    traceId,
    spanId,
    parentSpanId: parentOrNull(parentSpanId),
    traceState,
    flags,
    name,
    kind: SPAN_KINDS[kind] ?? 'UNSPECIFIED',
    startNanos,
    endNanos,
    attributes,
    events,
    links,
    droppedAttributes,
    droppedEvents,
    droppedLinks,
    statusCode: STATUS_CODES[status.code] ?? 'UNSET',
    statusMessage: status.message,
  };
}

function readEvent(wire: WireReader): OtlpSpanEvent {
  const outer = wire.enter();
  const attributes = new Map<string, AttributeValue>();
  let nanos = 0n;
  let name = '';
  let droppedAttributes = 0;
  while (wire.next()) {
    if (wire.field === 1) nanos = wire.fixed64();
    else if (wire.field === 2) name = wire.text();
    else if (wire.field === 3) readKeyValue(wire, attributes);
    else if (wire.field === 4) droppedAttributes = wire.integer();
    else wire.skip();
  }
  wire.leave(outer);
  const event = { name, nanos, attributes };
  return droppedAttributes === 0 ? event : { ...event, droppedAttributes };
}

function readLink(wire: WireReader): OtlpSpanLink {
  const outer = wire.enter();
  const attributes = new Map<string, AttributeValue>();
  let traceId = '';
  let spanId = '';
  let traceState = '';
  let droppedAttributes = 0;
  let flags = 0;
  while (wire.next()) {
    if (wire.field === 1) traceId = wire.hex();
    else if (wire.field === 2) spanId = wire.hex();
    else if (wire.field === 3) traceState = wire.text();
    else if (wire.field === 4) readKeyValue(wire, attributes);
    else if (wire.field === 5) droppedAttributes = wire.integer();
    else if (wire.field === 6) flags = wire.fixed32();
    else wire.skip();
  }
  wire.leave(outer);
  const link = { traceId, spanId, traceState, attributes };
  return {
    ...link,
    ...(droppedAttributes !== 0 && { droppedAttributes }),
    ...(flags !== 0 && { flags }),
  };
}

function readStatus(wire: WireReader, status: { code: number; message: string }): void {
  const outer = wire.enter();
  while (wire.next()) {
    if (wire.field === 2) status.message = wire.text();
    else if (wire.field === 3) status.code = wire.integer();
    else wire.skip();
  }
  wire.leave(outer);
}
