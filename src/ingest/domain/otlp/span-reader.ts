import type { AttributeValue } from './attribute-value.js';
import {
  cleanText,
  embeddedJson,
  embeddedJsonb,
  fitsJsonb,
  isArrayJson,
  isList,
  isObjectJson,
  valueJson,
  type Json,
} from './json-text.js';
import type { OtlpSpan, OtlpSpanEvent } from './otlp-span.js';

/** What a field of text may hold. A longer value stays among the attributes. */
export const MAX_TEXT = 800;

const NO_COUNTS: ReadonlyMap<string, string> = new Map();

/**
 * Reads a span, and knows what was taken from it: what nobody takes stays among the attributes and events that the metadata keeps,
 * so that nothing is lost. Looking at a value does not take it.
 */
export class SpanReader {
  private readonly takenKeys = new Set<string>();
  /** Made for those that have usage. */
  private countKeys: Map<string, string> | null = null;
  /** Made for the few spans of whose events something is taken. */
  private takenOfEvents: Map<OtlpSpanEvent, Set<string>> | null = null;

  constructor(readonly span: OtlpSpan) {}

  get(key: string): Exclude<AttributeValue, null> | undefined {
    return this.span.attributes.get(key) ?? undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** Text that is not empty, or a number as text. */
  text(key: string): string | undefined {
    return textOf(this.get(key));
  }

  /** A number of any spelling that is finite. */
  number(key: string): number | undefined {
    return numberOf(this.get(key));
  }

  flag(key: string): boolean | undefined {
    const value = this.get(key);
    if (typeof value === 'boolean') return value;
    if (value !== 'true' && value !== 'false') return undefined;
    return value === 'true';
  }

  /** The value as JSON: of text that is JSON, what it means. */
  json(key: string): Json | undefined {
    const value = this.get(key);
    return value === undefined ? undefined : meantJson(value);
  }

  take(...keys: readonly string[]): void {
    for (const key of keys) this.takenKeys.add(key);
  }

  /** Of a count of usage: it is known what it counts, so that what was sent can be told from what it came to. */
  takeCount(key: string, bucket: string): void {
    this.takenKeys.add(key);
    (this.countKeys ??= new Map<string, string>()).set(key, bucket);
  }

  /** The bucket of each count that was taken, by its key. */
  get takenCounts(): ReadonlyMap<string, string> {
    return this.countKeys ?? NO_COUNTS;
  }

  /** What `ask` answers, if that is fit; else nothing, and what it has taken stays among the attributes. */
  takeFit<Answer>(ask: () => Answer | undefined, isFit: (answer: Answer) => boolean): Answer | undefined {
    const before = this.takenKeys.size;
    const answer = ask();
    if (answer === undefined || isFit(answer)) return answer;
    // In the order in which they were taken.
    for (const key of [...this.takenKeys].slice(before)) this.takenKeys.delete(key);
    return undefined;
  }

  isTaken(key: string): boolean {
    return this.takenKeys.has(key);
  }

  /** The first of the keys whose value fits a field of text. */
  takeText(keys: readonly string[], maxLength = MAX_TEXT): string | undefined {
    for (const key of keys) {
      const text = this.text(key);
      if (text === undefined || text.length > maxLength) continue;
      this.takenKeys.add(key);
      return cleanText(text);
    }
    return undefined;
  }

  takeFlag(keys: readonly string[]): boolean | undefined {
    for (const key of keys) {
      const flag = this.flag(key);
      if (flag === undefined) continue;
      this.takenKeys.add(key);
      return flag;
    }
    return undefined;
  }

  /** The first of the keys that is there and not empty. */
  takeJson(keys: readonly string[]): Json | undefined {
    return this.firstJson(keys, meantJson);
  }

  /** The same, where only objects and arrays are meant to be JSON. */
  takeStructure(keys: readonly string[]): Json | undefined {
    return this.firstJson(keys, structureJson);
  }

  /** An object, or text that is one, where it may be stored as jsonb. */
  object(key: string): Json | undefined {
    const value = this.get(key);
    if (value === undefined) return undefined;
    const json = typeof value === 'string' ? embeddedJsonb(value) : valueJson(value);
    return json === undefined || !isObjectJson(json) || !fitsJsonb(json) ? undefined : json;
  }

  /** The same, taken. */
  takeObject(key: string): Json | undefined {
    const json = this.object(key);
    if (json !== undefined) this.take(key);
    return json;
  }

  private firstJson(
    keys: readonly string[],
    jsonOf: (value: Exclude<AttributeValue, null>) => Json,
  ): Json | undefined {
    for (const key of keys) {
      const value = this.get(key);
      if (value === undefined || value === '') continue;
      const json = jsonOf(value);
      if (json === '""' || json === 'null') continue;
      this.takenKeys.add(key);
      return json;
    }
    return undefined;
  }

  /** What follows the prefix, and the value. */
  withPrefix(prefix: string): readonly Suffixed[] {
    let found: Suffixed[] | null = null;
    const last = prefix.length - 1;
    const end = prefix.charCodeAt(last);
    const { attributes } = this.span;
    for (const key of attributes.keys()) {
      // Most keys differ there already.
      if (key.charCodeAt(last) !== end || key.length === prefix.length || !key.startsWith(prefix)) continue;
      (found ??= []).push([key.slice(prefix.length), attributes.get(key) ?? null]);
    }
    return found ?? NONE;
  }

  /** The same, taken. */
  takePrefix(prefix: string): readonly Suffixed[] {
    const found = this.withPrefix(prefix);
    for (const [rest] of found) this.takenKeys.add(prefix + rest);
    return found;
  }

  takeOfEvent(event: OtlpSpanEvent, key: string): void {
    this.takenOfEvents ??= new Map();
    const keys = this.takenOfEvents.get(event);
    if (keys === undefined) this.takenOfEvents.set(event, new Set([key]));
    else keys.add(key);
  }

  takenOf(event: OtlpSpanEvent): ReadonlySet<string> {
    return this.takenOfEvents?.get(event) ?? NOTHING;
  }

  get taken(): ReadonlySet<string> {
    return this.takenKeys;
  }
}

type Suffixed = readonly [rest: string, value: AttributeValue];

const NONE: readonly Suffixed[] = [];
const NOTHING: ReadonlySet<string> = new Set();

export function textOf(value: AttributeValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return undefined;
}

export function numberOf(value: AttributeValue | undefined): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return undefined;
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Of text that is JSON what it means, else the value as it is. */
export function meantJson(value: AttributeValue): Json {
  return (typeof value === 'string' ? embeddedJson(value) : undefined) ?? valueJson(value);
}

/** The same for text that is an object or an array; other text is meant as it stands, be it `42`. Arrays of texts likewise. */
export function structureJson(value: AttributeValue): Json {
  if (isList(value) && value.every((item) => typeof item === 'string'))
    return `[${value.map(structureJson).join(',')}]`;
  const json = typeof value === 'string' ? embeddedJson(value) : undefined;
  return json !== undefined && (isObjectJson(json) || isArrayJson(json)) ? json : valueJson(value);
}
