import { HOUR_MS, splitByPeriods, type Periods } from '../../common/time/split-by-periods.js';
import type { ReadDatabase } from '../../database/read-database.js';
import { SqlParameters } from '../../database/sql-parameters.js';
import type { TraceFilter } from '../domain/trace-query.js';
import { traceConditions } from './trace-conditions.sql.js';

/** How many traces match, exactly: from the counts that are kept by the hour where these can tell, else by counting. */
export async function countTraces(
  database: ReadDatabase,
  projectId: string,
  filter: TraceFilter,
): Promise<number> {
  const { from, to, environments, ...others } = filter;
  if (Object.values<unknown>(others).some((value) => value !== undefined)) {
    return countRows(database, projectId, filter);
  }
  const { whole: hours, edges } = splitByPeriods({ from, to }, HOUR_MS);
  let count = hours === null ? 0 : await sumOfHours(database, projectId, hours, environments);
  for (const edge of edges) count += await countRows(database, projectId, { ...edge, environments });
  return count;
}

async function countRows(database: ReadDatabase, projectId: string, filter: TraceFilter): Promise<number> {
  const parameters = new SqlParameters();
  const sql = `SELECT count(*) AS count FROM traces WHERE ${traceConditions(projectId, filter, parameters)}`;
  const [row] = await database.query<{ count: number }>(sql, parameters.values);
  return row?.count ?? 0;
}

async function sumOfHours(
  database: ReadDatabase,
  projectId: string,
  hours: Periods,
  environments: readonly string[] = [],
): Promise<number> {
  const parameters = new SqlParameters();
  const conditions = [`project_id = ${parameters.add(projectId)}`];
  if (hours.from !== undefined) conditions.push(`hour >= ${parameters.add(hours.from)}`);
  if (hours.before !== undefined) conditions.push(`hour < ${parameters.add(hours.before)}`);
  if (environments.length > 0) conditions.push(`environment = ANY (${parameters.add(environments)})`);
  const sql = `SELECT COALESCE(sum(trace_count), 0)::bigint AS count FROM traces_hourly WHERE ${conditions.join(' AND ')}`;
  const [row] = await database.query<{ count: number }>(sql, parameters.values);
  return row?.count ?? 0;
}
