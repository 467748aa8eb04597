import { isSameJson } from './merge-deep.js';
import type { MergeRules, MergeState } from './merge-state.js';

/** Whether a merge has changed nothing, so that nothing needs to be written: the usual end of a repeated event. */
export function isSameState<Fields extends object>(
  rules: MergeRules<Fields>,
  a: MergeState<Fields>,
  b: MergeState<Fields>,
): boolean {
  if (a.stamp !== b.stamp || !isSameMap(a.exceptions, b.exceptions)) return false;
  const fields = Object.keys({ ...a.fields, ...b.fields }) as (keyof Fields & string)[];
  return fields.every((field) => {
    const [left, right] = [a.fields[field], b.fields[field]];
    if (left === right) return true;
    const isJson = rules[field] === 'deep' || rules[field] === 'json';
    if (isJson && typeof left === 'string' && typeof right === 'string') return isSameJson(left, right);
    return Array.isArray(left) && Array.isArray(right) && JSON.stringify(left) === JSON.stringify(right);
  });
}

function isSameMap(a: ReadonlyMap<string, string> | null, b: ReadonlyMap<string, string> | null): boolean {
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  return [...(a ?? [])].every(([key, value]) => b?.get(key) === value);
}
