import type { Attributes } from './attribute-value.js';

/** What was measured: a service, its host. */
export interface OtlpResource {
  readonly attributes: Attributes;
}

/** The library that measured it. */
export interface OtlpScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: Attributes;
}

export interface OtlpSpanEvent {
  readonly name: string;
  /** Since 1970; 0n: not said. */
  readonly nanos: bigint;
  readonly attributes: Attributes;
}

export interface OtlpSpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: Attributes;
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
  readonly name: string;
  readonly kind: OtlpSpanKind;
  /** Since 1970; 0n: not said. */
  readonly startNanos: bigint;
  readonly endNanos: bigint;
  readonly attributes: Attributes;
  readonly events: readonly OtlpSpanEvent[];
  readonly links: readonly OtlpSpanLink[];
  readonly statusCode: OtlpStatusCode;
  readonly statusMessage: string;
}
