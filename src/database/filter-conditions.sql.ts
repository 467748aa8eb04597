import type { FilterCondition, FilterOperator } from '../common/filter/filter-condition.js';
import type { SqlParameters } from './sql-parameters.js';

/**
 * Where a column of a filter is found: the expression of its value; or, where that takes more than an expression, how a
 * condition on it is put as SQL.
 */
export type FilterColumnSql = string | ((condition: FilterCondition, parameters: SqlParameters) => string);

/**
 * The conditions as SQL, to be joined by AND. Columns come from the closed map `columns` only; whatever the caller has written
 * becomes a parameter. What is unknown (NULL) counts as not met, as AND and WHERE have it.
 */
export function filterConditions<C extends string>(
  conditions: readonly FilterCondition<C>[],
  columns: Readonly<Record<C, FilterColumnSql>>,
  parameters: SqlParameters,
): string[] {
  return conditions.map((condition) => {
    const column: FilterColumnSql = columns[condition.column];
    return typeof column === 'string'
      ? conditionOn(column, condition, parameters)
      : column(condition, parameters);
  });
}

/** A condition on the value of an expression. */
export function conditionOn(sql: string, condition: FilterCondition, parameters: SqlParameters): string {
  switch (condition.type) {
    case 'datetime':
      return `${sql} ${condition.operator} ${parameters.add(condition.value)}::timestamptz`;
    case 'string':
      return textTest(sql, condition.operator, condition.value, parameters);
    case 'number':
      // An integer column compared with a fraction must not make an integer of the fraction.
      return `${sql} ${condition.operator} ${parameters.add(condition.value)}::numeric`;
    case 'stringOptions':
      return optionsTest(sql, condition.operator, condition.value, parameters);
    case 'arrayOptions':
      return setTest(sql, condition.operator, condition.value, parameters);
    case 'boolean':
      return `${sql} ${condition.operator} ${parameters.add(condition.value)}::boolean`;
    case 'null':
      return condition.operator === 'is null' ? `${sql} IS NULL` : `${sql} IS NOT NULL`;
    case 'stringObject': {
      const { key, value } = condition;
      const operator = condition.operator === 'matches' ? 'contains' : condition.operator;
      return textTest(member(sql, key, parameters), operator, value, parameters);
    }
    case 'numberObject': {
      const text = member(sql, condition.key, parameters);
      const number = `CASE WHEN ${text} ~ '${NUMBER}' AND length(${text}) <= ${NUMBER_LENGTH} THEN ${text}::numeric END`;
      return `${number} ${condition.operator} ${parameters.add(condition.value)}::numeric`;
    }
    case 'booleanObject': {
      const text = member(sql, condition.key, parameters);
      return `${text} ${condition.operator} ${parameters.add(String(condition.value))}`;
    }
    case 'categoryOptions':
      return optionsTest(
        member(sql, condition.key, parameters),
        condition.operator,
        condition.value,
        parameters,
      );
  }
}

/** Numbers as jsonb writes them, and texts that read like one; bounded, so that the cast cannot fail. */
const NUMBER = '^-?[0-9]+(\\.[0-9]+)?$';
const NUMBER_LENGTH = 1000;

/** A member of a JSON object as text. */
function member(sql: string, key: string, parameters: SqlParameters): string {
  return `(${sql} ->> ${parameters.add(key)}::text)`;
}

export function textTest(
  sql: string,
  operator: FilterOperator<'string'>,
  value: string,
  parameters: SqlParameters,
): string {
  const pattern = likePattern(value);
  switch (operator) {
    case '=':
      return `${sql} = ${parameters.add(value)}`;
    case 'contains':
      return `${sql} LIKE ${parameters.add(`%${pattern}%`)}`;
    case 'does not contain':
      return `${sql} NOT LIKE ${parameters.add(`%${pattern}%`)}`;
    case 'starts with':
      return `${sql} LIKE ${parameters.add(`${pattern}%`)}`;
    case 'ends with':
      return `${sql} LIKE ${parameters.add(`%${pattern}`)}`;
    case 'matches':
      return `${sql} ILIKE ${parameters.add(`%${pattern}%`)}`;
  }
}

export function optionsTest(
  sql: string,
  operator: FilterOperator<'stringOptions'>,
  values: readonly string[],
  parameters: SqlParameters,
): string {
  if (operator === 'none of') return `${sql} <> ALL (${parameters.add(values)}::text[])`;
  if (values.length === 1) return `${sql} = ${parameters.add(values[0])}`;
  return `${sql} = ANY (${parameters.add(values)}::text[])`;
}

function setTest(
  sql: string,
  operator: FilterOperator<'arrayOptions'>,
  values: readonly string[],
  parameters: SqlParameters,
): string {
  const set = `${parameters.add(values)}::text[]`;
  switch (operator) {
    case 'any of':
      return `${sql} && ${set}`;
    case 'none of':
      return `NOT (${sql} && ${set})`;
    case 'all of':
      return `${sql} @> ${set}`;
  }
}

/** The text itself, whatever characters it has: `%`, `_` and `\` stand for themselves. */
function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
