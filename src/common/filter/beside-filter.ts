import type { FilterCondition } from './filter-condition.js';

/**
 * What holds of the simple conditions beside a filter: where both ask of the same column, the filter alone counts; all others hold too.
 * @param columns which column each simple condition is about
 */
export function besideFilter<P extends object>(
  simple: P,
  filter: readonly FilterCondition[],
  columns: Readonly<Partial<Record<keyof P, string>>>,
): Partial<P> {
  const asked = new Set(filter.map(({ column }) => column));
  const kept = Object.entries(simple).filter(([name]) => {
    const column = columns[name as keyof P];
    return column === undefined || !asked.has(column);
  });
  return Object.fromEntries(kept) as Partial<P>;
}
