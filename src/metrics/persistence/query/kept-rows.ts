import type { FilterCondition } from '../../../common/filter/filter-condition.js';
import {
  HOUR_MS,
  periodEnd,
  periodStart,
  splitByPeriods,
  type Periods,
} from '../../../common/time/split-by-periods.js';
import { addMicros, type Timestamp } from '../../../common/time/timestamp.js';
import type { SqlParameters } from '../../../database/sql-parameters.js';
import type { ViewQuery } from '../../domain/query/view-query.js';
import { aggregateOfSums } from './aggregate.sql.js';
import { filtersOn, type RowSource } from './row-source.js';
import type { KeptSql, ViewSql } from './view-sql.js';

const COUNT = 'n';

interface Interval {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

/** What a statement is put together with. */
interface Pen {
  readonly project: string;
  readonly parameters: SqlParameters;
}

/**
 * The figures that are kept by the hour, where they can answer: hours that the interval covers, and rows of the view for the parts of
 * hours at its ends. An hour of which the interval leaves out nothing but empty time (the one that is now, above all) counts as covered;
 * whether it does is found out by the same statement, so that nothing can come in between. Null: they cannot answer.
 */
export function keptRows(query: ViewQuery, sql: ViewSql, pen: Pen): RowSource | null {
  const { kept, alias } = sql;
  const { interval, filters } = narrowed(query, sql);
  if (!isKept(query, filters, kept)) return null;
  const { whole, edges } = splitByPeriods(interval, HOUR_MS);
  if (whole === null) return null;
  const sums = sumsOf(query, kept);
  const parts = edges.flatMap((edge) => {
    const part = { ...interval, ...edge };
    const isCut = restHasRows(part, sql, pen);
    const hour = `hour = ${pen.parameters.add(periodStart(part.from, HOUR_MS))}`;
    return [
      keptBranch(sql, sums, pen.project, `${hour} AND NOT ${isCut}`),
      countedBranch(sql, sums, pen, part, isCut),
    ];
  });
  const hours = keptBranch(sql, sums, pen.project, coveredHours(whole, pen.parameters));
  return {
    from: `(${[hours, ...parts].join(' UNION ALL ')}) AS ${alias}`,
    conditions: [
      ...(sql.condition === undefined ? [] : [sql.condition]),
      ...filtersOn(filters, sql, pen.parameters),
    ],
    count: `${alias}.${COUNT}`,
    measure: (name) => `${alias}.${name === 'count' ? COUNT : columnOf(sums, name)}`,
  };
}

/** Conditions on the time of the view narrow the interval: instants are kept to the microsecond. */
function narrowed(
  query: ViewQuery,
  sql: ViewSql,
): { interval: Interval; filters: readonly FilterCondition[] } {
  let { from, to } = query;
  const time = `${sql.alias}.${sql.time}`;
  const filters = query.filters.filter((condition) => {
    if (condition.type !== 'datetime' || sql.filters.get(condition.column)?.sql !== time) return true;
    const { operator, value } = condition;
    if (operator === '>' || operator === '>=')
      from = later(from, operator === '>' ? addMicros(value, 1) : value);
    else to = earlier(to, operator === '<' ? addMicros(value, -1) : value);
    return false;
  });
  return { interval: { from, to }, filters };
}

function isKept(query: ViewQuery, filters: readonly FilterCondition[], kept: KeptSql): boolean {
  return (
    query.granularity !== 'minute' &&
    query.dimensions.every((name) => kept.dimensions.has(name)) &&
    filters.every(({ column }) => kept.dimensions.has(column)) &&
    query.metrics.every(
      ({ measure, aggregation }) =>
        (measure === 'count' || kept.sums.has(measure)) && aggregateOfSums('', '', aggregation) !== null,
    )
  );
}

type Sums = readonly (readonly [measure: string, sum: { kept: string; counted: string }])[];

function sumsOf(query: ViewQuery, kept: KeptSql): Sums {
  const asked = new Set(query.metrics.map(({ measure }) => measure));
  return [...kept.sums].filter(([measure]) => asked.has(measure));
}

function columnOf(sums: Sums, measure: string): string {
  return `s${sums.findIndex(([name]) => name === measure)}`;
}

function keptBranch({ kept, time }: ViewSql, sums: Sums, project: string, condition: string): string {
  const columns = [
    `hour AS ${time}`,
    ...kept.columns.keys(),
    `${kept.count} AS ${COUNT}`,
    ...sums.map(([measure, sum]) => `${sum.kept} AS ${columnOf(sums, measure)}`),
  ];
  return `SELECT ${columns.join(', ')} FROM ${kept.table} WHERE project_id = ${project} AND ${condition}`;
}

function countedBranch(
  { kept, time, table, alias }: ViewSql,
  sums: Sums,
  { project, parameters }: Pen,
  { from, to }: Interval,
  condition: string,
): string {
  const columns = [`${alias}.${time}`, ...kept.columns.values(), '1', ...sums.map(([, sum]) => sum.counted)];
  return `SELECT ${columns.join(', ')} FROM ${table} AS ${alias}
    WHERE ${alias}.project_id = ${project} AND ${alias}.${time} >= ${parameters.add(from)}
      AND ${alias}.${time} <= ${parameters.add(to)} AND ${condition}`;
}

function coveredHours({ from, before }: Periods, parameters: SqlParameters): string {
  const conditions: string[] = [];
  if (from !== undefined) conditions.push(`hour >= ${parameters.add(from)}`);
  if (before !== undefined) conditions.push(`hour < ${parameters.add(before)}`);
  return conditions.join(' AND ');
}

/** Whether anything lies in what is left of the hour. */
function restHasRows({ from, to }: Interval, { table, time }: ViewSql, { project, parameters }: Pen): string {
  const before = [`>= ${parameters.add(periodStart(from, HOUR_MS))}`, `< ${parameters.add(from)}`];
  const after = [`> ${parameters.add(to)}`, `<= ${parameters.add(periodEnd(to, HOUR_MS))}`];
  const tests = [before, after].map(
    (bounds) =>
      `EXISTS (SELECT FROM ${table} WHERE project_id = ${project} AND ${bounds.map((bound) => `${time} ${bound}`).join(' AND ')})`,
  );
  return `(SELECT ${tests.join(' OR ')})`;
}

function later(a: Timestamp, b: Timestamp): Timestamp {
  return a > b ? a : b;
}

function earlier(a: Timestamp, b: Timestamp): Timestamp {
  return a < b ? a : b;
}
