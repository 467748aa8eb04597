import { RejectedDataError, type Blame } from './rejected-data.error.js';

/** What was written together and could not be stored, by what is known of whose fault that is. */
export interface FaultGroups<Item> {
  /** Nothing is known against them. */
  readonly innocent: readonly Item[];
  /** Nothing but themselves is at fault: to try them again is in vain. */
  readonly guilty: readonly (readonly [item: Item, error: RejectedDataError])[];
  /** They are about the same entities, and together too much: each may be storable without the others. */
  readonly suspect: readonly Item[];
}

/** @param partsOf what an item was written as */
export function faultGroups<Item>(
  error: unknown,
  items: readonly Item[],
  partsOf: (item: Item) => readonly unknown[],
): FaultGroups<Item> {
  if (!(error instanceof RejectedDataError) || error.blamed.size === 0)
    return { innocent: [], guilty: [], suspect: items };
  const faults = items.map((item) => ({ item, blamed: blamedOf(partsOf(item), error) }));
  const holders = new Map<string, number>();
  for (const { blamed } of faults)
    for (const entity of new Set([...blamed.values()].map((blame) => blame.entity)))
      holders.set(entity, (holders.get(entity) ?? 0) + 1);
  const groups = { innocent: [] as Item[], guilty: [] as [Item, RejectedDataError][], suspect: [] as Item[] };
  for (const { item, blamed } of faults) {
    const own = [...blamed].filter(([, { entity }]) => holders.get(entity) === 1);
    const [first] = own;
    if (first !== undefined)
      groups.guilty.push([item, new RejectedDataError(first[1].message, { blamed: new Map(own) })]);
    else if (blamed.size > 0) groups.suspect.push(item);
    else groups.innocent.push(item);
  }
  return groups;
}

function blamedOf(parts: readonly unknown[], error: RejectedDataError): Map<unknown, Blame> {
  const blamed = new Map<unknown, Blame>();
  for (const part of parts) {
    const blame = error.blamed.get(part);
    if (blame !== undefined) blamed.set(part, blame);
  }
  return blamed;
}
