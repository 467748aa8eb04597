import type { FilterCondition, FilterOperator } from '../../src/common/filter/filter-condition.js';

/** The value of a column; of those that have several by name (metadata, scores), all of them. Null: missing. */
export type FilterValue =
  string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>;

/** Whether a row meets all conditions: the rules of FilterCondition in the plainest form. */
export function meetsFilter<C extends string>(
  conditions: readonly FilterCondition<C>[],
  valueOf: (column: C) => FilterValue,
): boolean {
  return conditions.every((condition) => isMet(condition, valueOf(condition.column)));
}

export function isMet(condition: FilterCondition, value: FilterValue): boolean {
  if (condition.type === 'null') return (value === null) === (condition.operator === 'is null');
  if (value === null) return false;
  switch (condition.type) {
    case 'datetime':
    case 'number':
      return isOrdered(condition.operator, value, condition.value);
    case 'string':
      return isText(condition.operator, value as string, condition.value);
    case 'boolean':
      return (value === condition.value) === (condition.operator === '=');
    case 'stringOptions':
      return condition.value.includes(value as string) === (condition.operator === 'any of');
    case 'arrayOptions': {
      const has = (option: string): boolean => (value as readonly string[]).includes(option);
      if (condition.operator === 'all of') return condition.value.every(has);
      return condition.value.some(has) === (condition.operator === 'any of');
    }
    case 'stringObject':
    case 'numberObject':
    case 'booleanObject':
    case 'categoryOptions':
      return isMemberMet(condition, memberText(value as Record<string, unknown>, condition.key));
  }
}

type KeyedCondition = Extract<FilterCondition, { key: string }>;

function isMemberMet(condition: KeyedCondition, text: string | null): boolean {
  if (text === null) return false;
  switch (condition.type) {
    case 'stringObject': {
      const operator = condition.operator === 'matches' ? 'contains' : condition.operator;
      return isText(operator, text, condition.value);
    }
    case 'numberObject':
      return /^-?\d+(\.\d+)?$/.test(text) && isOrdered(condition.operator, Number(text), condition.value);
    case 'booleanObject':
      return (text === String(condition.value)) === (condition.operator === '=');
    case 'categoryOptions':
      return condition.value.includes(text) === (condition.operator === 'any of');
  }
}

function memberText(members: Readonly<Record<string, unknown>>, key: string): string | null {
  const member = Object.hasOwn(members, key) ? members[key] : null;
  if (member === null || member === undefined) return null;
  return typeof member === 'string' ? member : JSON.stringify(member);
}

function isOrdered(operator: FilterOperator<'number'>, value: FilterValue, limit: string | number): boolean {
  const known = value as string | number;
  switch (operator) {
    case '=':
      return known === limit;
    case '>':
      return known > limit;
    case '<':
      return known < limit;
    case '>=':
      return known >= limit;
    case '<=':
      return known <= limit;
  }
}

function isText(operator: FilterOperator<'string'>, text: string, part: string): boolean {
  switch (operator) {
    case '=':
      return text === part;
    case 'contains':
      return text.includes(part);
    case 'does not contain':
      return !text.includes(part);
    case 'starts with':
      return text.startsWith(part);
    case 'ends with':
      return text.endsWith(part);
    case 'matches':
      return text.toLowerCase().includes(part.toLowerCase());
  }
}
