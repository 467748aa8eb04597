/** Expressions of what an observation has used and cost: as sent, else as the server has counted and priced it. NULL: nobody knows. */
export interface EffectiveAmounts {
  readonly inputTokens: string;
  readonly outputTokens: string;
  /** Where only its parts were sent, their sum. */
  readonly totalTokens: string;
  readonly inputCost: string;
  readonly outputCost: string;
  /** Where only its parts were sent, their sum, as far as they are known. */
  readonly totalCost: string;
}

/**
 * For everything that shows, filters by or adds up amounts of observations. Costs that were sent and costs that were priced exclude each other, as do
 * counts that were sent and counts that were estimated.
 * @param table the name or alias by which the statement calls `observations`
 */
export function effectiveAmounts(table = 'observations'): EffectiveAmounts {
  const column = (name: string): string => `${table}.${name}`;
  const estimated = (bucket: string): string => `(${column('estimated_usage')} ->> '${bucket}')::bigint`;
  const [input, output] = [column('prompt_tokens'), column('completion_tokens')];
  const [inputCost, outputCost] = [column('calculated_input_cost'), column('calculated_output_cost')];
  return {
    inputTokens: `COALESCE(${input}, ${estimated('input')})`,
    outputTokens: `COALESCE(${output}, ${estimated('output')})`,
    totalTokens: `COALESCE(${column('total_tokens')}, ${estimated('total')}, ${sum(input, output)})`,
    inputCost: `COALESCE(${inputCost}, ${column('priced_input_cost')})`,
    outputCost: `COALESCE(${outputCost}, ${column('priced_output_cost')})`,
    totalCost: `COALESCE(${column('calculated_total_cost')}, ${sum(inputCost, outputCost)}, ${column('priced_total_cost')})`,
  };
}

/** Of both, or of the one that is known; further arguments of COALESCE. */
function sum(a: string, b: string): string {
  return `${a} + ${b}, ${a}, ${b}`;
}
