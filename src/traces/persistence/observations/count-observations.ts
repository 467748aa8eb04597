import { HOUR_MS, splitByPeriods, type Periods } from '../../../common/time/split-by-periods.js';
import { addMicros } from '../../../common/time/timestamp.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import { observationCountQuery, type ObservationsAsked, type Statement } from './observation-keys.query.js';
import { ownerConditions } from './observation-owners.js';

type KeptCount = 'observation_count' | 'error_count';

/** How many observations match, exactly: from the figures that are kept by the hour or by the trace where these can tell, else by counting. */
export async function countObservations(database: ReadDatabase, asked: ObservationsAsked): Promise<number> {
  const { type, environments, from, before, level, userId, sessionId, ...others } = asked.filter;
  const isGiven = (value: unknown): boolean => value !== undefined;
  if (!Object.values<unknown>(others).some(isGiven)) {
    const ofTraces = [userId, sessionId];
    const ofHours = [type, environments, from, before];
    if (ofTraces.every((value) => !isGiven(value))) {
      if (level === undefined) return countByHours(database, asked, 'observation_count');
      if (level === 'ERROR') return countByHours(database, asked, 'error_count');
      if (level === 'DEFAULT') return countUsualLevel(database, asked);
    } else if (level === undefined && !ofHours.some(isGiven)) return countByTraces(database, asked);
  }
  return count(database, observationCountQuery(asked));
}

/** All but those at other levels, which are few. */
async function countUsualLevel(database: ReadDatabase, asked: ObservationsAsked): Promise<number> {
  const atAnyLevel = { ...asked, filter: { ...asked.filter, level: undefined } };
  const all = await countByHours(database, atAnyLevel, 'observation_count');
  return Math.max(0, all - (await count(database, observationCountQuery(atAnyLevel, `level <> 'DEFAULT'`))));
}

async function countByHours(
  database: ReadDatabase,
  asked: ObservationsAsked,
  kept: KeptCount,
): Promise<number> {
  const { filter } = asked;
  const to = filter.before && addMicros(filter.before, -1);
  const { whole: hours, edges } = splitByPeriods({ from: filter.from, to }, HOUR_MS);
  let sum = hours === null ? 0 : await count(database, hourlySumQuery(asked, hours, kept));
  for (const edge of edges) {
    const range = { from: edge.from, before: edge.to && addMicros(edge.to, 1) };
    sum += await count(database, observationCountQuery({ ...asked, filter: { ...filter, ...range } }));
  }
  return sum;
}

function hourlySumQuery(
  { projectId, filter }: ObservationsAsked,
  hours: Periods,
  kept: KeptCount,
): Statement {
  const { type, environments = [] } = filter;
  const parameters = new SqlParameters();
  const conditions = [`project_id = ${parameters.add(projectId)}`];
  if (hours.from !== undefined) conditions.push(`hour >= ${parameters.add(hours.from)}`);
  if (hours.before !== undefined) conditions.push(`hour < ${parameters.add(hours.before)}`);
  if (type !== undefined) conditions.push(`type = ${parameters.add(type)}`);
  if (environments.length > 0) conditions.push(`environment = ANY (${parameters.add(environments)})`);
  const sql = `SELECT COALESCE(sum(${kept}), 0)::bigint AS count FROM usage_hourly WHERE ${conditions.join(' AND ')}`;
  return { sql, parameters: parameters.values };
}

function countByTraces(database: ReadDatabase, { projectId, filter }: ObservationsAsked): Promise<number> {
  const parameters = new SqlParameters();
  const conditions = ownerConditions(parameters.add(projectId), filter, parameters).join(' AND ');
  const sql = `SELECT COALESCE(sum(observation_count), 0)::bigint AS count FROM traces WHERE ${conditions}`;
  return count(database, { sql, parameters: parameters.values });
}

async function count(database: ReadDatabase, { sql, parameters }: Statement): Promise<number> {
  const [row] = await database.query<{ count: number }>(sql, parameters);
  return row?.count ?? 0;
}
