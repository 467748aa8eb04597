import { isJsonObject } from '../../../common/json/json-object.js';
import { MAX_TOKENS } from '../amounts.js';

/** What was sent as usage, a JSON object. */
export type SentUsage = Readonly<Record<string, unknown>>;

/** Counts by bucket. */
export type Counts = ReadonlyMap<string, number>;

/** How one vendor's API (or a library that speaks for many of them) writes down what a call has used. */
export interface UsageShape {
  readonly vendor: string;
  /** Members that show the shape: one of them is enough. */
  readonly marks: readonly string[];
  /** The counts in buckets that do not overlap; `total`, where it was said, is the whole. Empty where nothing is counted. */
  read(sent: SentUsage): Counts;
}

/** Neither `0x10` nor `1e3`: nobody counts like that. */
const DECIMAL = /^\s*\d{1,20}(?:\.0{1,20})?\s*$/;

/** A whole number of zero or more, also as a text; null for anything else. */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  return isCount(number) ? number : null;
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS;
}

/** The first of these members that is a count. */
export function firstCount(sent: SentUsage, ...members: readonly string[]): number | null {
  for (const member of members) {
    const count = countOf(sent[member]);
    if (count !== null) return count;
  }
  return null;
}

const NOTHING: SentUsage = {};

/** A member that is an object; an empty one where there is none. */
export function objectIn(sent: SentUsage, ...members: readonly string[]): SentUsage {
  for (const member of members) {
    const value = sent[member];
    if (isJsonObject(value)) return value;
  }
  return NOTHING;
}

/** Zero or nothing is left out. */
export function addPart(parts: Map<string, number>, bucket: string, count: number | null): void {
  if (count !== null && count > 0) parts.set(bucket, (parts.get(bucket) ?? 0) + count);
}
