import { SpanKind, SpanStatusCode, type Attributes, type HrTime, type SpanContext } from '@opentelemetry/api';
import type { Json } from './stored-trace.js';
import type { ReadableSpan } from './tracing-sdk.js';

/** As the server writes an instant: to the microsecond, and of whole milliseconds no more than these. */
function instantOf(time: HrTime): string {
  return (
    nanosOf(time)
      .slice(0, -4)
      .replace(/(\.\d{3})000$/, '$1') + 'Z'
  );
}

function nanosOf([seconds, nanos]: HrTime): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`;
}

/** What the server has to show of a span that the SDK of OpenTelemetry has sent, where no convention knows its attributes. */
export function observationOf(span: ReadableSpan): Json {
  return {
    id: span.spanContext().spanId,
    traceId: span.spanContext().traceId,
    parentObservationId: span.parentSpanContext?.spanId ?? null,
    type: 'SPAN',
    name: span.name,
    startTime: instantOf(span.startTime),
    endTime: instantOf(span.endTime),
    level: span.status.code === SpanStatusCode.ERROR ? 'ERROR' : 'DEFAULT',
    statusMessage: messageOf(span),
    metadata: metadataOf(span),
  };
}

function messageOf({ status, events }: ReadableSpan): string | null {
  const exception = events.find(({ name }) => name === 'exception');
  return status.message ?? (exception?.attributes?.['exception.message'] as string | undefined) ?? null;
}

function metadataOf(span: ReadableSpan): Json {
  const { status, instrumentationScope: scope, resource } = span;
  const exceptions = span.events.filter(({ name }) => name === 'exception');
  const events = span.events.filter(({ name }) => name !== 'exception');
  return withoutEmpty({
    attributes: span.attributes,
    resourceAttributes: resource.attributes,
    scope: withoutEmpty({ name: scope.name, version: scope.version, schemaUrl: scope.schemaUrl }),
    flags: flagsOf(span.spanContext(), span.parentSpanContext?.isRemote),
    kind: SpanKind[span.kind],
    status:
      status.code === SpanStatusCode.UNSET
        ? undefined
        : withoutEmpty({ code: SpanStatusCode[status.code], message: status.message }),
    traceState: span.spanContext().traceState?.serialize(),
    exceptions: exceptions.map(({ time, attributes = {} }) => ({
      timestamp: nanosOf(time),
      ...renamed(attributes),
    })),
    events: events.map(({ name, time, attributes = {} }) =>
      withoutEmpty({ name, timestamp: nanosOf(time), attributes }),
    ),
    links: span.links.map(({ context, attributes = {} }) =>
      withoutEmpty({
        traceId: context.traceId,
        spanId: context.spanId,
        traceState: context.traceState?.serialize(),
        flags: flagsOf(context, context.isRemote),
        attributes,
      }),
    ),
  });
}

/** Those of the W3C, and whether it is known that the context came from elsewhere, and whether it did (opentelemetry-proto, trace/v1). */
function flagsOf({ traceFlags }: SpanContext, isRemote = false): number {
  return traceFlags | 0x100 | (isRemote ? 0x200 : 0);
}

function renamed(exception: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(exception).map(([key, value]) => [key.replace(/^exception\./, ''), value]),
  );
}

function withoutEmpty(members: Json): Json {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  return Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value)));
}
