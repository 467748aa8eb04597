import {
  DAY_MS,
  nextPeriod,
  periodEnd,
  periodStart,
  splitByPeriods,
  type Periods,
  type TimeRange,
} from '../../common/time/split-by-periods.js';
import type { ReadDatabase } from '../../database/read-database.js';

/** The days of a range: those of which it has everything, and those of which it has only a part. */
export interface CoveredDays {
  readonly whole: Periods | null;
  readonly parts: readonly TimeRange[];
}

/**
 * A day of which the range leaves out nothing but empty time counts as whole: today up to now, above all, so that the kept figures
 * can answer for it.
 */
export async function coveredDays(
  database: ReadDatabase,
  projectId: string,
  range: TimeRange,
): Promise<CoveredDays> {
  const split = splitByPeriods(range, DAY_MS);
  let whole = split.whole;
  const parts: TimeRange[] = [];
  for (const edge of split.edges) {
    if (await isRestEmpty(database, projectId, edge)) whole = extend(whole, edge);
    else parts.push(edge);
  }
  return { whole, parts };
}

/** Edges lie next to the whole days, or next to each other. */
function extend(whole: Periods | null, edge: TimeRange): Periods | null {
  if (edge.from === undefined) return whole;
  const day = { from: periodStart(edge.from, DAY_MS), before: nextPeriod(edge.from, DAY_MS) };
  if (whole === null) return day;
  return whole.from === day.before ? { ...whole, from: day.from } : { ...whole, before: day.before };
}

async function isRestEmpty(
  database: ReadDatabase,
  projectId: string,
  { from, to }: TimeRange,
): Promise<boolean> {
  if (from === undefined || to === undefined) return false;
  const rest = [projectId, periodStart(from, DAY_MS), from, to, periodEnd(to, DAY_MS)];
  const [row] = await database.query(
    `(SELECT 1 FROM observations WHERE project_id = $1 AND start_time >= $2 AND start_time < $3 LIMIT 1)
     UNION ALL (SELECT 1 FROM observations WHERE project_id = $1 AND start_time > $4 AND start_time <= $5 LIMIT 1)
     UNION ALL (SELECT 1 FROM traces WHERE project_id = $1 AND "timestamp" >= $2 AND "timestamp" < $3 LIMIT 1)
     UNION ALL (SELECT 1 FROM traces WHERE project_id = $1 AND "timestamp" > $4 AND "timestamp" <= $5 LIMIT 1)
     LIMIT 1`,
    rest,
  );
  return row === undefined;
}
