import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { JsonReadError } from '../../../common/json/json-read-error.js';
import { keyJson } from '../../../common/json/json-key.js';
import { readJson } from '../../../common/json/json-reader.js';
import { arrayOf, JSONB_TEXT, LEAVES, TEXT, VALUE, type JsonShape } from '../../../common/json/json-shape.js';
import type { Attributes, AttributeValue } from './attribute-value.js';

/** JSON as the text that is stored. Texts are put together of texts, so that digits are never read into numbers that cannot hold them. */
export type Json = string;

export const MAX_DEPTH = 64;
/** Of a text that an attribute holds; with all that it is put into it stays below what is read anywhere. */
const LIMITS = { maxDepth: MAX_DEPTH, maxValues: 1_000_000 };
const METADATA_LIMITS = { maxDepth: 2 * MAX_DEPTH, maxValues: 1_000_000 };

/** Text as PostgreSQL and JSON can hold it: without NUL and halves of surrogate pairs. */
export function cleanText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

export function textJson(text: string): Json {
  return JSON.stringify(cleanText(text));
}

/** NaN and the infinities are texts, bytes base64. @throws InvalidFieldError for what is nested too deep */
export function valueJson(value: AttributeValue, depth = 0): Json {
  if (typeof value === 'string') return textJson(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
  if (depth >= MAX_DEPTH)
    throw new InvalidFieldError(['attributes'], `are nested deeper than ${MAX_DEPTH} levels`);
  return isList(value)
    ? arrayJson(value.map((item) => valueJson(item, depth + 1)))
    : objectJson([...value].map(([key, member]) => [key, valueJson(member, depth + 1)]));
}

export function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

export function isMap(value: AttributeValue | undefined): value is Attributes {
  return value instanceof Map;
}

export function objectJson(members: Iterable<readonly [string, Json]>): Json {
  let text = '';
  for (const [key, json] of members) text += `${text === '' ? '' : ','}${memberKeyJson(key)}:${json}`;
  return `{${text}}`;
}

export function memberKeyJson(key: string): Json {
  return keyJson(cleanText(key));
}

export function arrayJson(items: readonly Json[]): Json {
  return `[${items.join(',')}]`;
}

/** What a text holds that is JSON, as it was written; undefined for any other text. */
export function embeddedJson(text: string): Json | undefined {
  return readText(text, false);
}

/** The same, where it may also be stored as jsonb. */
export function embeddedJsonb(text: string): Json | undefined {
  return readText(text, true);
}

function readText(text: string, forJsonb: boolean): Json | undefined {
  if (!MAY_BE_JSON.test(text)) return undefined;
  return readWithin(cleanText(text), forJsonb ? JSONB_TEXT : TEXT) as string | undefined;
}

/** Undefined: it is no JSON, or more than is looked into. A value may be so, too, that was never a text. */
function readWithin(text: string, shape: JsonShape): unknown {
  try {
    return readJson(text, shape, LIMITS).value;
  } catch (error) {
    if (error instanceof JsonReadError) return undefined;
    throw error;
  }
}

const MAY_BE_JSON = /^\s*(?:[{["]|-?\d|true\s*$|false\s*$|null\s*$)/;

/** What a JSON text means, to be looked into and not to be kept: its numbers are JavaScript's. Its objects have no prototype. */
export function parsedJson(text: Json): unknown {
  return readWithin(text, VALUE);
}

/** The members of a JSON object, each as its text; undefined for anything else, and for more than is looked into. */
export function membersOf(json: Json): Map<string, Json> | undefined {
  const members = isObjectJson(json)
    ? (readWithin(json, LEAVES) as (Leaves & object) | undefined)
    : undefined;
  if (members === undefined) return undefined;
  return new Map(Object.entries(members).map(([key, leaves]) => [key, leavesJson(leaves)]));
}

/** The elements of a JSON array, each as its text; undefined for anything else, and for more than is looked into. */
export function elementsOf(json: Json): readonly Json[] | undefined {
  return isArrayJson(json) ? (readWithin(json, ELEMENTS) as Json[] | undefined) : undefined;
}

const ELEMENTS = arrayOf(TEXT);

/** As the reader gives objects whose leaves stay texts: without a prototype. */
type Leaves = Json | { readonly [key: string]: Leaves };

function leavesJson(leaves: Leaves): Json {
  if (typeof leaves === 'string') return leaves;
  return objectJson(Object.entries(leaves).map(([key, member]) => [key, leavesJson(member)]));
}

export function isObjectJson(json: Json): boolean {
  return json.trimStart().startsWith('{');
}

export function isArrayJson(json: Json): boolean {
  return json.trimStart().startsWith('[');
}

/** A shorter text has too few values, and too short paths, to break any rule but that of exponents. */
const MIN_SUSPECT_CHARACTERS = 4000;

/**
 * Its numbers have no large exponents: they come from numbers, or from text that may be jsonb.
 * @throws InvalidFieldError for a text that is more than metadata may be
 */
export function requireMetadataFits(json: Json): void {
  const problem = json.length < MIN_SUSPECT_CHARACTERS ? undefined : jsonbProblem(json);
  if (problem !== undefined) throw new InvalidFieldError(['attributes'], problem);
}

const LARGE_EXPONENT = /\d[eE][+-]?\d{3}/;

/** Whether a text may be stored as jsonb, whatever it was put together of. */
export function fitsJsonb(json: Json): boolean {
  return (
    (json.length < MIN_SUSPECT_CHARACTERS && !LARGE_EXPONENT.test(json)) || jsonbProblem(json) === undefined
  );
}

function jsonbProblem(json: Json): string | undefined {
  try {
    readJson(json, JSONB_TEXT, METADATA_LIMITS);
    return undefined;
  } catch (error) {
    if (error instanceof JsonReadError) return error.reason;
    throw error;
  }
}
