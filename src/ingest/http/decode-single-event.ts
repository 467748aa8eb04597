import { randomUUID } from 'node:crypto';
import type { JsonSchema } from '../../common/json/json-schema.js';
import { timestampFromMs } from '../../common/time/timestamp.js';
import { subjectOfEvent } from '../domain/langfuse/event-types.js';
import type { ObservationBody, ScoreBody, TraceBody } from '../domain/langfuse/ingestion-event.js';
import type { PatchItem } from '../domain/langfuse/ingestion-item.js';
import { gapsOf } from '../domain/langfuse/event-gaps.js';
import { outsideBody, translateEvent, type EventBodies } from '../domain/langfuse/translate-event.js';
import type { TranslationContext } from '../domain/translation.js';
import {
  GENERATION_CHANGE,
  OBSERVATION_BODY,
  SCORE_BODY,
  SPAN_CHANGE,
  TRACE_BODY,
} from './ingestion-event.schema.js';

/** An event that is the body of a request: its type, its form, and the member that names what it is about. */
export interface SingleEvent {
  readonly type: string;
  readonly schema: JsonSchema;
  readonly idMember: string;
}

export const SINGLE_EVENTS = {
  trace: { type: 'trace-create', schema: TRACE_BODY, idMember: 'id' },
  span: { type: 'span-create', schema: OBSERVATION_BODY, idMember: 'id' },
  spanChange: { type: 'span-update', schema: SPAN_CHANGE, idMember: 'spanId' },
  generation: { type: 'generation-create', schema: OBSERVATION_BODY, idMember: 'id' },
  generationChange: { type: 'generation-update', schema: GENERATION_CHANGE, idMember: 'generationId' },
  event: { type: 'event-create', schema: OBSERVATION_BODY, idMember: 'id' },
  score: { type: 'score-create', schema: SCORE_BODY, idMember: 'id' },
} as const satisfies Readonly<Record<string, SingleEvent>>;

export type SingleEventKind = keyof typeof SINGLE_EVENTS;

/** Checked as a whole before it is translated. */
const checkedBodies: EventBodies = {
  trace: (body) => body as TraceBody,
  observation: (body) => body as ObservationBody,
  score: (body) => body as ScoreBody,
};

/** It happens when it arrives. What has no id gets one. @throws InvalidFieldError */
export function decodeSingleEvent(
  { type, idMember }: SingleEvent,
  body: Readonly<Record<string, unknown>>,
  { projectId, receivedAtMs }: TranslationContext,
): PatchItem {
  const { [idMember]: sent, ...members } = body;
  const eventId = randomUUID();
  const id = typeof sent === 'string' && sent !== '' ? sent : eventId;
  const event = { id: eventId, type, timestamp: timestampFromMs(receivedAtMs), body: { ...members, id } };
  const subject = subjectOfEvent(type);
  try {
    const patch = subject && translateEvent(event, subject, checkedBodies, projectId);
    if (subject === undefined || !patch) throw new Error(`${type} says nothing`);
    return { kind: 'patch', eventId, patch, ...gapsOf(event, subject) };
  } catch (error) {
    throw outsideBody(error);
  }
}
