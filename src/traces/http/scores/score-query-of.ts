import { BadRequestError } from '../../../common/domain-error.js';
import type { ScoreQuery } from '../../domain/scores/score-query.js';
import type { ListScoresQueryDto } from './dto/list-scores-query.dto.js';

/** The question that a request asks, of the project of its caller. @throws BadRequestError */
export function scoreQueryOf(projectId: string, dto: ListScoresQueryDto): ScoreQuery {
  const { operator, value } = dto;
  if ((operator === undefined) !== (value === undefined))
    throw new BadRequestError('operator and value must be given together');
  return {
    projectId,
    page: dto.page,
    limit: dto.limit,
    withTraces: dto.fields.includes('trace'),
    filter: {
      name: dto.name,
      source: dto.source,
      dataType: dto.dataType,
      configId: dto.configId,
      queueId: dto.queueId,
      traceId: dto.traceId,
      sessionId: dto.sessionId,
      datasetRunId: dto.datasetRunId,
      ids: dto.scoreIds,
      observationIds: dto.observationId,
      environments: dto.environment,
      from: dto.fromTimestamp,
      before: dto.toTimestamp,
      userId: dto.userId,
      traceTags: dto.traceTags,
      value: operator === undefined || value === undefined ? undefined : { operator, number: value },
    },
  };
}
