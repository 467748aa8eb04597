import { arrayOf, VALUE } from '../../../common/json/json-shape.js';
import type { OtlpResource, OtlpScope, OtlpSpan } from '../../domain/otlp/otlp-span.js';
import {
  attributesOf,
  droppedOf,
  KEY_VALUES,
  RESOURCE,
  resourceOf,
  SCOPE,
  scopeOf,
} from './json-attributes.js';
import { INTEGER_64, messageShape, STRAY, type JsonMessage } from './json-fields.js';
import { readOtlpJson, refuseStrays } from './read-otlp-json.js';
import { SPAN_KINDS, STATUS_CODES, type ReadSpans } from './read-spans.js';
import { checkSpanIds, parentOrNull } from './span-ids.js';
import { takePart } from './take-part.js';

const SPAN = messageShape({
  traceId: VALUE,
  spanId: VALUE,
  parentSpanId: VALUE,
  traceState: VALUE,
  name: VALUE,
  kind: VALUE,
  flags: VALUE,
  startTimeUnixNano: INTEGER_64,
  endTimeUnixNano: INTEGER_64,
  attributes: KEY_VALUES,
  droppedAttributesCount: VALUE,
  events: arrayOf(
    messageShape({
      timeUnixNano: INTEGER_64,
      name: VALUE,
      attributes: KEY_VALUES,
      droppedAttributesCount: VALUE,
    }),
  ),
  droppedEventsCount: VALUE,
  links: arrayOf(
    messageShape({
      traceId: VALUE,
      spanId: VALUE,
      traceState: VALUE,
      attributes: KEY_VALUES,
      droppedAttributesCount: VALUE,
      flags: VALUE,
    }),
  ),
  droppedLinksCount: VALUE,
  status: messageShape({ code: VALUE, message: VALUE }),
});
const REQUEST = messageShape({
  resourceSpans: arrayOf(
    messageShape({
      resource: RESOURCE,
      scopeSpans: arrayOf(messageShape({ scope: SCOPE, spans: arrayOf(SPAN), schemaUrl: VALUE })),
      schemaUrl: VALUE,
    }),
  ),
  resourceLogs: STRAY,
  resourceMetrics: STRAY,
});

/**
 * Reads an ExportTraceServiceRequest in OTLP/JSON: ids are hexadecimal.
 * @throws BadRequestError where it is none, or has more values than a request may have
 */
export function readJsonSpans(bytes: Uint8Array, maxValues: number): ReadSpans {
  return readOtlpJson(bytes, REQUEST, maxValues, spansOf);
}

function spansOf(request: JsonMessage): Omit<ReadSpans, 'replacedCharacters'> {
  const spans: OtlpSpan[] = [];
  const refusals: string[] = [];
  refuseStrays(request, ['resourceLogs', 'resourceMetrics'], 'spans');
  for (const resourceSpans of request.messages('resourceSpans')) {
    const resource = takePart(() => resourceOf(resourceSpans));
    for (const scopeSpans of resourceSpans.messages('scopeSpans')) {
      const scope = takePart(() => scopeOf(scopeSpans));
      for (const [index, item] of scopeSpans.list('spans').entries()) {
        const span = takeSpan(() => scopeSpans.messageAt('spans', index, item), resource, scope);
        if (typeof span === 'string') refusals.push(span);
        else spans.push(span);
      }
    }
  }
  return { spans, refusals };
}

/** Returns why the span cannot be taken, where it cannot; so too where its resource or its scope cannot. */
function takeSpan(
  messageOf: () => JsonMessage,
  resource: OtlpResource | string,
  scope: OtlpScope | string,
): OtlpSpan | string {
  if (typeof resource === 'string') return resource;
  if (typeof scope === 'string') return scope;
  return takePart(() => spanOf(messageOf(), resource, scope));
}

function spanOf(message: JsonMessage, resource: OtlpResource, scope: OtlpScope): OtlpSpan {
  const traceId = message.text('traceId').toLowerCase();
  const spanId = message.text('spanId').toLowerCase();
  const parentSpanId = message.text('parentSpanId').toLowerCase();
  checkSpanIds(traceId, spanId, parentSpanId);
  const status = message.message('status');
  return {
    resource,
    scope,
    traceId,
    spanId,
    parentSpanId: parentOrNull(parentSpanId),
    traceState: message.text('traceState'),
    flags: message.integer('flags'),
    name: message.text('name'),
    kind: SPAN_KINDS[message.enumeration('kind', 'SPAN_KIND_', SPAN_KINDS)] ?? 'UNSPECIFIED',
    startNanos: message.bigint('startTimeUnixNano'),
    endNanos: message.bigint('endTimeUnixNano'),
    attributes: attributesOf(message, 'attributes'),
    events: message.messages('events').map((event) => ({
      name: event.text('name'),
      nanos: event.bigint('timeUnixNano'),
      attributes: attributesOf(event, 'attributes'),
      ...droppedOf(event),
    })),
    links: message.messages('links').map((link) => ({
      traceId: link.text('traceId').toLowerCase(),
      spanId: link.text('spanId').toLowerCase(),
      traceState: link.text('traceState'),
      attributes: attributesOf(link, 'attributes'),
      ...droppedOf(link),
      ...flagsOf(link),
    })),
    droppedAttributes: message.integer('droppedAttributesCount'),
    droppedEvents: message.integer('droppedEventsCount'),
    droppedLinks: message.integer('droppedLinksCount'),
    statusCode: STATUS_CODES[status?.enumeration('code', 'STATUS_CODE_', STATUS_CODES) ?? 0] ?? 'UNSET',
    statusMessage: status?.text('message') ?? '',
  };
}

function flagsOf(link: JsonMessage): { flags?: number } {
  const flags = link.integer('flags');
  return flags === 0 ? {} : { flags };
}
