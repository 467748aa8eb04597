import { isUtf8 } from 'node:buffer';
import { BadRequestError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { JsonReadError } from '../../common/json/json-read-error.js';
import { readJson, type JsonDocument, type JsonLimits } from '../../common/json/json-reader.js';
import { shapeOf, type JsonSchema } from '../../common/json/json-schema.js';
import { compileValidator } from '../../common/json/json-validator.js';
import type { IngestionItem, PatchItem } from '../domain/langfuse/ingestion-item.js';
import type { MetricSample } from '../domain/metric-sample.js';
import type { NativeBatch } from '../domain/native-batch.js';
import type { PointItem } from '../domain/otlp/metrics/point-item.js';
import type { SpanItem } from '../domain/otlp/span-item.js';
import type { Patch } from '../domain/patch.js';
import { translateMetricBatch, type MetricBatch } from '../domain/translate-metric-batch.js';
import { translateNativeBatch } from '../domain/translate-native-batch.js';
import type { TranslationContext } from '../domain/translation.js';
import {
  countIngestionEvents,
  countMetricEvents,
  countNativeEvents,
  countSingleEvent,
  type CountEvents,
} from './count-events.js';
import { decodeIngestionEvent, readIngestionBatch, type ReadEvent } from './decode-ingestion.js';
import { decodeSingleEvent, SINGLE_EVENTS, type SingleEventKind } from './decode-single-event.js';
import { INGESTION_BATCH_SCHEMA } from './ingestion-event.schema.js';
import { METRIC_BATCH_SCHEMA } from './metric-batch.schema.js';
import { NATIVE_BATCH_SCHEMA } from './native-batch.schema.js';
import { decodePoints } from './otlp/decode-points.js';
import { decodeSpans } from './otlp/decode-spans.js';
import { readJsonPoints } from './otlp/read-json-points.js';
import { readJsonSpans } from './otlp/read-json-spans.js';
import { readPoints, type ReadPoints } from './otlp/read-points.js';
import { readSpans, type ReadSpans } from './otlp/read-spans.js';

/** What each protocol's bodies become. */
export interface ProtocolItems extends Readonly<Record<SingleEventKind, PatchItem>> {
  readonly native: Patch;
  readonly metrics: MetricSample;
  readonly ingestion: IngestionItem;
  /** Of OTLP, in protobuf. */
  readonly spans: SpanItem;
  readonly jsonSpans: SpanItem;
  readonly points: PointItem;
  readonly jsonPoints: PointItem;
}

export type Protocol = keyof ProtocolItems;

export interface DecodedBody<Item> {
  readonly items: Item[];
  /** NULs and lone surrogates that became U+FFFD. */
  readonly replacedCharacters: number;
}

/** Deep enough for any real payload, and far from what stack and jsonb can take. */
const LIMITS = { maxDepth: 128, maxValues: 2_000_000 };

/** Told how many events a body holds as soon as that is known: before they are checked. Not told where the body is no JSON. */
export type OnCounted = (events: number) => void;

type Decode<Item> = (
  bytes: Uint8Array,
  context: TranslationContext,
  onCounted: OnCounted,
) => DecodedBody<Item>;

const DECODERS: { readonly [P in Protocol]: Decode<ProtocolItems[P]> } = {
  native: decoder<NativeBatch, Patch>(NATIVE_BATCH_SCHEMA, countNativeEvents, translateNativeBatch),
  metrics: decoder<MetricBatch, MetricSample>(METRIC_BATCH_SCHEMA, countMetricEvents, translateMetricBatch),
  ingestion: decoder<{ readonly batch: readonly ReadEvent[] }, IngestionItem>(
    INGESTION_BATCH_SCHEMA,
    countIngestionEvents,
    ({ batch }, { projectId }) => batch.map((event) => decodeIngestionEvent(event, projectId)),
    readIngestionBatch,
  ),
  trace: singleDecoder('trace'),
  span: singleDecoder('span'),
  spanChange: singleDecoder('spanChange'),
  generation: singleDecoder('generation'),
  generationChange: singleDecoder('generationChange'),
  event: singleDecoder('event'),
  score: singleDecoder('score'),
  spans: spanDecoder(readSpans),
  jsonSpans: spanDecoder(readJsonSpans),
  points: pointDecoder(readPoints),
  jsonPoints: pointDecoder(readJsonPoints),
};

/**
 * Bytes to items: read within limits, checked, translated. Pure, and the same on any thread.
 * @throws BadRequestError (its path and rule in the message), or DomainError FORBIDDEN for a foreign project
 */
export function decodeBody<P extends Protocol>(
  protocol: P,
  bytes: Uint8Array,
  context: TranslationContext,
  onCounted: OnCounted,
): DecodedBody<ProtocolItems[P]> {
  return DECODERS[protocol](bytes, context, onCounted);
}

function decoder<Body, Item>(
  schema: JsonSchema,
  countEvents: CountEvents,
  translate: (body: Body, context: TranslationContext) => Item[],
  read: (text: string, limits: JsonLimits) => JsonDocument = readerOf(schema),
): Decode<Item> {
  const validate = compileValidator<Body>(schema);
  return (bytes, context, onCounted) => {
    if (!isUtf8(bytes)) throw new BadRequestError('The body is not valid UTF-8');
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    try {
      const { value, replacedCharacters } = read(text, LIMITS);
      onCounted(countEvents(value));
      return { items: translate(validate(value), context), replacedCharacters };
    } catch (error) {
      throw error instanceof JsonReadError ? new InvalidFieldError(error.path, error.reason) : error;
    }
  };
}

function singleDecoder(kind: SingleEventKind): Decode<PatchItem> {
  const single = SINGLE_EVENTS[kind];
  return decoder<Readonly<Record<string, unknown>>, PatchItem>(
    single.schema,
    countSingleEvent,
    (body, context) => [decodeSingleEvent(single, body, context)],
  );
}

function spanDecoder(read: (bytes: Uint8Array, maxValues: number) => ReadSpans): Decode<SpanItem> {
  return (bytes, context, onCounted) =>
    decodeSpans((body) => read(body, LIMITS.maxValues), bytes, context, onCounted);
}

function pointDecoder(read: (bytes: Uint8Array, maxValues: number) => ReadPoints): Decode<PointItem> {
  return (bytes, context, onCounted) =>
    decodePoints((body) => read(body, LIMITS.maxValues), bytes, context, onCounted);
}

function readerOf(schema: JsonSchema): (text: string, limits: JsonLimits) => JsonDocument {
  const shape = shapeOf(schema);
  return (text, limits) => readJson(text, shape, limits);
}
