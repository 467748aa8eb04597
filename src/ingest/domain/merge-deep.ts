import { jsonTextOf, jsonTreeOf, mergeJsonTrees, stampsOf, type JsonTree } from './json-tree.js';
import type { MergeState } from './merge-state.js';
import { IMPLIED, type Stamp } from './stamp.js';

/** Merges a field that holds JSON text member by member; `stamp` is the stamp of the merged state. */
export function mergeDeepField<Fields extends object>(
  field: keyof Fields & string,
  a: MergeState<Fields>,
  b: MergeState<Fields>,
  stamp: Stamp,
): { value: string | null; exceptions: Map<string, Stamp> } {
  const trees = [treeOf(field, a), treeOf(field, b)].filter((tree) => tree !== null);
  const [first = null, second = first] = trees;
  const merged = first === null || second === null ? null : mergeJsonTrees(first, second);
  const exceptions = new Map<string, Stamp>();
  if (merged === null) return { value: null, exceptions };
  for (const each of stampsOf(merged)) {
    // What an object has outdated is always written down: nothing in the value shows it.
    if (each.isObject ? each.stamp !== IMPLIED : each.stamp !== stamp) {
      exceptions.set(pathKey(field, each.path), each.stamp);
    }
  }
  return { value: jsonTextOf(merged), exceptions };
}

function treeOf<Fields extends object>(
  field: keyof Fields & string,
  state: MergeState<Fields>,
): JsonTree | null {
  const text = state.fields[field] as string | null | undefined;
  if (text === undefined || text === null) return null;
  return jsonTreeOf(text, (path, isObject) => {
    const exception = state.exceptions?.get(pathKey(field, path));
    return exception ?? (isObject ? null : state.stamp);
  });
}

function pathKey(field: string, path: readonly string[]): string {
  return `${field}:${JSON.stringify(path)}`;
}
