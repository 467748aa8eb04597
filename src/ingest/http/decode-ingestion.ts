import { DomainError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { JsonReadError } from '../../common/json/json-read-error.js';
import { readJson, type JsonLimits } from '../../common/json/json-reader.js';
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
import { translateEvent, withinBody, type EventBodies } from '../domain/langfuse/translate-event.js';
import { ANY_EVENT, EVENT, OBSERVATION_BODY, SCORE_BODY, TRACE_BODY } from './ingestion-event.schema.js';

/** As Langfuse calls an event whose id cannot be read. */
const UNKNOWN_ID = 'unknown';
/** For what only has to be stepped over: an event that breaks the limits of payloads is refused alone, by its id. */
export const OUTER_LIMITS: JsonLimits = { maxDepth: 1000, maxValues: 2_000_000 };
const shape = shapeOf(ANY_EVENT);
const idShape = shapeOf({ properties: { id: {} } });
const validEvent = compileValidator<EventEnvelope & { readonly body: unknown }>(EVENT);
const bodies: EventBodies = {
  trace: bodyValidator<TraceBody>(TRACE_BODY),
  observation: bodyValidator<ObservationBody>(OBSERVATION_BODY),
  score: bodyValidator<ScoreBody>(SCORE_BODY),
};

/** One event of a batch. Whatever is wrong with it is said of it alone. */
export function decodeIngestionEvent(text: string, projectId: string, limits: JsonLimits): IngestionItem {
  try {
    const event = validEvent(readJson(text, shape, limits).value);
    const eventId = event.id;
    const subject = subjectOfEvent(event.type);
    if (subject === undefined) throw new InvalidFieldError(['type'], 'is not a type of event');
    const patch = translateEvent(event, subject, bodies, projectId);
    return patch === null ? { kind: 'ignored', eventId } : { kind: 'patch', eventId, patch };
  } catch (error) {
    const refusal = error instanceof JsonReadError ? new InvalidFieldError(error.path, error.reason) : error;
    if (!(refusal instanceof DomainError)) throw refusal;
    return { kind: 'error', eventId: idIn(text), message: refusal.message };
  }
}

function idIn(text: string): string {
  const event = readJson(text, idShape, OUTER_LIMITS).value;
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
