import { effectiveAmounts } from './effective-amounts.sql.js';

/** By which prices an observation was priced, as JSON; NULL: it was not. @param table the name or alias of `observations` */
export function priceSheetOf(table = 'observations'): string {
  return `(SELECT s.sheet FROM price_sheets AS s WHERE s.project_id = ${table}.project_id AND s.id = ${table}.price_sheet)`;
}

/**
 * The counts of an observation by bucket, which are what it is priced by. What was counted by the server comes first: where there is any, nothing was sent but usage
 * that nobody can look at. Counts that came without details stand for them, with their sum where no total came.
 */
export function usageByBucket(table = 'observations'): string {
  const { inputTokens, outputTokens, totalTokens } = effectiveAmounts(table);
  return `COALESCE(${table}.estimated_usage, NULLIF(${table}.usage_details, '{}'), ${knownAmounts(inputTokens, outputTokens, totalTokens)})`;
}

/** An object of those that are known, as JSON; NULL: none is. */
export function knownAmounts(input: string, output: string, total: string): string {
  return `NULLIF(jsonb_strip_nulls(jsonb_build_object('input', ${input}, 'output', ${output}, 'total', ${total})), '{}')`;
}

/** Rows (type, amount) of what each bucket of a priced observation costs, in USD. */
export function pricedCostsOf(table: string): string {
  const count = `(${usageByBucket(table)} ->> p.key)::numeric`;
  return `SELECT p.key AS type, (GREATEST(COALESCE(${count}, 0), 0) * p.value::numeric)::text AS amount
    FROM price_sheets AS s CROSS JOIN LATERAL jsonb_each_text(s.sheet -> 'prices') AS p
    WHERE s.project_id = ${table}.project_id AND s.id = ${table}.price_sheet`;
}
