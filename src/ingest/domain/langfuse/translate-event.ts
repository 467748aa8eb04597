import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { Patch } from '../patch.js';
import { eventTimeOf } from './event-time.js';
import type { EventSubject } from './event-types.js';
import type { EventEnvelope, ObservationBody, ScoreBody, TraceBody } from './ingestion-event.js';
import { observationPatch } from './observation-event.js';
import { scorePatch } from './score-event.js';
import { tracePatch } from './trace-event.js';

/** The bodies of events, by what they are about, each checked against its schema. */
export interface EventBodies {
  trace(body: unknown): TraceBody;
  observation(body: unknown): ObservationBody;
  score(body: unknown): ScoreBody;
}

/**
 * What an event changes; null where it changes nothing.
 * @throws InvalidFieldError with a path within the event
 */
export function translateEvent(
  event: EventEnvelope & { readonly body: unknown },
  subject: EventSubject,
  bodies: EventBodies,
  projectId: string,
): Patch | null {
  const time = eventTimeOf(event);
  switch (subject.kind) {
    case 'trace':
      return tracePatch(bodies.trace(event.body), projectId, time);
    case 'observation':
      return observationPatch(bodies.observation(event.body), subject.type, projectId, time);
    case 'score':
      return scorePatch(bodies.score(event.body), event.id, projectId, time);
    case 'log':
      return null;
  }
}

/** The same error, seen from the event. */
export function withinBody(error: unknown): unknown {
  return error instanceof InvalidFieldError
    ? new InvalidFieldError(['body', ...error.path], error.rule)
    : error;
}

/** The other way round: an error within the body of an event that is all of a request. */
export function outsideBody(error: unknown): unknown {
  return error instanceof InvalidFieldError && error.path[0] === 'body'
    ? new InvalidFieldError(error.path.slice(1), error.rule)
    : error;
}
