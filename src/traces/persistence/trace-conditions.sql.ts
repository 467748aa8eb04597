import { filterConditions } from '../../database/filter-conditions.sql.js';
import type { SqlParameters } from '../../database/sql-parameters.js';
import type { TraceFilter } from '../domain/trace-query.js';
import { traceFilterColumns } from './trace-filter-columns.sql.js';

/** What follows WHERE. Each simple condition begins with the columns of an index of `traces`. */
export function traceConditions(projectId: string, filter: TraceFilter, parameters: SqlParameters): string {
  const project = parameters.add(projectId);
  const conditions = [`project_id = ${project}`];
  const demand = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${condition} ${parameters.add(value)}`);
  };
  demand('user_id =', filter.userId);
  demand('name =', filter.name);
  demand('session_id =', filter.sessionId);
  demand('release =', filter.release);
  demand('version =', filter.version);
  demand('"timestamp" >=', filter.from);
  demand('"timestamp" <=', filter.to);
  demand('tags @>', filter.tags);
  const [environment, ...others] = filter.environments ?? [];
  if (others.length === 0) demand('environment =', environment);
  else conditions.push(`environment = ANY (${parameters.add(filter.environments)})`);
  conditions.push(...filterConditions(filter.conditions ?? [], traceFilterColumns(project), parameters));
  return conditions.join(' AND ');
}
