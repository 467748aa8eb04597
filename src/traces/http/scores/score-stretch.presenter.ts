import { formatTimestamp } from '../../../common/time/timestamp.js';
import type { Score, ScoreStretch } from '../../domain/scores/score.js';
import type { ScanScoresQueryDto, ScorePart } from './dto/scan-scores-query.dto.js';
import type {
  ScoreInStretchResponseDto,
  ScoreStretchResponseDto,
  ScoreSubjectResponseDto,
} from './dto/score-stretch-response.dto.js';
import { writeScoreCursor } from './score-cursor.js';

export function presentScoreStretch(
  { limit, fields }: ScanScoresQueryDto,
  { items, next }: ScoreStretch,
): ScoreStretchResponseDto {
  return {
    data: items.map((score) => presentScoreInStretch(score, fields)),
    meta: next === null ? { limit } : { limit, cursor: writeScoreCursor(next) },
  };
}

function presentScoreInStretch(score: Score, parts: readonly ScorePart[]): ScoreInStretchResponseDto {
  const { id, projectId, name, dataType, source, environment } = score;
  return {
    id,
    projectId,
    name,
    value: valueOf(score),
    dataType,
    source,
    timestamp: formatTimestamp(score.timestamp),
    environment,
    createdAt: formatTimestamp(score.createdAt),
    updatedAt: formatTimestamp(score.updatedAt),
    ...(parts.includes('details') && {
      comment: score.comment,
      configId: score.configId,
      metadata: score.metadata ?? {},
    }),
    ...(parts.includes('annotation') && { authorUserId: score.authorUserId, queueId: score.queueId }),
    ...(parts.includes('subject') && { subject: subjectOf(score) }),
  };
}

function valueOf({ dataType, value, stringValue }: Score): number | boolean | string {
  if (dataType === 'NUMERIC') return value ?? 0;
  return dataType === 'BOOLEAN' ? value === 1 : (stringValue ?? '');
}

function subjectOf({ traceId, observationId, sessionId, datasetRunId }: Score): ScoreSubjectResponseDto {
  if (traceId !== null) {
    return observationId === null
      ? { kind: 'trace', id: traceId }
      : { kind: 'observation', id: observationId, traceId };
  }
  return sessionId === null
    ? { kind: 'experiment', id: datasetRunId ?? '' }
    : { kind: 'session', id: sessionId };
}
