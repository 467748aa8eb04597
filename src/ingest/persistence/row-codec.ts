import type { MergeState } from '../domain/merge-state.js';
import type { Stamp } from '../domain/stamp.js';
import type { Row } from '../../database/read-database.js';
import type { DerivedValue, DerivedValues } from './derived-values.js';
import type { FieldColumn, MergedTable } from './merged-table.js';

/** A row as it goes into jsonb_to_recordset: what is null is left out. */
export type JsonRow = Record<string, unknown>;

export interface EncodedRow {
  readonly columns: JsonRow;
  /** In the order of the table's payload columns. */
  readonly payloads: readonly (string | null)[];
}

/**
 * A field that nobody has set is null or blank in its column. One that was set to just that is told apart by its stamp,
 * which is then always written down.
 */
export function encodeRow<Fields extends object>(
  table: MergedTable<keyof Fields & string>,
  keys: readonly string[],
  state: MergeState<Fields>,
  blanks: Partial<Fields>,
  revision: number,
): EncodedRow {
  const row: JsonRow = {};
  const payloads: (string | null)[] = [];
  table.keys.forEach((column, index) => (row[column] = keys[index]));
  for (const { field, column, isPayload } of table.fields) {
    const value = state.fields[field];
    if (isPayload === true) payloads.push((value as string | null | undefined) ?? null);
    if (value !== null && value !== undefined && isPayload !== true) row[column] = value;
  }
  row['stamp'] = state.stamp;
  row['revision'] = revision;
  const stamps = encodeStamps(state, fieldsSetToBlank(table, state, blanks));
  if (stamps !== null) row['field_stamps'] = stamps;
  return { columns: row, payloads };
}

/** The fields that were set to just what an unset field looks like and have no stamp of their own. */
export function fieldsSetToBlank<Fields extends object>(
  table: MergedTable<keyof Fields & string>,
  { fields, exceptions }: MergeState<Fields>,
  blanks: Partial<Fields>,
): string[] | null {
  let setToBlank: string[] | null = null;
  for (const { field } of table.fields) {
    const value = fields[field];
    if (value === undefined || (value !== null && value !== blanks[field])) continue;
    if (exceptions?.has(field) !== true) (setToBlank ??= []).push(field);
  }
  return setToBlank;
}

/** `{stamp: [fields and paths]}` as JSON text: many fields share a stamp. */
export function encodeStamps(state: MergeState<object>, setToBlank: readonly string[] | null): string | null {
  if (state.exceptions === null && setToBlank === null) return null;
  const byStamp = new Map<Stamp, string[]>();
  const add = (stamp: Stamp, path: string): void => {
    const paths = byStamp.get(stamp);
    if (paths === undefined) byStamp.set(stamp, [path]);
    else paths.push(path);
  };
  for (const [path, stamp] of state.exceptions ?? []) add(stamp, path);
  for (const field of setToBlank ?? []) add(state.stamp, field);
  return JSON.stringify(Object.fromEntries([...byStamp].map(([stamp, paths]) => [stamp, paths.sort()])));
}

export interface StoredState<Fields extends object> {
  readonly state: MergeState<Fields>;
  readonly derived: DerivedValues | null;
  readonly revision: number;
}

/** The inverse of {@link encodeRow}. */
export function decodeRow<Fields extends object>(
  table: MergedTable<keyof Fields & string>,
  row: Row,
  blanks: Partial<Fields>,
): StoredState<Fields> {
  const stamp = row['stamp'] as Stamp;
  const exceptions = decodeStamps(row['field_stamps'] as string | null);
  const fields: Partial<Fields> = {};
  for (const column of table.fields) {
    const value = valueOf(column, row[column.column]);
    const isBlank =
      value === null || value === blanks[column.field] || (Array.isArray(value) && value.length === 0);
    if (isBlank && exceptions?.has(column.field) !== true) continue;
    fields[column.field] = value as Fields[keyof Fields & string];
  }
  return {
    state: { fields, stamp, exceptions: realExceptions(exceptions, stamp) },
    derived: decodeDerived(table, row),
    revision: row['revision'] as number,
  };
}

/** Null where all of it is. */
export function decodeDerived({ derived }: Pick<MergedTable, 'derived'>, row: Row): DerivedValues | null {
  let values: Record<string, DerivedValue> | null = null;
  for (const { column } of derived) {
    const value = row[column] as DerivedValue | undefined;
    if (value !== null && value !== undefined) (values ??= {})[column] = value;
  }
  return values;
}

/** What a table demands of a row where the rest of it stays as it is. */
export function onlyFields<Fields extends object>(
  state: MergeState<Fields>,
  names: readonly (keyof Fields)[],
): MergeState<Fields> {
  const fields: Partial<Fields> = {};
  for (const name of names) fields[name] = state.fields[name];
  return { ...state, fields, exceptions: null };
}

/** Without those that were only written down to tell a blank that was set from one that was not. */
function realExceptions(exceptions: Map<string, Stamp> | null, stamp: Stamp): Map<string, Stamp> | null {
  const real = [...(exceptions ?? [])].filter(([path, at]) => at !== stamp || path.includes(':'));
  return real.length > 0 ? new Map(real) : null;
}

function valueOf({ type }: FieldColumn, value: unknown): unknown {
  if (value === undefined) return null;
  return type === 'numeric' && typeof value === 'string' ? Number(value) : value;
}

function decodeStamps(text: string | null): Map<string, Stamp> | null {
  if (text === null) return null;
  const byStamp = Object.entries(JSON.parse(text) as Record<Stamp, string[]>) as [Stamp, string[]][];
  return new Map(byStamp.flatMap(([stamp, paths]) => paths.map((path) => [path, stamp] as const)));
}
