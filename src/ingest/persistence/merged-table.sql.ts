import type { FieldColumn, KeptColumn, MergedTable, SqlType } from './merged-table.js';

/**
 * The statements of a table. Every name in them comes from merged-table.ts. Rows come as $1 (their small columns, a JSON array of objects),
 * $2 (now) and one text[] for each payload column: parsing JSON is what costs most in a long row.
 */
export interface MergedTableSql {
  /** Rows. Returns the keys of the rows that were not there before; leaves the others alone. */
  readonly insertNew: string;
  /** Rows as copied-rows.ts makes them, not the parameters of the others. Fails with a unique violation (23505) where one is there already. */
  readonly copy: string;
  /** $1, $2 … one array of key parts each. Returns the merge state of the rows that exist, and what is derived from it. */
  readonly read: string;
  /** Like `read`, without the payloads. */
  readonly readWithoutPayloads: string;
  /**
   * Rows, their revision negated. Replaces rows that still have the revision before; applies the changes of the kept figures. Returns keys
   * and revision of those that were replaced, and of those that were not there any more: these have kept a negative revision.
   */
  readonly overwrite: string;
  /** The same, whatever the revision is, for the kept figures alone. */
  readonly change: string;
  /** Like `read`, without input and output. */
  readonly readForDerivation: string;
  /** Like `overwrite`, for what is derived alone, and not from payloads. */
  readonly rederive: string;
}

const BOOKKEEPING: readonly { column: string; type: SqlType }[] = [
  { column: 'stamp', type: 'text' },
  { column: 'field_stamps', type: 'jsonb' },
  { column: 'revision', type: 'integer' },
];

export function mergedTableSql(table: MergedTable): MergedTableSql {
  const { name, keys } = table;
  const own = [...table.fields, ...BOOKKEEPING].map(({ column }) => quoted(column));
  const kept = table.kept.map(({ column }) => column);
  const derived = table.derived.map(({ column }) => column);
  const rederived = table.derived.filter(({ isOfPayload }) => isOfPayload !== true);
  const columns = [...keys, ...own, ...kept, ...derived, 'created_at', 'updated_at'].join(', ');
  const insert = `INSERT INTO ${name} AS t (${columns}) SELECT ${selectList(table)} FROM ${rowSource(table)}`;
  const conflict = `ON CONFLICT (${keys.join(', ')})`;
  const returning = `RETURNING ${keys.map((key) => `t.${key}`).join(', ')}`;
  const changes = table.kept.map(changeOf);
  const takeOver = (column: string): string => `${column} = EXCLUDED.${column}`;
  const replaced = [...own, ...derived].filter((column) => column !== REVISION).map(takeOver);
  const ifUnchanged = (assignments: readonly string[]): string =>
    `${insert} ${conflict} DO UPDATE SET ${[...assignments, 'revision = -EXCLUDED.revision', UPDATED].join(', ')} WHERE t.revision = -EXCLUDED.revision - 1 ${returning}, t.revision`;
  const arrays = keys.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const sameKey = keys.map((key) => `t.${key} = k.${key}`).join(' AND ');
  const read = (wanted: readonly string[]): string =>
    `SELECT ${wanted.map((column) => `t.${column}`).join(', ')} FROM unnest(${arrays}) AS k(${keys.join(', ')}) JOIN ${name} AS t ON ${sameKey}`;
  return {
    copy: `COPY ${name} (${columns}) FROM STDIN (FORMAT binary)`,
    insertNew: `${insert} ${conflict} DO NOTHING ${returning}`,
    read: read([...keys, ...own, ...derived]),
    readWithoutPayloads: read([...keys, ...own.filter((column) => !PAYLOADS.has(column)), ...derived]),
    readForDerivation: read([...keys, ...own.filter((column) => !IO.has(column)), ...derived]),
    overwrite: ifUnchanged([...replaced, ...changes]),
    rederive: ifUnchanged(rederived.map(({ column }) => takeOver(column))),
    change: `${insert} ${conflict} DO UPDATE SET ${[...changes, UPDATED].join(', ')} ${returning}, t.revision`,
  };
}

const IO = new Set(['"input"', '"output"']);
const PAYLOADS = new Set([...IO, '"metadata"']);
const REVISION = '"revision"';
const UPDATED = 'updated_at = EXCLUDED.updated_at';

/** `timestamp` is a column and a type. */
function quoted(column: string): string {
  return `"${column}"`;
}

function literal(blank: NonNullable<FieldColumn['blank']>): string {
  if (blank === false) return 'false';
  return typeof blank === 'string' ? `'${blank}'` : `'{}'`;
}

/** jsonb comes as a text inside the rows, so that a row is plain JSON whatever its payload. */
function rowSource(table: MergedTable): string {
  const record = [
    ...table.keys.map((column) => ({ column, type: 'text' as const })),
    ...[...table.fields.filter(({ isPayload }) => isPayload !== true), ...BOOKKEEPING],
    ...[...table.kept, ...table.derived],
  ];
  const payloads = table.fields.filter(({ isPayload }) => isPayload === true);
  const definitions = record.map(
    ({ column, type }) => `${quoted(column)} ${type === 'jsonb' ? 'text' : type}`,
  );
  const functions = [
    `jsonb_to_recordset($1::jsonb) AS (${definitions.join(', ')})`,
    ...payloads.map((_, index) => `unnest($${index + 3}::text[])`),
  ];
  const names = [...record, ...payloads].map(({ column }) => quoted(column));
  return `ROWS FROM (${functions.join(', ')}) AS r(${names.join(', ')})`;
}

function selectList(table: MergedTable): string {
  return [
    ...table.keys.map((key) => `r.${key}`),
    ...table.fields.map(({ column, type, blank }) => {
      const value = `r.${quoted(column)}${type === 'jsonb' ? '::jsonb' : ''}`;
      return blank === undefined ? value : `COALESCE(${value}, ${literal(blank)})`;
    }),
    ...BOOKKEEPING.map(({ column, type }) => `r.${column}${type === 'jsonb' ? '::jsonb' : ''}`),
    ...table.kept.map(({ column, change }) =>
      change === 'add' ? `COALESCE(r.${column}, 0)` : `r.${column}`,
    ),
    ...table.derived.map(({ column, type }) => `r.${column}${type === 'jsonb' ? '::jsonb' : ''}`),
    '$2::timestamptz',
    '$2::timestamptz',
  ].join(', ');
}

function changeOf({ column, change }: KeptColumn): string {
  switch (change) {
    case 'add':
      return `${column} = t.${column} + EXCLUDED.${column}`;
    case 'least':
      return `${column} = LEAST(t.${column}, EXCLUDED.${column})`;
    case 'greatest':
      return `${column} = GREATEST(t.${column}, EXCLUDED.${column})`;
  }
}
