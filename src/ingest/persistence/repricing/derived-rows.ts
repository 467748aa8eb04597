import type { Transaction } from '../../../database/write-database.js';
import { isSameDecimal } from '../../../common/usd.js';
import { canonicalJson } from '../../domain/canonical-json.js';
import type { Derive, DerivedValues } from '../derived-values.js';
import { ContentionError, type RowChange } from '../merged-rows.js';
import type { MergedTable } from '../merged-table.js';
import { mergedTableSql } from '../merged-table.sql.js';
import { wasDeleted } from '../revision.js';
import { rowChunks } from '../row-chunks.js';
import { decodeRow, encodeRow, onlyFields } from '../row-codec.js';
import { rowKey } from '../row-key.js';

/** What is derived from rows that are there, derived again. */
export class DerivedRows<Fields extends object> {
  private readonly sql;

  constructor(
    private readonly table: MergedTable<keyof Fields & string>,
    private readonly blanks: Partial<Fields>,
    /** Fields without which there can be no row. */
    private readonly required: readonly (keyof Fields)[],
  ) {
    this.sql = mergedTableSql(table);
  }

  /**
   * Input and output are not read. Rows that are gone, and rows that stay the same, are not among the changes.
   * @param keys in the order in which rows are locked
   * @throws ContentionError when another transaction was in between: the whole transaction is to be done again
   */
  async derive(
    transaction: Transaction,
    keys: readonly (readonly string[])[],
    now: string,
    derive: Derive<Fields>,
  ): Promise<RowChange<Fields>[]> {
    if (keys.length === 0) return [];
    const arrays = this.table.keys.map((_, index) => keys.map((parts) => parts[index]));
    const found = new Map(
      (await transaction.query(this.sql.readForDerivation, arrays)).map((row) => [
        rowKey(this.table.keys.map((key) => row[key] as string)),
        decodeRow<Fields>(this.table, row, this.blanks),
      ]),
    );
    const rows = keys.flatMap((parts) => {
      const stored = found.get(rowKey(parts));
      return stored === undefined ? [] : [{ keys: parts, stored, after: stored.state }];
    });
    const derived = await derive(rows);
    const changed = rows
      .map((row, index) => ({ ...row, derived: derived[index] ?? null }))
      .filter((row) => !isSame(this.table, row.stored.derived, row.derived));
    const encoded = changed.map((row) => {
      const { state, revision } = row.stored;
      const known = onlyFields(state, this.required);
      const { columns, payloads } = encodeRow(this.table, row.keys, known, this.blanks, -(revision + 1));
      return { columns: { ...columns, ...row.derived }, payloads };
    });
    for (const chunk of rowChunks(encoded)) {
      const written = await transaction.query(this.sql.rederive, [chunk.json, now, ...chunk.payloads]);
      if (written.length !== chunk.length || written.some((row) => wasDeleted(row['revision'] as number)))
        throw new ContentionError();
    }
    return changed.map((row) => ({
      keys: row.keys,
      before: row.stored,
      after: { state: row.stored.state, derived: row.derived },
    }));
  }
}

function isSame(
  { derived }: Pick<MergedTable, 'derived'>,
  a: DerivedValues | null,
  b: DerivedValues | null,
): boolean {
  return derived.every(({ column, type, isOfPayload }) => {
    if (isOfPayload === true) return true;
    const [one, other] = [a?.[column] ?? null, b?.[column] ?? null];
    if (one === null || other === null) return one === other;
    if (one === other) return true;
    if (typeof one !== 'string' || typeof other !== 'string') return false;
    return type === 'numeric' ? isSameDecimal(one, other) : canonicalJson(one) === canonicalJson(other);
  });
}
