import type { AttributeValue } from './attribute-value.js';
import {
  cleanText,
  embeddedJson,
  embeddedJsonb,
  isArrayJson,
  isList,
  isObjectJson,
  valueJson,
  type Json,
} from './json-text.js';
import type { OtlpSpan, OtlpSpanEvent } from './otlp-span.js';

/** What a field of text may hold. A longer value stays among the attributes. */
const MAX_TEXT = 800;

/**
 * Reads a span, and knows what was taken from it: what nobody takes stays among the attributes and events that the metadata keeps,
 * so that nothing is lost. Looking at a value does not take it.
 */
export class SpanReader {
  private readonly takenKeys = new Set<string>();
  private readonly takenOfEvents = new Map<OtlpSpanEvent, Set<string>>();

  constructor(readonly span: OtlpSpan) {}

  get(key: string): AttributeValue | undefined {
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

  take(...keys: string[]): void {
    for (const key of keys) this.takenKeys.add(key);
  }

  isTaken(key: string): boolean {
    return this.takenKeys.has(key);
  }

  /** The first of the keys whose value fits a field of text. */
  takeText(keys: readonly string[], maxLength = MAX_TEXT): string | undefined {
    return this.first(keys, (key) => {
      const text = this.text(key);
      return text === undefined || text.length > maxLength ? undefined : cleanText(text);
    });
  }

  takeNumber(keys: readonly string[]): number | undefined {
    return this.first(keys, (key) => this.number(key));
  }

  takeFlag(keys: readonly string[]): boolean | undefined {
    return this.first(keys, (key) => this.flag(key));
  }

  /** The first of the keys that is there and not empty. */
  takeJson(keys: readonly string[]): Json | undefined {
    return this.first(keys, (key) => {
      const json = this.json(key);
      return json === undefined || json === '""' || json === 'null' ? undefined : json;
    });
  }

  /** The same, where only objects and arrays are meant to be JSON. */
  takeStructure(keys: readonly string[]): Json | undefined {
    return this.first(keys, (key) => {
      const value = this.get(key);
      return value === undefined || value === '' ? undefined : structureJson(value);
    });
  }

  /** An object, or text that is one, where it may be stored as jsonb. */
  takeObject(key: string): Json | undefined {
    const value = this.get(key);
    if (value === undefined) return undefined;
    const json = typeof value === 'string' ? embeddedJsonb(value) : valueJson(value);
    if (json === undefined || !isObjectJson(json)) return undefined;
    this.take(key);
    return json;
  }

  private first<T>(keys: readonly string[], read: (key: string) => T | undefined): T | undefined {
    for (const key of keys) {
      const value = read(key);
      if (value === undefined) continue;
      this.take(key);
      return value;
    }
    return undefined;
  }

  /** What follows the prefix, and the value. */
  *withPrefix(prefix: string): Generator<readonly [rest: string, value: AttributeValue]> {
    for (const [key, value] of this.span.attributes)
      if (key.length > prefix.length && key.startsWith(prefix)) yield [key.slice(prefix.length), value];
  }

  /** The same, taken. */
  *takePrefix(prefix: string): Generator<readonly [rest: string, value: AttributeValue]> {
    for (const entry of this.withPrefix(prefix)) {
      this.take(prefix + entry[0]);
      yield entry;
    }
  }

  takeOfEvent(event: OtlpSpanEvent, key: string): void {
    const keys = this.takenOfEvents.get(event);
    if (keys === undefined) this.takenOfEvents.set(event, new Set([key]));
    else keys.add(key);
  }

  *restOfEvent(event: OtlpSpanEvent): Generator<readonly [string, AttributeValue]> {
    const taken = this.takenOfEvents.get(event);
    for (const entry of event.attributes) if (taken?.has(entry[0]) !== true) yield entry;
  }

  *restOfAttributes(): Generator<readonly [string, AttributeValue]> {
    for (const entry of this.span.attributes) if (!this.takenKeys.has(entry[0])) yield entry;
  }
}

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
