import { canonicalJson } from './canonical-json.js';
import { jsonTextOf, jsonTreeOf, mergeJsonTrees, visitStamps, type JsonTree } from './json-tree.js';
import { requireJsonFits } from './merge-limits.js';
import type { MergeState } from './merge-state.js';
import { IMPLIED, type Stamp } from './stamp.js';

export interface MergedDeepField {
  readonly value: string | null;
  /** By field (every leaf that is not named itself) or by path; a leaf with the stamp of the merged state is not named at all. */
  readonly exceptions: ReadonlyMap<string, Stamp>;
}

/**
 * Merges a field that holds JSON text member by member; `stamp` is the stamp of the merged state.
 * @throws MergeLimitError where two values are too much together; what has too long paths for the exceptions is refused with it
 */
export function mergeDeepField<Fields extends object>(
  field: keyof Fields & string,
  a: MergeState<Fields>,
  b: MergeState<Fields>,
  stamp: Stamp,
): MergedDeepField {
  const [first, second] = [treeOf(field, a), treeOf(field, b)].filter((tree) => tree !== null);
  if (first === undefined) return { value: null, exceptions: new Map() };
  const merged = mergeJsonTrees(first, second ?? first) ?? first;
  const value = jsonTextOf(merged);
  if (second !== undefined) requireJsonFits(field, value);
  return { value, exceptions: exceptionsOf(field, merged, stamp) };
}

function treeOf<Fields extends object>(
  field: keyof Fields & string,
  state: MergeState<Fields>,
): JsonTree | null {
  const text = state.fields[field] as string | null | undefined;
  if (text === undefined || text === null) return null;
  const ofField = state.exceptions?.get(field) ?? state.stamp;
  const ofPaths = hasPaths(field, state.exceptions) ? state.exceptions : null;
  return jsonTreeOf(
    text,
    (path, isObject) => ofPaths?.get(pathKey(field, path)) ?? (isObject ? null : ofField),
  );
}

function hasPaths(field: string, exceptions: ReadonlyMap<string, Stamp> | null): boolean {
  for (const key of exceptions?.keys() ?? []) if (key.startsWith(`${field}:`)) return true;
  return false;
}

function exceptionsOf(field: string, tree: JsonTree, stamp: Stamp): Map<string, Stamp> {
  const ofField = mostFrequentLeafStamp(tree) ?? stamp;
  const exceptions = new Map<string, Stamp>();
  if (ofField !== stamp) exceptions.set(field, ofField);
  visitStamps(tree, (place) => {
    // What an object has outdated is always written down: nothing in the value shows it.
    if (place.isObject ? place.stamp !== IMPLIED : place.stamp !== ofField)
      exceptions.set(pathKey(field, place.path), place.stamp);
  });
  return exceptions;
}

/** The greatest of the most frequent ones, so that the order of the leaves does not matter. */
function mostFrequentLeafStamp(tree: JsonTree): Stamp | undefined {
  const counts = new Map<Stamp, number>();
  visitStamps(tree, ({ stamp, isObject }) => {
    if (!isObject) counts.set(stamp, (counts.get(stamp) ?? 0) + 1);
  });
  return [...counts].sort(([a, m], [b, n]) => n - m || (a > b ? -1 : 1))[0]?.[0];
}

function pathKey(field: string, path: readonly string[]): string {
  return `${field}:${JSON.stringify(path)}`;
}

/** Whether two JSON texts are the same to jsonb. */
export function isSameJson(a: string, b: string): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
