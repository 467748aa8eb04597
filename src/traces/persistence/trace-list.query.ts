import { SqlParameters } from '../../database/sql-parameters.js';
import type { TraceOrder, TraceQuery, TraceSortField } from '../domain/trace-query.js';
import { traceConditions } from './trace-conditions.sql.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * What each field is ordered by. The expressions of latency and totalCost are those of the indexes traces_latency and traces_cost
 * (and what latencyOf and totalCostOf compute).
 */
const SORT_KEYS: Record<TraceSortField, { readonly sql: string; readonly nullable: boolean }> = {
  id: { sql: 'id', nullable: false },
  timestamp: { sql: '"timestamp"', nullable: false },
  name: { sql: 'name', nullable: true },
  userId: { sql: 'user_id', nullable: true },
  sessionId: { sql: 'session_id', nullable: true },
  release: { sql: 'release', nullable: true },
  version: { sql: 'version', nullable: true },
  public: { sql: 'public', nullable: false },
  bookmarked: { sql: 'bookmarked', nullable: false },
  latency: {
    sql: 'COALESCE(latency, EXTRACT(EPOCH FROM last_end - first_start)::double precision, 0)',
    nullable: false,
  },
  totalCost: { sql: 'COALESCE(total_cost, observed_cost)', nullable: false },
};

/** The ids of the page, in order: an index alone answers it, and what the pages before it hold is never looked at. */
export function traceKeysQuery(query: TraceQuery): Statement {
  const { projectId, filter, order, page, limit } = query;
  const parameters = new SqlParameters();
  const source =
    order.field === 'timestamp' && (filter.environments ?? []).length > 1
      ? mergedEnvironments(query, parameters)
      : `traces WHERE ${traceConditions(projectId, filter, parameters)}`;
  const sql = `SELECT id FROM ${source} ORDER BY ${orderOf(order)}
    LIMIT ${parameters.add(limit)} OFFSET ${parameters.add((page - 1) * limit)}`;
  return { sql, parameters: parameters.values };
}

/** The index is ordered by time only within one environment: several are read side by side and merged. */
function mergedEnvironments(query: TraceQuery, parameters: SqlParameters): string {
  const reach = parameters.add(query.page * query.limit);
  const branches = (query.filter.environments ?? []).map((environment) => {
    const filter = { ...query.filter, environments: [environment] };
    const conditions = traceConditions(query.projectId, filter, parameters);
    return `(SELECT id, "timestamp" FROM traces WHERE ${conditions} ORDER BY ${orderOf(query.order)} LIMIT ${reach})`;
  });
  return `(${branches.join(' UNION ALL ')}) AS merged`;
}

function orderOf({ field, direction }: TraceOrder): string {
  const { sql, nullable } = SORT_KEYS[field];
  const way = direction === 'asc' ? 'ASC' : 'DESC';
  // Ascending, PostgreSQL puts nulls last by itself, and so do its indexes.
  const nulls = nullable && direction === 'desc' ? ' NULLS LAST' : '';
  return field === 'id' ? `id ${way}` : `${sql} ${way}${nulls}, id ${way}`;
}
