import { OBSERVATIONS, TRACES, type MergedTable } from './merged-table.js';
import { mergedTableSql } from './merged-table.sql.js';

const TABLE: MergedTable = {
  kind: 'trace',
  name: 'things',
  keys: ['project_id', 'id'],
  fields: [
    { field: 'kind', column: 'kind', type: 'text', blank: 'NONE' },
    { field: 'metadata', column: 'metadata', type: 'jsonb' },
    { field: 'input', column: 'input', type: 'text', isPayload: true },
    { field: 'output', column: 'output', type: 'text', isPayload: true },
  ],
  kept: [
    { column: 'amount', type: 'bigint', change: 'add' },
    { column: 'first', type: 'timestamptz', change: 'least' },
    { column: 'last', type: 'timestamptz', change: 'greatest' },
  ],
  derived: [{ column: 'price', type: 'jsonb' }],
};

const INSERT =
  'INSERT INTO things AS t (project_id, id, "kind", "metadata", "input", "output", "stamp", "field_stamps", "revision", ' +
  'amount, first, last, price, created_at, updated_at) ' +
  `SELECT r.project_id, r.id, COALESCE(r."kind", 'NONE'), r."metadata"::jsonb, r."input", r."output", r.stamp, ` +
  'r.field_stamps::jsonb, r.revision, COALESCE(r.amount, 0), r.first, r.last, r.price::jsonb, $2::timestamptz, $2::timestamptz ' +
  'FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (' +
  '"project_id" text, "id" text, "kind" text, "metadata" text, "stamp" text, "field_stamps" text, "revision" integer, ' +
  '"amount" bigint, "first" timestamptz, "last" timestamptz, "price" text), unnest($3::text[]), unnest($4::text[])) AS r(' +
  '"project_id", "id", "kind", "metadata", "stamp", "field_stamps", "revision", "amount", "first", "last", "price", "input", "output") ' +
  'ON CONFLICT (project_id, id)';
const KEPT =
  'amount = t.amount + EXCLUDED.amount, first = LEAST(t.first, EXCLUDED.first), last = GREATEST(t.last, EXCLUDED.last)';

describe(mergedTableSql, () => {
  const sql = mergedTableSql(TABLE);

  it('inserts new rows and leaves the others alone', () => {
    expect(sql.insertNew).toBe(`${INSERT} DO NOTHING RETURNING t.project_id, t.id`);
  });

  it('replaces rows that still have the revision that was read, and applies the changes of the kept figures', () => {
    expect(sql.overwrite).toBe(
      `${INSERT} DO UPDATE SET "kind" = EXCLUDED."kind", "metadata" = EXCLUDED."metadata", "input" = EXCLUDED."input", ` +
        `"output" = EXCLUDED."output", "stamp" = EXCLUDED."stamp", ` +
        `"field_stamps" = EXCLUDED."field_stamps", price = EXCLUDED.price, ${KEPT}, revision = -EXCLUDED.revision, updated_at = EXCLUDED.updated_at ` +
        'WHERE t.revision = -EXCLUDED.revision - 1 RETURNING t.project_id, t.id, t.revision',
    );
  });

  it('copies new rows with every column', () => {
    expect(sql.copy).toBe(
      'COPY things (project_id, id, "kind", "metadata", "input", "output", "stamp", "field_stamps", "revision", ' +
        'amount, first, last, price, created_at, updated_at) FROM STDIN (FORMAT binary)',
    );
  });

  it('changes the kept figures alone', () => {
    expect(sql.change).toBe(
      `${INSERT} DO UPDATE SET ${KEPT}, updated_at = EXCLUDED.updated_at RETURNING t.project_id, t.id, t.revision`,
    );
  });

  it('reads the rows of many keys at once, with or without their payloads', () => {
    const from =
      'FROM unnest($1::text[], $2::text[]) AS k(project_id, id) JOIN things AS t ON t.project_id = k.project_id AND t.id = k.id';
    expect(sql.read).toBe(
      `SELECT t.project_id, t.id, t."kind", t."metadata", t."input", t."output", t."stamp", t."field_stamps", t."revision", t.price ${from}`,
    );
    expect(sql.readWithoutPayloads).toBe(
      `SELECT t.project_id, t.id, t."kind", t."stamp", t."field_stamps", t."revision", t.price ${from}`,
    );
  });

  it.each([TRACES, OBSERVATIONS])('updates with nothing that a distributed table refuses: $name', (table) => {
    const { overwrite, change } = mergedTableSql(table);
    for (const statement of [overwrite, change]) {
      const update = statement.slice(statement.indexOf('DO UPDATE'));
      expect(update).not.toMatch(/\$\d|now\(\)|SELECT/);
    }
  });
});
