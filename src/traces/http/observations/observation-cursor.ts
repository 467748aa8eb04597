import { cursorMembers, cursorText } from '../../../common/http/query/cursor-text.js';
import type { ParameterFormat } from '../../../common/http/query/parameter.decorator.js';
import { parseTimestamp } from '../../../common/time/timestamp.js';
import type { ObservationPosition } from '../../domain/observations/observation-query.js';

/** Where the next stretch of a list begins, by the names that clients of Langfuse may know. */
export function writeObservationCursor({ startTime, traceId, id }: ObservationPosition): string {
  return cursorText({ lastStartTimeTo: startTime, lastTraceId: traceId, lastId: id });
}

export const OBSERVATION_CURSOR: ParameterFormat<ObservationPosition> = {
  parse: readObservationCursor,
  rule: 'must be a cursor that an answer of this route had',
  schema: { type: String },
};

function readObservationCursor(text: string): ObservationPosition | null {
  const cursor = cursorMembers(text, ['lastStartTimeTo', 'lastTraceId', 'lastId']);
  const startTime = cursor && parseTimestamp(cursor.lastStartTimeTo);
  return startTime && { startTime, traceId: cursor.lastTraceId, id: cursor.lastId };
}
