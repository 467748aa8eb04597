import { Big } from 'big.js';
import type { ViewQuery } from '../../src/metrics/domain/query/view-query.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { ViewedRow } from './view-values.js';

/** The row once for each bucket of its usage or cost, where the question speaks of these. */
export function inParts(row: ViewedRow, observation: Observation, query: ViewQuery): ViewedRow[] {
  const columns = [...query.dimensions, ...query.filters.map(({ column }) => column)];
  if (columns.includes('usageType'))
    return partsOf(row, membersOf(observation.usageDetails), 'usageType', 'usageByType');
  if (!columns.includes('costType')) return [row];
  const costs =
    observation.costDetails === null ? observation.pricing?.costs : membersOf(observation.costDetails);
  return partsOf(row, costs ?? {}, 'costType', 'costByType');
}

function membersOf(object: { readonly text: string } | null): Record<string, unknown> {
  return object === null ? {} : (JSON.parse(object.text) as Record<string, unknown>);
}

function partsOf(
  row: ViewedRow,
  amounts: Readonly<Record<string, unknown>>,
  dimension: string,
  measure: string,
): ViewedRow[] {
  return Object.entries(amounts).map(([type, amount]) => ({
    at: row.at,
    dimensions: { ...row.dimensions, [dimension]: type },
    filtered: { ...row.filtered, [dimension]: type },
    measures: { ...row.measures, [measure]: new Big(amount as string | number) },
  }));
}
