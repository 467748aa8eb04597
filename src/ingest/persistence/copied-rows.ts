import type { Timestamp } from '../../common/time/timestamp.js';
import { BinaryRows } from './binary-rows.js';
import { binaryTextArray } from './binary-text-array.js';
import type { MergeState } from '../domain/merge-state.js';
import type { DerivedValues } from './derived-values.js';
import type { MergedTable, SqlType } from './merged-table.js';
import { firstRevision } from './revision.js';
import { encodeStamps, fieldsSetToBlank, type JsonRow } from './row-codec.js';

/** stamp, field_stamps, revision, created_at, updated_at. */
const COLUMNS_OF_EVERY_TABLE = 5;

/** What a new row is made of. `kept` holds its kept figures, `derived` what follows from its state, by column. */
interface NewRow<Fields extends object> {
  readonly keys: readonly string[];
  readonly state: MergeState<Fields>;
  readonly kept?: JsonRow;
  readonly derived?: DerivedValues | null;
}

/** New rows of a table for its `copy` statement: all its columns, in the order of mergedTableSql. */
export function copiedRows<Fields extends object>(
  table: MergedTable<keyof Fields & string>,
  newRows: readonly NewRow<Fields>[],
  blanks: Partial<Fields>,
  now: Timestamp,
): readonly Buffer[] {
  const rows = new BinaryRows();
  const { length } = [...table.keys, ...table.fields, ...table.kept, ...table.derived];
  const columns = length + COLUMNS_OF_EVERY_TABLE;
  for (const { keys, state, kept, derived } of newRows) {
    rows.beginRow(columns);
    for (const key of keys) rows.text(key);
    for (const { field, type, blank } of table.fields) {
      addValue(rows, type, state.fields[field] ?? blank);
    }
    rows.text(state.stamp);
    addValue(rows, 'jsonb', encodeStamps(state, fieldsSetToBlank(table, state, blanks)));
    rows.int32(firstRevision());
    for (const { column, type, change } of table.kept) {
      addValue(rows, type, kept?.[column] ?? (change === 'add' ? 0 : null));
    }
    for (const { column, type } of table.derived) addValue(rows, type, derived?.[column]);
    rows.timestamp(now);
    rows.timestamp(now);
  }
  return rows.finish();
}

function addValue(rows: BinaryRows, type: SqlType, value: unknown): void {
  if (value === null || value === undefined) rows.null();
  else WRITERS[type](rows, value);
}

const WRITERS: Readonly<Record<SqlType, (rows: BinaryRows, value: unknown) => void>> = {
  text: (rows, value) => rows.text(value as string),
  'text[]': (rows, value) => rows.bytes(binaryTextArray(value as string[])),
  timestamptz: (rows, value) => rows.timestamp(value as Timestamp),
  boolean: (rows, value) => rows.boolean(value as boolean),
  integer: (rows, value) => rows.int32(value as number),
  bigint: (rows, value) => rows.int64(value as number),
  'double precision': (rows, value) => rows.double(value as number),
  numeric: (rows, value) => rows.numeric(value as number | string),
  jsonb: (rows, value) => rows.jsonb(value as string),
};
