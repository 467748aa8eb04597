import type { FilterCondition } from '../common/filter/filter-condition.js';
import { traceIdSpellings } from '../common/trace-id-spellings.js';
import { conditionOn, type FilterColumnSql } from './filter-conditions.sql.js';
import type { SqlParameters } from './sql-parameters.js';

/** The id, or one of the ids, in any spelling: a trace of OpenTelemetry is found by the UUID of its bits, and the reverse. */
export function isId(sql: string, id: string | readonly string[], parameters: SqlParameters): string {
  const spellings = allSpellings(typeof id === 'string' ? [id] : id);
  return spellings.length === 1
    ? `${sql} = ${parameters.add(spellings[0])}`
    : `${sql} = ANY (${parameters.add(spellings)}::text[])`;
}

/** A column of ids in a filter: where it asks for certain ids, for all of their spellings. */
export function idColumn(sql: string): FilterColumnSql {
  return (condition, parameters) => conditionOn(sql, inAllSpellings(condition), parameters);
}

/** Other conditions, as those on a part of an id, stay as they are. */
export function inAllSpellings(condition: FilterCondition): FilterCondition {
  if (condition.type === 'stringOptions') return { ...condition, value: allSpellings(condition.value) };
  if (condition.type !== 'string' || condition.operator !== '=') return condition;
  const { column, value } = condition;
  return { type: 'stringOptions', column, operator: 'any of', value: allSpellings([value]) };
}

export function allSpellings(ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap(traceIdSpellings))];
}
