import type { Timestamp } from '../time/timestamp.js';

/** The operators of each type of condition, as clients write them. `matches` only where a column is searchable. */
export const FILTER_OPERATORS = {
  datetime: ['>', '<', '>=', '<='],
  string: ['=', 'contains', 'does not contain', 'starts with', 'ends with', 'matches'],
  number: ['=', '>', '<', '>=', '<='],
  stringOptions: ['any of', 'none of'],
  categoryOptions: ['any of', 'none of'],
  arrayOptions: ['any of', 'none of', 'all of'],
  stringObject: ['=', 'contains', 'does not contain', 'starts with', 'ends with', 'matches'],
  numberObject: ['=', '>', '<', '>=', '<='],
  booleanObject: ['=', '<>'],
  boolean: ['=', '<>'],
  null: ['is null', 'is not null'],
} as const;

export type FilterType = keyof typeof FILTER_OPERATORS;
export type FilterOperator<T extends FilterType> = (typeof FILTER_OPERATORS)[T][number];

interface Condition<C extends string, T extends FilterType> {
  readonly type: T;
  readonly column: C;
  readonly operator: FilterOperator<T>;
}

interface Comparison<C extends string, T extends FilterType, V> extends Condition<C, T> {
  readonly value: V;
}

interface KeyedComparison<C extends string, T extends FilterType, V> extends Comparison<C, T, V> {
  /** Which member of the column: a key of the metadata, the name of a score. */
  readonly key: string;
}

export type DatetimeCondition<C extends string = string> = Comparison<C, 'datetime', Timestamp>;
export type StringCondition<C extends string = string> = Comparison<C, 'string', string>;
export type NumberCondition<C extends string = string> = Comparison<C, 'number', number>;
export type StringOptionsCondition<C extends string = string> = Comparison<
  C,
  'stringOptions',
  readonly string[]
>;
export type ArrayOptionsCondition<C extends string = string> = Comparison<
  C,
  'arrayOptions',
  readonly string[]
>;
export type BooleanCondition<C extends string = string> = Comparison<C, 'boolean', boolean>;
export type NullCondition<C extends string = string> = Condition<C, 'null'>;
export type StringObjectCondition<C extends string = string> = KeyedComparison<C, 'stringObject', string>;
export type NumberObjectCondition<C extends string = string> = KeyedComparison<C, 'numberObject', number>;
export type BooleanObjectCondition<C extends string = string> = KeyedComparison<C, 'booleanObject', boolean>;
export type CategoryOptionsCondition<C extends string = string> = KeyedComparison<
  C,
  'categoryOptions',
  readonly string[]
>;

/**
 * What a column of a row must be like. All conditions of a filter must hold.
 *
 * A value that is missing meets no condition but `is null`: neither `none of` nor `does not contain` finds a row of which it is not
 * known. Where a column is a set (tags, the scores of a trace), `none of` and `<>` hold also for the empty set.
 * Upper and lower case differ, save for `matches` of a text column.
 */
export type FilterCondition<C extends string = string> =
  | DatetimeCondition<C>
  | StringCondition<C>
  | NumberCondition<C>
  | StringOptionsCondition<C>
  | CategoryOptionsCondition<C>
  | ArrayOptionsCondition<C>
  | StringObjectCondition<C>
  | NumberObjectCondition<C>
  | BooleanObjectCondition<C>
  | BooleanCondition<C>
  | NullCondition<C>;
