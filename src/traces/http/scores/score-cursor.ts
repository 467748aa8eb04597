import { cursorMembers, cursorText } from '../../../common/http/query/cursor-text.js';
import type { ParameterFormat } from '../../../common/http/query/parameter.decorator.js';
import { parseTimestamp } from '../../../common/time/timestamp.js';
import type { ScorePosition } from '../../domain/scores/score-position.js';

export function writeScoreCursor({ timestamp, id, subjectId }: ScorePosition): string {
  return cursorText({ timestamp, id, subjectId });
}

export const SCORE_CURSOR: ParameterFormat<ScorePosition> = {
  parse: readScoreCursor,
  rule: 'must be a cursor that an answer of this route had',
  schema: { type: String, example: 'eyJ0aW1lc3RhbXAiOiIyMDI2LTAxLTMxVDA4OjAwOjAwLjAwMDAwMFoifQ' },
};

function readScoreCursor(text: string): ScorePosition | null {
  const cursor = cursorMembers(text, ['timestamp', 'id', 'subjectId']);
  const timestamp = cursor && parseTimestamp(cursor.timestamp);
  return timestamp && { timestamp, id: cursor.id, subjectId: cursor.subjectId };
}
