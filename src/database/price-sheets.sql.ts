/** By which prices an observation was priced, as JSON; NULL: it was not. @param table the name or alias of `observations` */
export function priceSheetOf(table = 'observations'): string {
  return `(SELECT s.sheet FROM price_sheets AS s WHERE s.project_id = ${table}.project_id AND s.id = ${table}.price_sheet)`;
}

/**
 * The counts that an observation is priced by, by bucket. What was counted by the server comes first: where there is any, nothing was sent but usage
 * that nobody can look at. Counts that came without details stand for them, with their sum where no total came.
 */
export function pricedUsageOf(table = 'observations'): string {
  const column = (name: string): string => `${table}.${name}`;
  const counts = [
    `'input', ${column('prompt_tokens')}`,
    `'output', ${column('completion_tokens')}`,
    `'total', COALESCE(${column('total_tokens')}, ${column('prompt_tokens')} + ${column('completion_tokens')}, ${column('prompt_tokens')}, ${column('completion_tokens')})`,
  ];
  return `COALESCE(${column('estimated_usage')}, NULLIF(${column('usage_details')}, '{}'),
  NULLIF(jsonb_strip_nulls(jsonb_build_object(${counts.join(', ')})), '{}'))`;
}

/** Rows (type, amount) of what each bucket of a priced observation costs, in USD. */
export function pricedCostsOf(table: string): string {
  const count = `(${pricedUsageOf(table)} ->> p.key)::numeric`;
  return `SELECT p.key AS type, (GREATEST(COALESCE(${count}, 0), 0) * p.value::numeric)::text AS amount
    FROM price_sheets AS s CROSS JOIN LATERAL jsonb_each_text(s.sheet -> 'prices') AS p
    WHERE s.project_id = ${table}.project_id AND s.id = ${table}.price_sheet`;
}
