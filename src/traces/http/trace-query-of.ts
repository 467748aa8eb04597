import { traceFilterOf } from '../domain/trace-filter-of.js';
import type { SimpleTraceFilter, TraceQuery } from '../domain/trace-query.js';
import type { ListTracesQueryDto } from './dto/list-traces-query.dto.js';

/** The question that a request asks, of the project of its caller. */
export function traceQueryOf(projectId: string, dto: ListTracesQueryDto): TraceQuery {
  return {
    projectId,
    page: dto.page,
    limit: dto.limit,
    order: dto.orderBy,
    groups: new Set(dto.fields),
    filter: traceFilterOf(simpleFilterOf(dto), dto.filter),
  };
}

function simpleFilterOf(dto: ListTracesQueryDto): SimpleTraceFilter {
  return {
    userId: dto.userId,
    name: dto.name,
    sessionId: dto.sessionId,
    release: dto.release,
    version: dto.version,
    from: dto.fromTimestamp,
    to: dto.toTimestamp,
    tags: dto.tags,
    environments: dto.environment,
  };
}
