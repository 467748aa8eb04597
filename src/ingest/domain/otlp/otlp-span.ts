import type { Attributes } from './attribute-value.js';

/** What was measured: a service, its host. */
export interface OtlpResource {
  readonly attributes: Attributes;
  /** How many more there were, which the emitter has dropped; absent: none. */
  readonly droppedAttributes?: number;
  /** Of the conventions that the attributes follow. */
  readonly schemaUrl?: string;
}

/** The library that measured it. */
export interface OtlpScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: Attributes;
  readonly droppedAttributes?: number;
  readonly schemaUrl?: string;
}

export interface OtlpSpanEvent {
  readonly name: string;
  /** Since 1970; 0n: not said. */
  readonly nanos: bigint;
  readonly attributes: Attributes;
  readonly droppedAttributes?: number;
}

export interface OtlpSpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: Attributes;
  readonly droppedAttributes?: number;
  readonly flags?: number;
}

export type OtlpSpanKind = 'UNSPECIFIED' | 'INTERNAL' | 'SERVER' | 'CLIENT' | 'PRODUCER' | 'CONSUMER';
export type OtlpStatusCode = 'UNSET' | 'OK' | 'ERROR';

/** A span as it was sent, in whichever encoding (opentelemetry-proto, trace/v1). Ids are lower-case hex. */
export interface OtlpSpan {
  readonly resource: OtlpResource;
  readonly scope: OtlpScope;
  readonly traceId: string;
  readonly spanId: string;
  /** Null: the span is a root. */
  readonly parentSpanId: string | null;
  readonly traceState: string;
  /** Those of the W3C trace context, and whether the parent is remote; 0: not said. */
  readonly flags: number;
  readonly name: string;
  readonly kind: OtlpSpanKind;
  /** Since 1970; 0n: not said. */
  readonly startNanos: bigint;
  readonly endNanos: bigint;
  readonly attributes: Attributes;
  readonly events: readonly OtlpSpanEvent[];
  readonly links: readonly OtlpSpanLink[];
  /** What the emitter has dropped. */
  readonly droppedAttributes: number;
  readonly droppedEvents: number;
  readonly droppedLinks: number;
  readonly statusCode: OtlpStatusCode;
  readonly statusMessage: string;
}
