import type { Attributes, AttributeValue } from '../../src/ingest/domain/otlp/attribute-value.js';
import type { OtlpSpan, OtlpSpanEvent } from '../../src/ingest/domain/otlp/otlp-span.js';
import { translateSpan } from '../../src/ingest/domain/otlp/translate-span.js';
import type { ObservationPatch, TracePatch } from '../../src/ingest/domain/patch.js';

/** An attribute as a test writes it: plain objects stand for maps. */
export type Sent =
  string | number | bigint | boolean | null | Uint8Array | readonly Sent[] | { readonly [key: string]: Sent };

export function attributesOf(sent: Readonly<Record<string, Sent>>): Attributes {
  return new Map(Object.entries(sent).map(([key, value]) => [key, valueOf(value)]));
}

function valueOf(sent: Sent): AttributeValue {
  if (typeof sent !== 'object' || sent === null || sent instanceof Uint8Array) return sent;
  if (Array.isArray(sent)) return (sent as readonly Sent[]).map(valueOf);
  return attributesOf(sent as Readonly<Record<string, Sent>>);
}

export function aSpanEvent(name: string, attributes: Readonly<Record<string, Sent>> = {}): OtlpSpanEvent {
  return { name, nanos: 1_795_352_942_576_000_001n, attributes: attributesOf(attributes) };
}

/** A child by default, of 2026-11-22T13:09:02.575Z, half a second long. */
export function anOtlpSpan(
  attributes: Readonly<Record<string, Sent>> = {},
  fields: Partial<OtlpSpan> = {},
): OtlpSpan {
  return {
    resource: { attributes: new Map() },
    scope: { name: 'tests', version: '1.0', attributes: new Map() },
    traceId: '77a7986f762fd3869ecb353e9ba83ce6',
    spanId: '804acf0a6626c2fb',
    parentSpanId: '828ee17ac2b65c9e',
    traceState: '',
    flags: 0,
    name: 'a span',
    kind: 'INTERNAL',
    startNanos: 1_795_352_942_575_000_000n,
    endNanos: 1_795_352_943_075_000_000n,
    attributes: attributesOf(attributes),
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

export interface Translated {
  readonly observation: ObservationPatch;
  readonly trace: TracePatch | undefined;
  /** The fields of the observation, JSON read, with the type and the level that need not be said. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly traceFields: Readonly<Record<string, unknown>>;
}

export function translated(span: OtlpSpan): Translated {
  const patches = translateSpan(span, { projectId: 'p', receivedAtMs: Date.UTC(2026, 10, 23) });
  const observation = patches.find(({ kind }) => kind === 'observation') as ObservationPatch;
  const trace = patches.find(({ kind }) => kind === 'trace') as TracePatch | undefined;
  return {
    observation,
    trace,
    fields: { type: 'GENERATION', level: 'DEFAULT', ...readFields(observation.state.fields) },
    traceFields: readFields(trace?.state.fields ?? {}),
  };
}

const JSON_FIELDS = new Set([
  'input',
  'output',
  'metadata',
  'modelParameters',
  'usageDetails',
  'usageSent',
  'costDetails',
]);

function readFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      JSON_FIELDS.has(field) && typeof value === 'string'
        ? (JSON.parse(value) as unknown)
        : (value as unknown),
    ]),
  );
}
