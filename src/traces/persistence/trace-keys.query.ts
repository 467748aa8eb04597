import { SqlParameters } from '../../database/sql-parameters.js';
import type { TraceQuery } from '../domain/trace-query.js';
import { traceConditions } from './trace-conditions.sql.js';
import type { OrderedPart } from './trace-order.sql.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Ids of a part of the list, in its order: an index alone answers it, and what is skipped is never looked at. */
export function traceKeysQuery(query: TraceQuery, part: OrderedPart, skip: number, limit: number): Statement {
  const parameters = new SqlParameters();
  const isMerged = query.order.field === 'timestamp' && (query.filter.environments ?? []).length > 1;
  const source = isMerged
    ? mergedEnvironments(query, part, skip + limit, parameters)
    : `traces WHERE ${traceConditions(query.projectId, query.filter, parameters)} AND ${part.condition}`;
  const sql = `SELECT id FROM ${source} ORDER BY ${part.orderBy} LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(skip)}`;
  return { sql, parameters: parameters.values };
}

/** The index is ordered by time only within one environment: several are read side by side and merged. */
function mergedEnvironments(
  query: TraceQuery,
  part: OrderedPart,
  reach: number,
  parameters: SqlParameters,
): string {
  const limit = parameters.add(reach);
  const branches = (query.filter.environments ?? []).map((environment) => {
    const filter = { ...query.filter, environments: [environment] };
    const conditions = traceConditions(query.projectId, filter, parameters);
    return `(SELECT id, "timestamp" FROM traces WHERE ${conditions} ORDER BY ${part.orderBy} LIMIT ${limit})`;
  });
  return `(${branches.join(' UNION ALL ')}) AS merged`;
}

/** How many traces of the list a part has. */
export function partCountQuery({ projectId, filter }: TraceQuery, part: OrderedPart): Statement {
  const parameters = new SqlParameters();
  const conditions = traceConditions(projectId, filter, parameters);
  const sql = `SELECT count(*) AS count FROM traces WHERE ${conditions} AND ${part.condition}`;
  return { sql, parameters: parameters.values };
}
