import { Big } from 'big.js';
import type { ViewQuery } from '../../src/metrics/domain/query/view-query.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import { toolsOf, type ViewedRow } from './view-values.js';

/** The row once for each bucket of its usage or cost, and for each of its tools, where the question speaks of these. */
export function inParts(row: ViewedRow, observation: Observation, query: ViewQuery): ViewedRow[] {
  const columns = new Set([...query.dimensions, ...query.filters.map(({ column }) => column)]);
  const { defined, called } = toolsOf(observation);
  let rows = [row];
  if (columns.has('toolNames')) rows = rows.flatMap((each) => named(each, defined, 'toolNames'));
  if (columns.has('calledToolNames'))
    rows = rows.flatMap((each) => named(each, [...new Set(called)], 'calledToolNames'));
  if (columns.has('usageType'))
    return rows.flatMap((each) => partsOf(each, usageOf(observation), 'usageType', 'usageByType'));
  if (!columns.has('costType')) return rows;
  return rows.flatMap((each) => partsOf(each, costsOf(observation), 'costType', 'costByType'));
}

function named(row: ViewedRow, names: readonly string[], dimension: string): ViewedRow[] {
  return names.map((name) => ({
    ...row,
    dimensions: { ...row.dimensions, [dimension]: name },
    filtered: { ...row.filtered, [dimension]: name },
  }));
}

type Members = Readonly<Record<string, unknown>>;

/** By its details, else by the counts that came without any. */
function usageOf(observation: Observation): Members {
  const { promptTokens: input, completionTokens: output, totalTokens } = observation;
  return membersOf(observation.usageDetails) ?? { input, output, total: totalTokens ?? sumOf(input, output) };
}

function costsOf(observation: Observation): Members {
  const { calculatedInputCost: input, calculatedOutputCost: output, calculatedTotalCost } = observation;
  const known = { input, output, total: calculatedTotalCost ?? sumOf(input, output) };
  const parts = membersOf(observation.costDetails) ?? observation.pricing?.costs ?? known;
  return { ...parts, total: known.total };
}

/** Null where there are none. */
function membersOf(object: { readonly text: string } | null): Members | null {
  const members = object && (JSON.parse(object.text) as Members);
  return members !== null && Object.keys(members).length > 0 ? members : null;
}

function sumOf(a: number | null, b: number | null): Big | null {
  return a === null && b === null ? null : new Big(a ?? 0).plus(b ?? 0);
}

function partsOf(
  row: ViewedRow,
  amounts: Readonly<Record<string, unknown>>,
  dimension: string,
  measure: string,
): ViewedRow[] {
  const known = Object.entries(amounts).filter(([, amount]) => amount !== null);
  return known.map(([type, amount]) => ({
    at: row.at,
    dimensions: { ...row.dimensions, [dimension]: type },
    filtered: { ...row.filtered, [dimension]: type },
    measures: { ...row.measures, [measure]: new Big(amount as string | number) },
  }));
}
