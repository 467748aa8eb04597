import { SqlParameters } from '../../../database/sql-parameters.js';
import type { SessionQuery } from '../../domain/sessions/session-query.js';
import type { Statement } from '../trace-keys.query.js';

const COLUMNS = 'project_id, id, environment, created_at';
const LATEST_FIRST = 'created_at DESC, id DESC';

/** A page of the list, read from an index in its order. */
export function sessionPageQuery(query: SessionQuery): Statement {
  const { page, limit, environments = [] } = query;
  const offset = (page - 1) * limit;
  const parameters = new SqlParameters();
  const source =
    environments.length > 1
      ? mergedEnvironments(query, offset + limit, parameters)
      : `sessions WHERE ${sessionConditions(query, parameters)}`;
  const sql = `SELECT ${COLUMNS} FROM ${source} ORDER BY ${LATEST_FIRST}
    LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(offset)}`;
  return { sql, parameters: parameters.values };
}

/** The index is ordered by time only within one environment: several are read side by side and merged. */
function mergedEnvironments(query: SessionQuery, reach: number, parameters: SqlParameters): string {
  const limit = parameters.add(reach);
  const branches = (query.environments ?? []).map((environment) => {
    const conditions = sessionConditions({ ...query, environments: [environment] }, parameters);
    return `(SELECT ${COLUMNS} FROM sessions WHERE ${conditions} ORDER BY ${LATEST_FIRST} LIMIT ${limit})`;
  });
  return `(${branches.join(' UNION ALL ')}) AS merged`;
}

/** What follows WHERE. */
export function sessionConditions(query: SessionQuery, parameters: SqlParameters): string {
  const conditions = [`project_id = ${parameters.add(query.projectId)}`];
  const demand = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${condition} ${parameters.add(value)}`);
  };
  demand('created_at >=', query.from);
  demand('created_at <', query.before);
  const [environment, ...others] = query.environments ?? [];
  if (others.length === 0) demand('environment =', environment);
  else conditions.push(`environment = ANY (${parameters.add(query.environments)})`);
  return conditions.join(' AND ');
}
