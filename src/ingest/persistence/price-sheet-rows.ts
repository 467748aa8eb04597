import type { Transaction } from '../../database/write-database.js';
import type { UsedSheet } from '../domain/pricing/observation-pricer.js';

const INSERT = `INSERT INTO price_sheets (project_id, id, sheet)
  SELECT project_id, id, sheet::jsonb FROM unnest($1::text[], $2::bigint[], $3::text[]) AS used (project_id, id, sheet)
  ON CONFLICT DO NOTHING`;

/**
 * Keeps sheets that are not kept yet, with the observations that refer to them: a database that was restored, or another one that took over,
 * may lack what was there before. After the observations and before the traces of a transaction, as everywhere else.
 */
export async function keepPriceSheets(transaction: Transaction, used: readonly UsedSheet[]): Promise<void> {
  if (used.length > 0) await transaction.query(INSERT, parametersOf(used));
}

/** The same together with the commit. */
export function keepPriceSheetsAtCommit(transaction: Transaction, used: readonly UsedSheet[]): void {
  if (used.length > 0) transaction.atCommit(INSERT, parametersOf(used));
}

/** In the order in which rows are locked. */
function parametersOf(used: readonly UsedSheet[]): unknown[][] {
  const sorted = used.toSorted((a, b) =>
    a.projectId === b.projectId ? a.sheet.id - b.sheet.id : a.projectId < b.projectId ? -1 : 1,
  );
  return [
    sorted.map(({ projectId }) => projectId),
    sorted.map(({ sheet }) => sheet.id),
    sorted.map(({ sheet }) => sheet.json),
  ];
}
