import type { Periods } from '../../common/time/split-by-periods.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { ReadDatabase } from '../../database/read-database.js';
import { SqlParameters } from '../../database/sql-parameters.js';
import type { DayRows, ObservationDayRow, TraceDayRow } from './daily-usage-rows.js';

/** Whose figures. */
export interface KeptScope {
  readonly projectId: string;
  readonly environments?: readonly string[] | undefined;
}

const KEPT_BY_HOUR = [
  { table: 'usage_hourly', count: 'observation_count' },
  { table: 'traces_hourly', count: 'trace_count' },
] as const;

/** The days among these on which anything has begun. Leaps from day to day instead of reading every hour. */
export async function keptDays(
  database: ReadDatabase,
  scope: KeptScope,
  days: Periods,
): Promise<Set<Timestamp>> {
  const found = new Set<Timestamp>();
  for (const { table, count } of KEPT_BY_HOUR) {
    const parameters = new SqlParameters();
    const conditions = `${keptConditions('hour', scope, days, parameters)} AND ${count} > 0`;
    const rows = await database.query<{ day: Timestamp }>(
      `WITH RECURSIVE latest AS (
         SELECT (SELECT hour FROM ${table} WHERE ${conditions} ORDER BY hour DESC LIMIT 1) AS hour
         UNION ALL
         SELECT (SELECT hour FROM ${table} WHERE ${conditions} AND hour < date_trunc('day', latest.hour, 'UTC')
                 ORDER BY hour DESC LIMIT 1)
         FROM latest WHERE latest.hour IS NOT NULL
       )
       SELECT date_trunc('day', hour, 'UTC') AS day FROM latest WHERE hour IS NOT NULL`,
      parameters.values,
    );
    for (const { day } of rows) found.add(day);
  }
  return found;
}

/** What was used on whole days, from the figures that the ingest keeps. */
export async function keptUsage(database: ReadDatabase, scope: KeptScope, days: Periods): Promise<DayRows> {
  const usage = new SqlParameters();
  const observations = await database.query<Omit<ObservationDayRow, 'trace_count'>>(
    `SELECT *, sum(total_cost) OVER (PARTITION BY day) AS day_cost FROM (
       SELECT date_trunc('day', hour, 'UTC') AS day, CASE WHEN type = 'GENERATION' THEN model END AS model,
         sum(observation_count)::bigint AS observation_count, sum(input_tokens) AS input_tokens,
         sum(output_tokens) AS output_tokens, sum(total_tokens) AS total_tokens,
         sum(total_cost) AS total_cost
       FROM usage_hourly WHERE ${keptConditions('hour', scope, days, usage)}
       GROUP BY 1, 2 HAVING sum(observation_count) > 0
     ) AS of_model`,
    usage.values,
  );
  const ofModel = await tracesOfModels(database, scope, days);
  return {
    observations: observations.map((row) => ({ ...row, trace_count: ofModel.get(modelDay(row)) ?? 0 })),
    traces: await tracesOfDays(database, scope, days),
  };
}

function tracesOfDays(database: ReadDatabase, scope: KeptScope, days: Periods): Promise<TraceDayRow[]> {
  const parameters = new SqlParameters();
  return database.query<TraceDayRow>(
    `SELECT date_trunc('day', hour, 'UTC') AS day, sum(trace_count)::bigint AS trace_count
     FROM traces_hourly WHERE ${keptConditions('hour', scope, days, parameters)}
     GROUP BY 1 HAVING sum(trace_count) > 0`,
    parameters.values,
  );
}

async function tracesOfModels(
  database: ReadDatabase,
  scope: KeptScope,
  days: Periods,
): Promise<Map<string, number>> {
  const parameters = new SqlParameters();
  const rows = await database.query<TraceDayRow & { model: string }>(
    `SELECT day, model, sum(trace_count)::bigint AS trace_count
     FROM model_traces_daily WHERE ${keptConditions('day', scope, days, parameters)} GROUP BY day, model`,
    parameters.values,
  );
  return new Map(rows.map((row) => [modelDay(row), row.trace_count]));
}

function modelDay({ day, model }: { day: Timestamp; model: string | null }): string {
  return `${day} ${model ?? ''}`;
}

function keptConditions(
  column: 'hour' | 'day',
  { projectId, environments = [] }: KeptScope,
  days: Periods,
  parameters: SqlParameters,
): string {
  const conditions = [`project_id = ${parameters.add(projectId)}`];
  if (days.from !== undefined) conditions.push(`${column} >= ${parameters.add(days.from)}`);
  if (days.before !== undefined) conditions.push(`${column} < ${parameters.add(days.before)}`);
  if (environments.length > 0) conditions.push(`environment = ANY (${parameters.add(environments)})`);
  return conditions.join(' AND ');
}
