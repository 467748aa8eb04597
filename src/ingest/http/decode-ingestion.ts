import { DomainError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { JsonReadError } from '../../common/json/json-read-error.js';
import { readJson, type JsonDocument, type JsonLimits } from '../../common/json/json-reader.js';
import { shapeOf, type JsonSchema } from '../../common/json/json-schema.js';
import { compileValidator } from '../../common/json/json-validator.js';
import { subjectOfEvent } from '../domain/langfuse/event-types.js';
import type { IngestionItem } from '../domain/langfuse/ingestion-item.js';
import type {
  EventEnvelope,
  ObservationBody,
  ScoreBody,
  TraceBody,
} from '../domain/langfuse/ingestion-event.js';
import { gapsOf } from '../domain/langfuse/event-gaps.js';
import { translateEvent, withinBody, type EventBodies } from '../domain/langfuse/translate-event.js';
import {
  ANY_EVENT,
  EVENT,
  INGESTION_BATCH_SCHEMA,
  OBSERVATION_BODY,
  SCORE_BODY,
  TRACE_BODY,
} from './ingestion-event.schema.js';

/** As Langfuse calls an event whose id cannot be read. */
const UNKNOWN_ID = 'unknown';
/** For what only has to be stepped over: an event that breaks the limits of payloads is refused alone, by its id. */
const OUTER_LIMITS: JsonLimits = { maxDepth: 1000, maxValues: 2_000_000 };
const batchShape = shapeOf({ properties: { batch: { type: 'array', items: ANY_EVENT } } });
const textsShape = shapeOf(INGESTION_BATCH_SCHEMA);
const eventShape = shapeOf(ANY_EVENT);
const idShape = shapeOf({ properties: { id: {} } });
const validEvent = compileValidator<EventEnvelope & { readonly body: unknown }>(EVENT);
const bodies: EventBodies = {
  trace: bodyValidator<TraceBody>(TRACE_BODY),
  observation: bodyValidator<ObservationBody>(OBSERVATION_BODY),
  score: bodyValidator<ScoreBody>(SCORE_BODY),
};

/** An event that was read, or one that could not be: its text, and why. */
export type ReadEvent =
  { readonly value: unknown } | { readonly text: string; readonly refusal: InvalidFieldError };

/**
 * Reads a batch in one go. Where that breaks a limit, it is read in two steps, the events as texts first, so that only the guilty one
 * is refused. In what is returned, `batch` holds what {@link decodeIngestionEvent} takes.
 * @throws JsonReadError where the body is no JSON at all
 */
export function readIngestionBatch(text: string, limits: JsonLimits): JsonDocument {
  try {
    const { value, replacedCharacters } = readJson(text, batchShape, limits);
    return { value: withBatch(value, (event) => ({ value: event })), replacedCharacters };
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
  }
  const { value, replacedCharacters } = readJson(text, textsShape, OUTER_LIMITS);
  return { value: withBatch(value, (event) => readEvent(String(event), limits)), replacedCharacters };
}

/** One event of a batch. Whatever is wrong with it is said of it alone. */
export function decodeIngestionEvent(read: ReadEvent, projectId: string): IngestionItem {
  if ('refusal' in read)
    return { kind: 'error', eventId: idInText(read.text), message: read.refusal.message };
  try {
    const event = validEvent(read.value);
    const eventId = event.id;
    const subject = subjectOfEvent(event.type);
    if (subject === undefined) throw new InvalidFieldError(['type'], 'is not a type of event');
    const patch = translateEvent(event, subject, bodies, projectId);
    return patch === null
      ? { kind: 'ignored', eventId }
      : { kind: 'patch', eventId, patch, ...gapsOf(event, subject) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: 'error', eventId: idOf(read.value), message: error.message };
  }
}

function withBatch(body: unknown, read: (event: unknown) => ReadEvent): unknown {
  if (typeof body !== 'object' || body === null || !('batch' in body)) return body;
  const { batch } = body;
  return { batch: Array.isArray(batch) ? batch.map(read) : batch };
}

function readEvent(text: string, limits: JsonLimits): ReadEvent {
  try {
    return { value: readJson(text, eventShape, limits).value };
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
    return { text, refusal: new InvalidFieldError(error.path, error.reason) };
  }
}

function idInText(text: string): string {
  return idOf(readJson(text, idShape, OUTER_LIMITS).value);
}

function idOf(event: unknown): string {
  const id = typeof event === 'object' && event !== null && 'id' in event ? event.id : null;
  return typeof id === 'string' && id !== '' ? id : UNKNOWN_ID;
}

function bodyValidator<Body>(schema: JsonSchema): (body: unknown) => Body {
  const validate = compileValidator<Body>(schema);
  return (body) => {
    try {
      return validate(body);
    } catch (error) {
      throw withinBody(error);
    }
  };
}
