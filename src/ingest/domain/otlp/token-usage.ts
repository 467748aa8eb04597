import { MAX_TOKENS } from '../amounts.js';
import type { Amounts } from './convention.js';
import { parsedJson, type Json } from './json-text.js';
import { numberOf, type SpanReader } from './span-reader.js';

/** What a count is called; the first that is there counts. */
export type Names = readonly string[];

export interface UsageNames {
  /** With all that the details of its side count. */
  readonly input?: Names;
  readonly output?: Names;
  readonly total?: Names;
  /** By bucket: parts of the input or of the output, as the bucket is named. */
  readonly details?: Readonly<Record<string, Names>>;
  /** Buckets that the count of their side does not include. */
  readonly apart?: readonly string[];
}

/** The counts of a span in disjoint buckets; undefined where it has none. */
export function usageOf(span: SpanReader, names: UsageNames): Amounts | undefined {
  const usage = bucketsOf(names, (key) => span.number(key));
  if (usage === undefined) return undefined;
  const all = [names.input, names.output, names.total, ...Object.values(names.details ?? {})];
  for (const aliases of all) {
    const found = aliases?.find((key) => isCount(span.number(key)));
    if (found === undefined || aliases === undefined) continue;
    // Further spellings of the same count say nothing more.
    span.take(...aliases.filter((key) => span.number(key) === span.number(found)));
  }
  return usage;
}

/** The same of an object that is JSON; names of members within members are joined by dots. */
export function usageOfJson(json: Json, names: UsageNames): Amounts | undefined {
  return usageOfObject(parsedJson(json), names);
}

export function usageOfObject(value: unknown, names: UsageNames): Amounts | undefined {
  return bucketsOf(names, (key) => {
    const member = memberOf(value, key);
    return typeof member === 'number' || typeof member === 'string' ? numberOf(member) : undefined;
  });
}

/** The member of an object that is JSON, by a path of names with dots; of objects without a prototype. */
export function memberOf(value: unknown, path: string): unknown {
  let member = value;
  for (const name of path.split('.')) {
    if (typeof member !== 'object' || member === null || !Object.hasOwn(member, name)) return undefined;
    member = (member as Record<string, unknown>)[name];
  }
  return member;
}

function bucketsOf(names: UsageNames, read: (key: string) => number | undefined): Amounts | undefined {
  const count = (keys: Names = []): number | undefined => {
    for (const key of keys) {
      const value = read(key);
      if (isCount(value)) return value;
    }
    return undefined;
  };
  const input = count(names.input);
  const output = count(names.output);
  const total = count(names.total);
  const details = new Map<string, number>();
  for (const [bucket, keys] of Object.entries(names.details ?? {})) {
    const value = count(keys);
    if (value !== undefined && value > 0) details.set(bucket, value);
  }
  const usage = new Map<string, number>();
  // Some emitters count what is cached beside the input and not within it; then their total shows it.
  const sum = [...details.values()].reduce((a, b) => a + b, 0);
  const isDisjoint = sum > 0 && total !== undefined && total === (input ?? 0) + (output ?? 0) + sum;
  const left = (all: number, side: 'input' | 'output'): number => {
    if (isDisjoint) return all;
    const parts = [...details].filter(
      ([bucket]) => bucket.startsWith(side) && names.apart?.includes(bucket) !== true,
    );
    return Math.max(
      0,
      parts.reduce((rest, [, part]) => rest - part, all),
    );
  };
  if (input !== undefined) usage.set('input', left(input, 'input'));
  if (output !== undefined) usage.set('output', left(output, 'output'));
  for (const [bucket, value] of details) usage.set(bucket, value);
  if (total !== undefined) usage.set('total', total);
  return usage.size > 0 ? usage : undefined;
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS;
}

/** Costs of a span, USD, by bucket; undefined where it has none. */
export function costOf(span: SpanReader, names: Readonly<Record<string, Names>>): Amounts | undefined {
  const costs = new Map<string, number>();
  for (const [bucket, keys] of Object.entries(names)) {
    const key = keys.find((name) => (span.number(name) ?? -1) >= 0);
    if (key === undefined) continue;
    costs.set(bucket, span.number(key) ?? 0);
    span.take(key);
  }
  return costs.size > 0 ? costs : undefined;
}
