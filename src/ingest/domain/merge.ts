import { canonicalJson } from './canonical-json.js';
import { mergeDeepField } from './merge-deep.js';
import { requireTagsFit } from './merge-limits.js';
import type { MergeRule, MergeRules, MergeState } from './merge-state.js';
import { IMPLIED, type Stamp } from './stamp.js';

interface Stamped {
  readonly value: unknown;
  readonly stamp: Stamp;
}

/**
 * Merges two states of the same entity. Commutative, associative and idempotent: any order and any repetition of the same
 * events gives the same state.
 * @throws MergeLimitError where the two are too much together. A value that only one of them has is never refused
 */
export function merge<Fields extends object>(
  rules: MergeRules<Fields>,
  a: MergeState<Fields>,
  b: MergeState<Fields>,
): MergeState<Fields> {
  const stamp = a.stamp >= b.stamp ? a.stamp : b.stamp;
  const fields: Partial<Fields> = {};
  const exceptions = new Map<string, Stamp>();
  for (const field of Object.keys({ ...a.fields, ...b.fields }) as (keyof Fields & string)[]) {
    const rule = rules[field];
    if (typeof rule === 'object') {
      const winner = companion(field, rule.goesWith, a, b);
      if (winner === null) continue;
      fields[field] = winner.value as Fields[typeof field];
      if (winner.stamp !== stamp) exceptions.set(field, winner.stamp);
      continue;
    }
    if (rule === 'deep') {
      const merged = mergeDeepField(field, a, b, stamp);
      fields[field] = merged.value as Fields[typeof field];
      for (const [path, at] of merged.exceptions) exceptions.set(path, at);
      continue;
    }
    const winner = resolve(rule, stampedField(a, field), stampedField(b, field));
    fields[field] = winner.value as Fields[typeof field];
    if (rule === 'union' && a.fields[field] !== undefined && b.fields[field] !== undefined)
      requireTagsFit(field, winner.value as string[]);
    if (winner.stamp !== stamp && rule !== 'union') exceptions.set(field, winner.stamp);
  }
  return { fields, stamp, exceptions: exceptions.size > 0 ? exceptions : null };
}

function stampedField<Fields extends object>(
  state: MergeState<Fields>,
  field: keyof Fields & string,
): Stamped | null {
  const value = state.fields[field];
  return value === undefined ? null : { value, stamp: state.exceptions?.get(field) ?? state.stamp };
}

/** The value of a field that goes with another one: of the state whose other value wins, null where that state has none. */
function companion<Fields extends object>(
  field: keyof Fields & string,
  leader: keyof Fields & string,
  a: MergeState<Fields>,
  b: MergeState<Fields>,
): Stamped | null {
  const order = compareJson(stampedField(a, leader), stampedField(b, leader));
  const [left, right] = [a.fields[field] ?? null, b.fields[field] ?? null];
  const isRight = order === 0 ? isLess(left, right) : order < 0;
  const value = isRight ? right : left;
  const led = stampedField(isRight ? b : a, leader);
  return value === null || led === null ? null : { value, stamp: led.stamp };
}

/** Less than zero where the second wins, zero where both say the same at the same time. */
function compareJson(a: Stamped | null, b: Stamped | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? -1 : 1;
  const [left, right] = [canonicalJson(textOf(a.value)), canonicalJson(textOf(b.value))];
  return left === right ? 0 : left < right ? -1 : 1;
}

function resolve(rule: MergeRule, a: Stamped | null, b: Stamped | null): Stamped {
  if (a === null || b === null) return (a ?? b) as Stamped;
  switch (rule) {
    case 'union':
      return { value: unionOf(a.value as string[], b.value as string[]), stamp: IMPLIED };
    case 'earliest':
      return earlier(a, b);
    case 'least':
      return lesser(a, b);
    case 'payload':
      if (isFalsyJson(a.value as string | null) !== isFalsyJson(b.value as string | null)) {
        return isFalsyJson(a.value as string | null) ? b : a;
      }
      return later(a, b);
    case 'json':
      return later(a, b, canonicalJson);
    case 'latest':
    case 'deep':
      return later(a, b);
  }
}

function later(a: Stamped, b: Stamped, normalize?: (text: string) => string): Stamped {
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return isLess(a.value, b.value, normalize) ? b : a;
}

function earlier(a: Stamped, b: Stamped): Stamped {
  if (a.stamp !== b.stamp) {
    if (a.stamp === IMPLIED || b.stamp === IMPLIED) return a.stamp === IMPLIED ? b : a;
    return a.stamp < b.stamp ? a : b;
  }
  return isLess(b.value, a.value) ? b : a;
}

function lesser(a: Stamped, b: Stamped): Stamped {
  if ((a.stamp === IMPLIED) !== (b.stamp === IMPLIED)) return a.stamp === IMPLIED ? b : a;
  if (textOf(a.value) === textOf(b.value)) return a.stamp >= b.stamp ? a : b;
  return isLess(a.value, b.value) ? a : b;
}

/** A total order of the values of one field: null first, then by their texts. */
function isLess(a: unknown, b: unknown, normalize: (text: string) => string = (text) => text): boolean {
  if (a === null || b === null) return a === null && b !== null;
  const [left, right] = [textOf(a), textOf(b)];
  if (left === right) return false;
  const [normalLeft, normalRight] = [normalize(left), normalize(right)];
  return normalLeft === normalRight ? left < right : normalLeft < normalRight;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function unionOf(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort();
}

/** Whether a JSON text is null, "", false or a zero: what a later event never means as a replacement. */
function isFalsyJson(text: string | null): boolean {
  if (text === null) return true;
  const trimmed = text.length > 40 ? text : text.trim();
  return ['null', '""', 'false'].includes(trimmed) || /^-?0(\.0+)?([eE][+-]?\d+)?$/.test(trimmed);
}
