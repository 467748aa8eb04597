import { observationFilterOf } from '../../domain/observations/observation-filter-of.js';
import type {
  ObservationQuery,
  SimpleObservationFilter,
} from '../../domain/observations/observation-query.js';
import type { ListObservationsQueryDto } from './dto/list-observations-query.dto.js';

/** The question that a request asks, of the project of its caller. */
export function observationQueryOf(projectId: string, dto: ListObservationsQueryDto): ObservationQuery {
  const filter = observationFilterOf(simpleFilterOf(dto), dto.filter);
  return { projectId, page: dto.page, limit: dto.limit, filter };
}

/** What both generations of the routes ask for by parameters of their own. */
export function simpleFilterOf(
  dto: Omit<ListObservationsQueryDto, 'page' | 'limit'>,
): SimpleObservationFilter {
  return {
    name: dto.name,
    userId: dto.userId,
    types: dto.type === undefined ? undefined : typesNamed(dto.type),
    traceId: dto.traceId,
    level: dto.level,
    parentObservationId: dto.parentObservationId,
    environments: dto.environment,
    from: dto.fromStartTime,
    before: dto.toStartTime,
    version: dto.version,
  };
}

/** Types are written in capitals, and found by any case; those that an application has made up are as it writes them. */
function typesNamed(text: string): string[] {
  return [...new Set([text, text.toUpperCase()])];
}
