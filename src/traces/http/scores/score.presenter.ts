import { pageMeta, type Page } from '../../../common/page.js';
import { formatTimestamp } from '../../../common/time/timestamp.js';
import type { ListedScore, Score, ScoredTrace } from '../../domain/scores/score.js';
import type { ScoreQuery } from '../../domain/scores/score-query.js';
import type { ListedScoreResponseDto, ScorePageResponseDto } from './dto/score-page-response.dto.js';
import type { ScoreResponseDto } from './dto/score-response.dto.js';

export function presentScorePage(
  query: ScoreQuery,
  { items, totalItems }: Page<ListedScore>,
): ScorePageResponseDto {
  return {
    data: items.map((score) => presentListedScore(score, query.withTraces)),
    meta: pageMeta({ page: query.page, limit: query.limit }, totalItems),
  };
}

/** With a trace in each score, known or not: clients of the first generation demand one. */
export function presentFirstScorePage(query: ScoreQuery, page: Page<ListedScore>): ScorePageResponseDto {
  const items = page.items.map((score) => ({ ...score, trace: score.trace ?? unknownTraceOf(score) }));
  return presentScorePage(query, { ...page, items });
}

function unknownTraceOf({ traceId, environment }: Score): ScoredTrace {
  return { id: traceId ?? '', userId: null, sessionId: null, environment, tags: [] };
}

function presentListedScore(score: ListedScore, withTrace: boolean): ListedScoreResponseDto {
  if (!withTrace) return presentScore(score);
  return Object.assign(presentScore(score), {
    trace: score.trace && { ...score.trace, tags: [...score.trace.tags] },
  });
}

export function presentScore(score: Score): ScoreResponseDto {
  return {
    id: score.id,
    projectId: score.projectId,
    traceId: score.traceId,
    observationId: score.observationId,
    sessionId: score.sessionId,
    datasetRunId: score.datasetRunId,
    name: score.name,
    source: score.source,
    dataType: score.dataType,
    value: score.value ?? valueOf(score.dataType),
    stringValue: score.stringValue,
    comment: score.comment,
    metadata: score.metadata ?? {},
    configId: score.configId,
    queueId: score.queueId,
    authorUserId: score.authorUserId,
    environment: score.environment,
    timestamp: formatTimestamp(score.timestamp),
    createdAt: formatTimestamp(score.createdAt),
    updatedAt: formatTimestamp(score.updatedAt),
  };
}

/** What clients expect where no config gives the category a value: they read a number, or fail. */
function valueOf(dataType: string): number | null {
  return dataType === 'CATEGORICAL' || dataType === 'CORRECTION' ? 0 : null;
}
