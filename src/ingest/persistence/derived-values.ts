import type { MergeState } from '../domain/merge-state.js';

/** What is derived from the fields of a row, by column: jsonb and numeric, both as texts, whole numbers and lists of texts. What is missing is null. */
export type DerivedValue = string | number | readonly string[] | null;
export type DerivedValues = Readonly<Record<string, DerivedValue>>;

/** A row as it is, or as it will be. `derived` is null where nothing is derived from it. */
export interface RowImage<Fields extends object> {
  readonly state: MergeState<Fields>;
  readonly derived: DerivedValues | null;
}

/** A row, and what it becomes by a merge. */
export interface MergedRow<Fields extends object> {
  readonly keys: readonly string[];
  readonly stored: RowImage<Fields>;
  readonly after: MergeState<Fields>;
}

/** What is to be kept with these rows, one by one. */
export type Derive<Fields extends object> = (
  rows: readonly MergedRow<Fields>[],
) => Promise<readonly (DerivedValues | null)[]>;

/** For tables that have no such columns. */
export const deriveNothing: Derive<object> = (rows) => Promise.resolve(rows.map(() => null));
