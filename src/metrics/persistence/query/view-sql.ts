import type { FilterColumnSql } from '../../../database/filter-conditions.sql.js';

/** The expression of a value of a row, and the table beside that of the view that it is taken from. */
export interface Expression<J extends string = string> {
  readonly sql: string;
  readonly join?: J;
  /** How conditions on it are put, where that takes more than the expression. */
  readonly filter?: FilterColumnSql;
}

/**
 * How the values of a measure are added up and compared: whole numbers and decimals exactly; doubles exactly, too, but for percentiles;
 * texts are only counted.
 */
export type MeasureForm = 'exact' | 'double' | 'text';

export interface MeasureExpression<J extends string = string> extends Expression<J> {
  readonly form: MeasureForm;
}

/** What is kept by the hour of the rows of a view: the same columns as the view, with rows that stand for many. */
export interface KeptSql {
  readonly table: string;
  /** The columns of dimensions: the kept one, and how it is computed from a row of the view. */
  readonly columns: ReadonlyMap<string, string>;
  /** How many rows a kept row stands for. */
  readonly count: string;
  /** The columns of measures: the kept sum, and what a row of the view adds to it. */
  readonly sums: ReadonlyMap<string, KeptSum>;
  /** Dimensions that need no other columns than these. */
  readonly dimensions: ReadonlySet<string>;
}

export interface KeptSum {
  readonly kept: string;
  readonly counted: string;
}

/** Where the names of a view are found. No text of a caller becomes a part of a statement: what it names is looked up here. */
export interface ViewSql<J extends string = string> {
  readonly table: string;
  readonly alias: string;
  /** The column of its time, without the alias. */
  readonly time: string;
  /** What holds of all rows of the view. */
  readonly condition?: string;
  /** Other tables, each row of the view with at most one row of theirs. */
  readonly joins: Readonly<Record<J, string>>;
  readonly dimensions: ReadonlyMap<string, Expression<J>>;
  readonly measures: ReadonlyMap<string, MeasureExpression<J>>;
  /** What filters may ask of beside dimensions. */
  readonly filters: ReadonlyMap<string, Expression<J>>;
  readonly kept: KeptSql;
}

export function closedMap<K extends string, V>(record: Readonly<Record<K, V>>): ReadonlyMap<string, V> {
  return new Map(Object.entries<V>(record));
}

/** Text of the month of an instant, or of its day (UTC). */
export function monthOf(instant: string): string {
  return `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM')`;
}

export function dayOf(instant: string): string {
  return `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
}

/** In decimals: exact to the microsecond. Not known where the second is before the first, as clocks that do not agree have it. */
export function millisecondsBetween(from: string, to: string): string {
  return `(CASE WHEN ${to} >= ${from} THEN EXTRACT(EPOCH FROM ${to} - ${from}) * 1000 END)`;
}

/** Seconds that a client sent, as milliseconds. The text of a double has all of its digits; a cast would cut some off. */
export function millisecondsOf(seconds: string): string {
  return `(${seconds}::text::numeric * 1000)`;
}
