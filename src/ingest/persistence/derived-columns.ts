import { NOTHING_DERIVED, type DerivedCosts } from '../domain/pricing/derived-costs.js';
import type { ToolUse } from '../domain/tool-use.js';
import type { DerivedValues } from './derived-values.js';

/** The columns of `observations` that hold what it has cost by the server's own reckoning; where a statement leaves one out, it is not asked for. */
export interface DerivedCostColumns {
  readonly price_sheet?: number | null;
  readonly priced_input_cost?: string | null;
  readonly priced_output_cost?: string | null;
  readonly priced_total_cost?: string | null;
  readonly estimated_usage?: string | null;
}

/** The inverse of {@link derivedValues}, for costs. */
export function derivedCosts(row: DerivedCostColumns | null): DerivedCosts {
  if (row === null) return NOTHING_DERIVED;
  return {
    sheetId: row.price_sheet ?? null,
    inputCost: row.priced_input_cost ?? null,
    outputCost: row.priced_output_cost ?? null,
    totalCost: row.priced_total_cost ?? null,
    estimatedUsage: row.estimated_usage ?? null,
  };
}

export function derivedValues(costs: DerivedCosts, { defined, called }: ToolUse): DerivedValues | null {
  const isPriced = costs.sheetId !== null || costs.estimatedUsage !== null;
  if (!isPriced && defined.length === 0 && called.length === 0) return null;
  return {
    price_sheet: costs.sheetId,
    priced_input_cost: costs.inputCost,
    priced_output_cost: costs.outputCost,
    priced_total_cost: costs.totalCost,
    estimated_usage: costs.estimatedUsage,
    tool_names: defined.length === 0 ? null : defined,
    called_tool_names: called.length === 0 ? null : called,
  };
}
