import type { Row } from '../../database/read-database.js';
import type { Transaction } from '../../database/write-database.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { Turns } from '../../common/turns.js';
import { mergeEntity } from '../domain/merge-entity.js';
import type { MergeRules, MergeState } from '../domain/merge-state.js';
import { entityKey } from '../domain/patch.js';
import { RejectedDataError } from '../domain/rejected-data.error.js';
import { isSameState } from '../domain/same-state.js';
import { IMPLIED } from '../domain/stamp.js';
import { UnmergeableError } from '../domain/unmergeable.error.js';
import { copiedRows } from './copied-rows.js';
import { deriveNothing, type Derive, type DerivedValues, type RowImage } from './derived-values.js';
import type { MergedTable } from './merged-table.js';
import { mergedTableSql, type MergedTableSql } from './merged-table.sql.js';
import { firstRevision, isSameRow, wasDeleted } from './revision.js';
import { rowChunks } from './row-chunks.js';
import {
  decodeRow,
  encodeRow,
  onlyFields,
  type EncodedRow,
  type JsonRow,
  type StoredState,
} from './row-codec.js';
import { rowKey } from './row-key.js';

/** Another transaction has changed a row between its reading and its writing. */
export class ContentionError extends Error {}

/**
 * What is to be merged into one row. `kept` holds the changes of the row's kept figures, by column; `derived` what follows from the patch
 * where the row is new.
 */
export interface RowPatch<Fields extends object> {
  readonly keys: readonly string[];
  readonly state: MergeState<Fields>;
  readonly kept?: JsonRow;
  readonly derived?: DerivedValues | null;
}

/** What a row was (null: it is new) and what it is now. */
export interface RowChange<Fields extends object> {
  readonly keys: readonly string[];
  readonly before: RowImage<Fields> | null;
  readonly after: RowImage<Fields>;
}

/** Writes the merge states of one table: new rows by one insert, rows that are there by reading, merging and replacing them. */
export class MergedRows<Fields extends object> {
  private readonly sql: MergedTableSql;

  constructor(
    private readonly table: MergedTable<keyof Fields & string>,
    private readonly rules: MergeRules<Fields>,
    private readonly blanks: Partial<Fields>,
    /** Fields without which there can be no row. */
    private readonly required: readonly (keyof Fields)[],
  ) {
    this.sql = mergedTableSql(table);
  }

  /**
   * @param patches one for each row, in the order in which rows are locked
   * @param derive asked of rows that were there and have changed
   * @throws ContentionError when another transaction was in between: the whole transaction is to be done again
   * @throws UnmergeableError with all rows that would grow beyond their limits
   */
  async write(
    transaction: Transaction,
    patches: readonly RowPatch<Fields>[],
    now: string,
    derive: Derive<Fields> = deriveNothing,
  ): Promise<RowChange<Fields>[]> {
    const known = await this.insertNew(transaction, patches, now);
    const knownKeys = new Set(known.map(({ keys }) => rowKey(keys)));
    const fresh = known.length === 0 ? patches : patches.filter(({ keys }) => !knownKeys.has(rowKey(keys)));
    const changes = fresh.map(asNew);
    if (known.length === 0) return changes;
    // What only implies something hardly ever changes a row that is there: its payloads need not be read to see that.
    const [implied, sent] = [known.filter(isImplied), known.filter((patch) => !isImplied(patch))];
    const glimpsed = await this.merged(transaction, this.sql.readWithoutPayloads, implied);
    const toReplace = new Set(glimpsed.filter(({ isChanged }) => isChanged).map(({ patch }) => patch));
    const whole = await this.merged(transaction, this.sql.read, [...sent, ...toReplace]);
    const all = [...glimpsed.filter(({ isChanged }) => !isChanged), ...whole].sort(byKey);
    const changed = await withDerived(
      all.filter(({ isChanged }) => isChanged),
      derive,
    );
    await this.replace(transaction, changed, now);
    await this.change(
      transaction,
      all.filter(({ isChanged, patch }) => !isChanged && patch.kept !== undefined),
      now,
    );
    for (const { patch, stored, after } of changed) changes.push({ keys: patch.keys, before: stored, after });
    for (const { patch, stored, isChanged } of all)
      if (!isChanged) changes.push({ keys: patch.keys, before: stored, after: stored });
    return changes;
  }

  /**
   * Stores rows that are thought to be new. The promise fails with a unique violation where one of them is there already.
   * The changes hold if it does not.
   */
  copy(
    transaction: Transaction,
    patches: readonly RowPatch<Fields>[],
    now: Timestamp,
  ): { changes: RowChange<Fields>[]; stored: Promise<void> } {
    const rows = copiedRows(this.table, patches, this.blanks, now);
    return { changes: patches.map(asNew), stored: transaction.copy(this.sql.copy, rows) };
  }

  /** The same together with the commit, which fails where one of them is there already. */
  copyAtCommit(transaction: Transaction, patches: readonly RowPatch<Fields>[], now: Timestamp): void {
    if (patches.length === 0) return;
    transaction.copyAtCommit(this.sql.copy, copiedRows(this.table, patches, this.blanks, now));
  }

  /** Returns the patches whose rows were there already. */
  private async insertNew(
    transaction: Transaction,
    patches: readonly RowPatch<Fields>[],
    now: string,
  ): Promise<RowPatch<Fields>[]> {
    const rows = patches.map((patch) => this.encode(patch, asNew(patch).after, firstRevision()));
    const known: RowPatch<Fields>[] = [];
    let from = 0;
    for (const chunk of rowChunks(rows)) {
      const inserted = await transaction.query(this.sql.insertNew, [chunk.json, now, ...chunk.payloads]);
      const inChunk = patches.slice(from, from + chunk.length);
      from += chunk.length;
      if (inserted.length === chunk.length) continue;
      const isNew = new Set(inserted.map((row) => this.keyOfRow(row)));
      known.push(...inChunk.filter(({ keys }) => !isNew.has(rowKey(keys))));
    }
    return known;
  }

  private async merged(
    transaction: Transaction,
    sql: string,
    patches: readonly RowPatch<Fields>[],
  ): Promise<Merged<Fields>[]> {
    if (patches.length === 0) return [];
    const arrays = this.table.keys.map((_, index) => patches.map(({ keys }) => keys[index]));
    const rows = new Map((await transaction.query(sql, arrays)).map((row) => [this.keyOfRow(row), row]));
    const merged: Merged<Fields>[] = [];
    const problems = new Map<string, string>();
    const turns = new Turns();
    for (const patch of patches) {
      if (turns.isOver) await turns.next();
      const row = rows.get(rowKey(patch.keys));
      // Deleted since it was found to be there.
      if (row === undefined) throw new ContentionError();
      const stored = decodeRow(this.table, row, this.blanks);
      try {
        // Of the key, the project is no part of the name.
        const after = mergeEntity(this.rules, patch.keys.slice(1), stored.state, patch.state);
        merged.push({ patch, stored, after, isChanged: !isSameState(this.rules, stored.state, after) });
      } catch (error) {
        if (!(error instanceof RejectedDataError)) throw error;
        problems.set(entityKey(this.table.kind, rowKey(patch.keys)), error.message);
      }
    }
    if (problems.size > 0) throw new UnmergeableError(problems);
    return merged;
  }

  private async replace(
    transaction: Transaction,
    changed: readonly Changed<Fields>[],
    now: string,
  ): Promise<void> {
    const rows = changed.map(({ patch, stored, after }) => this.encode(patch, after, -(stored.revision + 1)));
    for (const chunk of rowChunks(rows)) {
      const replaced = await transaction.query(this.sql.overwrite, [chunk.json, now, ...chunk.payloads]);
      if (replaced.length !== chunk.length || replaced.some((row) => wasDeleted(row['revision'] as number)))
        throw new ContentionError();
    }
  }

  /** The rows carry what their table demands of a new row, and of the rest only the changes. */
  private async change(
    transaction: Transaction,
    merged: readonly Merged<Fields>[],
    now: string,
  ): Promise<void> {
    const rows = merged.map(({ patch, stored }) => {
      const required = onlyFields(stored.state, this.required);
      return this.encode(patch, { state: required, derived: null }, -stored.revision);
    });
    const read = new Map(merged.map(({ patch, stored }) => [rowKey(patch.keys), stored.revision]));
    for (const { json, payloads } of rowChunks(rows)) {
      for (const row of await transaction.query(this.sql.change, [json, now, ...payloads])) {
        const revision = read.get(this.keyOfRow(row)) ?? 0;
        if (!isSameRow(revision, row['revision'] as number)) throw new ContentionError();
      }
    }
  }

  private encode(
    { keys, kept }: RowPatch<Fields>,
    { state, derived }: RowImage<Fields>,
    revision: number,
  ): EncodedRow {
    const row = encodeRow(this.table, keys, state, this.blanks, revision);
    Object.assign(row.columns, derived, kept);
    return row;
  }

  private keyOfRow(row: Row): string {
    return rowKey(this.table.keys.map((key) => row[key] as string));
  }
}

interface Merged<Fields extends object> {
  readonly patch: RowPatch<Fields>;
  readonly stored: StoredState<Fields>;
  readonly after: MergeState<Fields>;
  readonly isChanged: boolean;
}

/** With what follows from what the row has become. */
type Changed<Fields extends object> = Omit<Merged<Fields>, 'after'> & { readonly after: RowImage<Fields> };

async function withDerived<Fields extends object>(
  merged: readonly Merged<Fields>[],
  derive: Derive<Fields>,
): Promise<Changed<Fields>[]> {
  const derived = await derive(merged.map(({ patch: { keys }, stored, after }) => ({ keys, stored, after })));
  return merged.map((each, index) => ({
    ...each,
    after: { state: each.after, derived: derived[index] ?? null },
  }));
}

function asNew<Fields extends object>({ keys, state, derived = null }: RowPatch<Fields>): RowChange<Fields> {
  return { keys, before: null, after: { state, derived } };
}

function isImplied<Fields extends object>(patch: RowPatch<Fields>): boolean {
  return patch.state.stamp === IMPLIED;
}

function byKey<Fields extends object>(a: Merged<Fields>, b: Merged<Fields>): number {
  return rowKey(a.patch.keys) < rowKey(b.patch.keys) ? -1 : 1;
}
