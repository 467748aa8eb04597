import type { Periods } from '../../../common/time/split-by-periods.js';
import { addMicros, type Timestamp } from '../../../common/time/timestamp.js';
import { conditionOn } from '../../../database/filter-conditions.sql.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { ScoreColumn, ScoreCondition } from '../../domain/scores/score-filter-columns.js';
import type { ScoreFilter } from '../../domain/scores/score-query.js';
import type { Statement } from '../trace-keys.query.js';

/** A question about scores that the counts which are kept by the hour can answer, but for the hours of which only a part is asked for. */
export interface HourlyScores {
  readonly projectId: string;
  readonly from: Timestamp | undefined;
  readonly before: Timestamp | undefined;
  readonly counted: 'score_count' | 'trace_score_count';
  readonly equal: Readonly<Record<string, string | undefined>>;
  readonly environments: readonly string[] | undefined;
  readonly conditions: readonly ScoreCondition[];
  /** Whether it leaves anything out beside what is earlier or later. */
  readonly isSelective: boolean;
}

/** The columns that scores_hourly has. */
const COLUMN_OF: Readonly<Partial<Record<ScoreColumn, string>>> = {
  environment: 'environment',
  source: 'source',
  dataType: 'data_type',
};

/** Null where it asks for anything that is not kept. */
export function hourlyScoresOf(projectId: string, filter: ScoreFilter): HourlyScores | null {
  const { environments, source, dataType, conditions = [], from, before, ...others } = filter;
  if (Object.values<unknown>(others).some((value) => value !== undefined)) return null;
  const range = { from, before };
  const kept: ScoreCondition[] = [];
  let isOfTraces = false;
  for (const condition of conditions) {
    if (condition.type === 'datetime' && condition.column === 'timestamp') narrow(range, condition);
    else if (isOnAnyTrace(condition)) isOfTraces = true;
    else if (COLUMN_OF[condition.column] !== undefined) kept.push(condition);
    else return null;
  }
  const simple: readonly unknown[] = [environments, source, dataType];
  return {
    projectId,
    ...range,
    counted: isOfTraces ? 'trace_score_count' : 'score_count',
    equal: { source, data_type: dataType },
    environments,
    conditions: kept,
    isSelective: isOfTraces || kept.length > 0 || simple.some((value) => value !== undefined),
  };
}

/** How many there are in these hours. */
export function hourlyScoreSumQuery(asked: HourlyScores, hours: Periods): Statement {
  const parameters = new SqlParameters();
  const sql = `SELECT COALESCE(sum(${asked.counted}), 0)::bigint AS count FROM scores_hourly
    WHERE ${hourlyConditions(asked, hours, parameters)}`;
  return { sql, parameters: parameters.values };
}

/** In which of these hours there are any, and how many, the latest first: read in the order of the primary key, as far as the limit goes. */
export function scoredHoursQuery(asked: HourlyScores, hours: Periods, limit: number): Statement {
  const parameters = new SqlParameters();
  const sql = `SELECT hour, sum(${asked.counted})::bigint AS count FROM scores_hourly
    WHERE ${hourlyConditions(asked, hours, parameters)}
    GROUP BY hour HAVING sum(${asked.counted}) > 0 ORDER BY hour DESC LIMIT ${parameters.add(limit)}`;
  return { sql, parameters: parameters.values };
}

function hourlyConditions(
  { projectId, equal, environments, conditions }: HourlyScores,
  hours: Periods,
  parameters: SqlParameters,
): string {
  const all = [`project_id = ${parameters.add(projectId)}`];
  if (hours.from !== undefined) all.push(`hour >= ${parameters.add(hours.from)}`);
  if (hours.before !== undefined) all.push(`hour < ${parameters.add(hours.before)}`);
  for (const [column, value] of Object.entries(equal))
    if (value !== undefined) all.push(`${column} = ${parameters.add(value)}`);
  if (environments !== undefined) all.push(`environment = ANY (${parameters.add(environments)})`);
  for (const condition of conditions) {
    const column = COLUMN_OF[condition.column];
    if (column !== undefined) all.push(conditionOn(column, condition, parameters));
  }
  return all.join(' AND ');
}

/** That a trace has it, whichever. */
function isOnAnyTrace({ type, column, operator }: ScoreCondition): boolean {
  return column === 'traceId' && type === 'null' && operator === 'is not null';
}

/** Instants are kept to the microsecond: what is later than one is the next one or later. */
function narrow(
  range: { from: Timestamp | undefined; before: Timestamp | undefined },
  { operator, value }: Extract<ScoreCondition, { type: 'datetime' }>,
): void {
  if (operator === '>' || operator === '>=') {
    const from = operator === '>' ? addMicros(value, 1) : value;
    if (range.from === undefined || range.from < from) range.from = from;
  } else {
    const before = operator === '<=' ? addMicros(value, 1) : value;
    if (range.before === undefined || range.before > before) range.before = before;
  }
}
