import { isCount } from '../usage/usage-shape.js';
import type { Amounts } from './convention.js';
import { objectJson, parsedJson, valueJson, type Json } from './json-text.js';
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

/** A count that an attribute holds. The lowest rank of a bucket is believed. */
interface Sent {
  readonly key: string;
  readonly value: number;
  readonly alias: Alias;
}

interface Alias {
  readonly bucket: string;
  readonly rank: number;
}

/** The counts of a span in disjoint buckets; undefined where it has none. */
export function usageOf(span: SpanReader, names: UsageNames): Amounts | undefined {
  const aliases = aliasesOf(names);
  const sent: Sent[] = [];
  // A span has far fewer attributes than a count has names.
  for (const key of span.span.attributes.keys()) {
    const alias = aliases.get(key);
    const value = alias === undefined ? undefined : span.number(key);
    if (alias !== undefined && isCount(value)) sent.push({ key, value, alias });
  }
  if (sent.length === 0) return undefined;
  const believed = new Map<string, Sent>();
  for (const each of sent) {
    const best = believed.get(each.alias.bucket);
    if (best === undefined || each.alias.rank < best.alias.rank) believed.set(each.alias.bucket, each);
  }
  // Further spellings of the same count say nothing more.
  for (const { key, value, alias } of sent)
    if (believed.get(alias.bucket)?.value === value) span.takeCount(key, alias.bucket);
  return disjoint(names, (bucket) => believed.get(bucket)?.value);
}

const ALIASES = new WeakMap<UsageNames, ReadonlyMap<string, Alias>>();

function aliasesOf(names: UsageNames): ReadonlyMap<string, Alias> {
  let aliases = ALIASES.get(names);
  if (aliases === undefined) {
    aliases = new Map(
      ['input', 'output', 'total', ...Object.keys(names.details ?? {})].flatMap((bucket) =>
        namesOf(names, bucket).map((key, rank) => [key, { bucket, rank }] as const),
      ),
    );
    ALIASES.set(names, aliases);
  }
  return aliases;
}

function namesOf({ input, output, total, details }: UsageNames, bucket: string): Names {
  return { input, output, total, ...details }[bucket] ?? [];
}

/** The counts that were taken as they were sent, where those of the buckets are others: it was taken from a whole what its parts count. */
export function sentCounts(span: SpanReader, usage: Amounts): Json | undefined {
  const { takenCounts } = span;
  for (const [key, bucket] of takenCounts)
    if (span.number(key) !== (usage.get(bucket) ?? 0))
      return objectJson(Array.from(takenCounts.keys(), (each) => [each, valueJson(span.get(each) ?? null)]));
  return undefined;
}

/** The same of an object that is JSON; names of members within members are joined by dots. */
export function usageOfJson(json: Json, names: UsageNames): Amounts | undefined {
  return usageOfObject(parsedJson(json), names);
}

export function usageOfObject(value: unknown, names: UsageNames): Amounts | undefined {
  return disjoint(names, (bucket) => {
    for (const path of namesOf(names, bucket)) {
      const member = memberOf(value, path);
      const count = typeof member === 'number' || typeof member === 'string' ? numberOf(member) : undefined;
      if (isCount(count)) return count;
    }
    return undefined;
  });
}

/** Whether nothing but the wholes was counted. */
export function isPlain(usage: Amounts): boolean {
  return [...usage.keys()].every((bucket) => bucket === 'input' || bucket === 'output' || bucket === 'total');
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

/** What the parts of a side count is taken from it, so that the sum of all buckets is the whole. */
function disjoint(names: UsageNames, countOf: (bucket: string) => number | undefined): Amounts | undefined {
  const [input, output, total] = [countOf('input'), countOf('output'), countOf('total')];
  const usage = new Map<string, number>();
  const details: [bucket: string, count: number][] = [];
  let sum = 0;
  for (const bucket in names.details) {
    const count = countOf(bucket) ?? 0;
    if (count === 0) continue;
    details.push([bucket, count]);
    sum += count;
  }
  // Some emitters count what is cached beside the input and not within it; then their total shows it.
  const isDisjoint = sum > 0 && total !== undefined && total === (input ?? 0) + (output ?? 0) + sum;
  const left = (all: number, side: 'input' | 'output'): number => {
    if (isDisjoint) return all;
    let rest = all;
    for (const [bucket, count] of details)
      if (bucket.startsWith(side) && names.apart?.includes(bucket) !== true) rest -= count;
    // What is less than its parts does not include them.
    return rest < 0 ? all : rest;
  };
  if (input !== undefined) usage.set('input', left(input, 'input'));
  if (output !== undefined) usage.set('output', left(output, 'output'));
  for (const [bucket, count] of details) usage.set(bucket, count);
  if (total !== undefined) usage.set('total', total);
  return usage.size > 0 ? usage : undefined;
}

/** Costs of a span, USD, by bucket; undefined where it has none. */
export function costOf(span: SpanReader, names: Readonly<Record<string, Names>>): Amounts | undefined {
  let costs: Map<string, number> | undefined;
  for (const bucket in names) {
    for (const key of names[bucket] ?? []) {
      const cost = span.number(key);
      if (cost === undefined || cost < 0) continue;
      (costs ??= new Map()).set(bucket, cost);
      span.take(key);
      break;
    }
  }
  return costs;
}
