import { effectiveAmounts } from '../../database/effective-amounts.sql.js';
import type { ReadDatabase } from '../../database/read-database.js';
import { SqlParameters } from '../../database/sql-parameters.js';
import type { DailyTraceFilter, DailyUsageQuery } from '../domain/daily-usage-query.js';
import type { DayRows, ObservationDayRow, TraceDayRow } from './daily-usage-rows.js';

const EFFECTIVE = effectiveAmounts('o');

/** What is counted: a part of a question that is about no page. */
export type CountedQuery = Omit<DailyUsageQuery, 'page' | 'limit'>;

/**
 * What was used in a range, counted from the observations and traces themselves: the same figures as the ingest keeps.
 * Takes as long as there are many of them.
 */
export async function countedUsage(database: ReadDatabase, query: CountedQuery): Promise<DayRows> {
  return {
    observations: await countedObservations(database, query),
    traces: await countedTraces(database, query),
  };
}

export function hasTraceFilter(filter: DailyTraceFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

function countedObservations(database: ReadDatabase, query: CountedQuery): Promise<ObservationDayRow[]> {
  const parameters = new SqlParameters();
  const conditions = [...beganIn('o', 'start_time', query, parameters)];
  const filter = traceConditions(query.traces, parameters);
  const owner =
    filter.length > 0 ? 'JOIN traces AS t ON t.project_id = o.project_id AND t.id = o.trace_id' : '';
  // First by trace and environment, so that counting what is left counts each trace once in each environment.
  return database.query<ObservationDayRow>(
    `SELECT *, sum(total_cost) OVER (PARTITION BY day) AS day_cost FROM (
       SELECT day, model, sum(observation_count)::bigint AS observation_count, sum(input_tokens) AS input_tokens,
         sum(output_tokens) AS output_tokens, sum(total_tokens) AS total_tokens,
         sum(total_cost) AS total_cost, count(*) AS trace_count
       FROM (
         SELECT o.trace_id, o.environment, date_trunc('day', o.start_time, 'UTC') AS day,
           CASE WHEN o.type = 'GENERATION' THEN COALESCE(o.model, '') END AS model,
           count(*) AS observation_count,
           sum(COALESCE(${EFFECTIVE.inputTokens}, 0)) AS input_tokens,
           sum(COALESCE(${EFFECTIVE.outputTokens}, 0)) AS output_tokens,
           sum(COALESCE(${EFFECTIVE.totalTokens}, 0)) AS total_tokens,
           sum(COALESCE(${EFFECTIVE.totalCost}, 0)) AS total_cost
         FROM observations AS o ${owner}
         WHERE ${[...conditions, ...filter].join(' AND ')}
         GROUP BY 1, 2, 3, 4
       ) AS of_trace
       GROUP BY day, model
     ) AS of_model`,
    parameters.values,
  );
}

function countedTraces(database: ReadDatabase, query: CountedQuery): Promise<TraceDayRow[]> {
  const parameters = new SqlParameters();
  const conditions = [
    ...beganIn('t', '"timestamp"', query, parameters),
    ...traceConditions(query.traces, parameters),
  ];
  return database.query<TraceDayRow>(
    `SELECT date_trunc('day', t."timestamp", 'UTC') AS day, count(*) AS trace_count
     FROM traces AS t WHERE ${conditions.join(' AND ')} GROUP BY 1`,
    parameters.values,
  );
}

function beganIn(
  alias: 'o' | 't',
  column: string,
  { projectId, range, environments = [] }: CountedQuery,
  parameters: SqlParameters,
): string[] {
  const conditions = [`${alias}.project_id = ${parameters.add(projectId)}`];
  if (range.from !== undefined) conditions.push(`${alias}.${column} >= ${parameters.add(range.from)}`);
  if (range.to !== undefined) conditions.push(`${alias}.${column} <= ${parameters.add(range.to)}`);
  if (environments.length > 0)
    conditions.push(`${alias}.environment = ANY (${parameters.add(environments)})`);
  return conditions;
}

function traceConditions(filter: DailyTraceFilter, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  const demand = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${condition} ${parameters.add(value)}`);
  };
  demand('t.name =', filter.traceName);
  demand('t.user_id =', filter.userId);
  demand('t.version =', filter.version);
  demand('t.release =', filter.release);
  demand('t.tags @>', filter.tags);
  return conditions;
}
