import { HOUR_MS, splitByPeriods } from '../../../common/time/split-by-periods.js';
import { addMicros } from '../../../common/time/timestamp.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import { hourlySumQuery, keptCountOf, type KeptCount } from './kept-hours.query.js';
import { observationCountQuery, type ObservationsAsked, type Statement } from './observation-keys.query.js';
import { ownerConditions } from './observation-owners.js';

/** How many observations match, exactly: from the figures that are kept by the hour or by the trace where these can tell, else by counting. */
export async function countObservations(database: ReadDatabase, asked: ObservationsAsked): Promise<number> {
  const kept = keptCountOf(asked);
  if (kept !== null) return countByHours(database, asked, kept);
  const { userId, sessionId, ...others } = asked.filter;
  const isGiven = (value: unknown): boolean => value !== undefined;
  if ((isGiven(userId) || isGiven(sessionId)) && !Object.values<unknown>(others).some(isGiven))
    return countByTraces(database, asked);
  const atAnyLevel = { ...asked, filter: { ...asked.filter, level: undefined } };
  if (asked.filter.level === 'DEFAULT' && keptCountOf(atAnyLevel) !== null) {
    // All but those at other levels, which are few.
    const all = await countByHours(database, atAnyLevel, 'observation_count');
    return Math.max(
      0,
      all - (await count(database, observationCountQuery(atAnyLevel, `level <> 'DEFAULT'`))),
    );
  }
  return count(database, observationCountQuery(asked));
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
