import { HOUR_MS, splitByPeriods } from '../../../common/time/split-by-periods.js';
import { addMicros } from '../../../common/time/timestamp.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { Statement } from '../trace-keys.query.js';
import { hourlyScoresOf, hourlyScoreSumQuery } from './hourly-scores.query.js';
import { scoreConditions } from './score-conditions.sql.js';
import type { ScoresAsked } from './scores-by-key.js';

/** How many scores match, exactly: from the counts that are kept by the hour where these can tell, else by counting. */
export async function countScores(database: ReadDatabase, asked: ScoresAsked): Promise<number> {
  const { projectId, filter } = asked;
  const hourly = hourlyScoresOf(projectId, filter);
  if (hourly === null) return count(database, rowCountQuery(asked));
  const to = hourly.before && addMicros(hourly.before, -1);
  const { whole: hours, edges } = splitByPeriods({ from: hourly.from, to }, HOUR_MS);
  let sum = hours === null ? 0 : await count(database, hourlyScoreSumQuery(hourly, hours));
  for (const edge of edges) {
    const range = { from: edge.from, before: edge.to && addMicros(edge.to, 1) };
    sum += await count(database, rowCountQuery({ projectId, filter: { ...filter, ...range } }));
  }
  return sum;
}

function rowCountQuery({ projectId, filter }: ScoresAsked): Statement {
  const parameters = new SqlParameters();
  const sql = `SELECT count(*) AS count FROM scores WHERE ${scoreConditions(projectId, filter, parameters)}`;
  return { sql, parameters: parameters.values };
}

async function count(database: ReadDatabase, { sql, parameters }: Statement): Promise<number> {
  const [row] = await database.query<{ count: number }>(sql, parameters);
  return row?.count ?? 0;
}
