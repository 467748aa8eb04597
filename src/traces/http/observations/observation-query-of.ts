import type { ObservationFilter, ObservationQuery } from '../../domain/observations/observation-query.js';
import type { ListObservationsQueryDto } from './dto/list-observations-query.dto.js';

/** The question that a request asks, of the project of its caller. */
export function observationQueryOf(projectId: string, dto: ListObservationsQueryDto): ObservationQuery {
  return { projectId, page: dto.page, limit: dto.limit, filter: observationFilterOf(dto) };
}

export function observationFilterOf(
  dto: Omit<ListObservationsQueryDto, 'page' | 'limit'>,
): ObservationFilter {
  return {
    name: dto.name,
    userId: dto.userId,
    type: dto.type,
    traceId: dto.traceId,
    level: dto.level,
    parentObservationId: dto.parentObservationId,
    environments: dto.environment,
    from: dto.fromStartTime,
    before: dto.toStartTime,
    version: dto.version,
  };
}
