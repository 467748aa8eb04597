import { conditionOn } from '../../../database/filter-conditions.sql.js';
import type { SqlParameters } from '../../../database/sql-parameters.js';
import type { FilterCondition } from '../../../common/filter/filter-condition.js';
import type { ViewQuery } from '../../domain/query/view-query.js';
import type { Expression, ViewSql } from './view-sql.js';

/** What follows FROM, and the rows of it that count. */
export interface RowSource {
  readonly from: string;
  readonly conditions: readonly string[];
  /** How many rows of the view one of these stands for; null: itself. */
  readonly count: string | null;
  /** The expression of a measure. */
  readonly measure: (name: string) => string;
}

/** The rows of the view itself. */
export function countedRows(
  query: ViewQuery,
  sql: ViewSql,
  { project, parameters }: { project: string; parameters: SqlParameters },
): RowSource {
  const { table, alias, joins } = sql;
  const time = `${alias}.${sql.time}`;
  const joined = Object.entries(joins).filter(([name]) => joinsOf(query, sql).has(name));
  return {
    from: [`${table} AS ${alias}`, ...joined.map(([, join]) => join)].join(' '),
    conditions: [
      `${alias}.project_id = ${project}`,
      `${time} >= ${parameters.add(query.from)}`,
      `${time} <= ${parameters.add(query.to)}`,
      ...(sql.condition === undefined ? [] : [sql.condition]),
      ...filtersOn(query.filters, sql, parameters),
    ],
    count: null,
    measure: (name) => found(sql.measures, name).sql,
  };
}

export function filtersOn(
  filters: readonly FilterCondition[],
  sql: ViewSql,
  parameters: SqlParameters,
): string[] {
  return filters.map((condition) => {
    const column = filterColumn(sql, condition.column);
    return typeof column.filter === 'function'
      ? column.filter(condition, parameters)
      : conditionOn(column.sql, condition, parameters);
  });
}

function filterColumn(sql: ViewSql, name: string): Expression {
  return sql.filters.get(name) ?? found(sql.dimensions, name);
}

function joinsOf({ dimensions, metrics, filters }: ViewQuery, sql: ViewSql): ReadonlySet<string | undefined> {
  return new Set([
    ...dimensions.map((name) => found(sql.dimensions, name).join),
    ...metrics.map(({ measure }) => found(sql.measures, measure).join),
    ...filters.map(({ column }) => filterColumn(sql, column).join),
  ]);
}

/** The names of a question have been read by the rules of its view. */
export function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error('A name of a view has no place in the database');
  return value;
}
