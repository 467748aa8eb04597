import type { ParameterFormat } from '../../../common/http/query/parameter.decorator.js';
import { parseTimestamp } from '../../../common/time/timestamp.js';
import type { ObservationPosition } from '../../domain/observations/observation-query.js';

/** Where the next stretch of a list begins, as clients of Langfuse hand it back: JSON in base64, of the kind that a URL can have as it is. */
export function writeObservationCursor({ startTime, traceId, id }: ObservationPosition): string {
  const cursor = { lastStartTimeTo: startTime, lastTraceId: traceId, lastId: id };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

export const OBSERVATION_CURSOR: ParameterFormat<ObservationPosition> = {
  parse: readObservationCursor,
  rule: 'must be a cursor that an answer of this route had',
  schema: { type: String },
};

function readObservationCursor(text: string): ObservationPosition | null {
  const cursor = jsonIn(text);
  if (typeof cursor !== 'object' || cursor === null) return null;
  const { lastStartTimeTo, lastTraceId, lastId } = cursor as Record<string, unknown>;
  if (!isStorable(lastStartTimeTo) || !isStorable(lastTraceId) || !isStorable(lastId)) return null;
  const startTime = parseTimestamp(lastStartTimeTo);
  return startTime && { startTime, traceId: lastTraceId, id: lastId };
}

function jsonIn(text: string): unknown {
  try {
    // The + of the other kind of base64 is a space in a URL that was put together carelessly.
    return JSON.parse(Buffer.from(text.replaceAll(' ', '+'), 'base64').toString()) as unknown;
  } catch {
    return null;
  }
}

function isStorable(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}
