import { isJsonObject } from '../../../common/json/json-object.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { arrayOf, DIGITS, type JsonShape } from '../../../common/json/json-shape.js';

type Path = readonly (string | number)[];

/** The members of a message in JSON by their lowerCamelCase names. Their names in the .proto are understood as well, as the mapping of protobuf to JSON wants it. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** A message: what is not named here is skipped. `shapes` may be filled later, where a message holds itself. */
export function messageShape(shapes: Readonly<Record<string, JsonShape>>): JsonShape {
  const members = new Map<string, JsonShape>();
  addFields(members, shapes);
  return { kind: 'object', members };
}

export function addFields(
  members: Map<string, JsonShape>,
  shapes: Readonly<Record<string, JsonShape>>,
): void {
  for (const [name, shape] of Object.entries(shapes)) {
    members.set(name, shape);
    members.set(snakeCase(name), shape);
  }
}

/** A number of 64 bits, with all its digits, in quotes or not. */
export const INTEGER_64: JsonShape = DIGITS;
/** What belongs to another route: whether it is there. */
export const STRAY: JsonShape = arrayOf({ kind: 'object', members: new Map() });

/** So many characters are always a number that has all of its digits. */
const SAFE_DIGITS = 15;
const NUMBER = /^-?\d[\d.eE+-]{0,30}$/;

/** JSON.parse has made a number of an integer that has more digits. */
export class LostDigitsError extends Error {}

/** Gives the fields of one message their types. Absent and null: the default. All methods throw InvalidFieldError. */
export class JsonMessage {
  private readonly fields: JsonFields;

  /** @param parent what holds it, by which steps; null: it is the body */
  constructor(
    value: unknown,
    private readonly parent: JsonMessage | null = null,
    private readonly step = '',
    private readonly index: number | null = null,
  ) {
    if (!isJsonObject(value)) throw new InvalidFieldError(this.path, 'must be an object');
    this.fields = value;
  }

  /** Put together when something is wrong only. */
  private get path(): Path {
    if (this.parent === null) return [];
    return [...this.parent.path, this.step, ...(this.index === null ? [] : [this.index])];
  }

  has(name: string): boolean {
    return this.field(name) !== null;
  }

  text(name: string): string {
    const value = this.field(name);
    if (value === null) return '';
    if (typeof value !== 'string') throw this.invalid(name, 'must be a string');
    return value;
  }

  boolean(name: string): boolean {
    const value = this.field(name);
    if (value === null) return false;
    if (typeof value !== 'boolean') throw this.invalid(name, 'must be true or false');
    return value;
  }

  /** Also as a string: NaN and the infinities are no numbers of JSON. */
  double(name: string): number {
    const value = this.field(name);
    return value === null ? 0 : this.doubleOf(name, value);
  }

  doubles(name: string): number[] {
    return this.list(name).map((value) => this.doubleOf(name, value));
  }

  /** Of 32 bits or less. */
  integer(name: string): number {
    const number = this.double(name);
    if (!Number.isInteger(number) || Math.abs(number) >= 2 ** 32)
      throw this.invalid(name, 'must be a whole number of 32 bits');
    return number;
  }

  /** Of the shape {@link INTEGER_64}. */
  bigint(name: string): bigint {
    return this.bigintOf(name, this.field(name));
  }

  /** Of the shape {@link INTEGER_64}, not negative. */
  count(name: string): bigint {
    return this.countOf(name, this.field(name));
  }

  /** Of an array of the shape {@link INTEGER_64}, none of them negative. */
  counts(name: string): bigint[] {
    return this.list(name).map((value) => this.countOf(name, value));
  }

  /**
   * Like {@link bigint}; a number where that has all of its digits, and where 64 bits cannot hold it: the exporter for JavaScript calls
   * whole numbers of any size integers.
   */
  int64(name: string): number | bigint {
    const digits = digitsOf(this.field(name));
    if (digits.length <= SAFE_DIGITS && /^-?\d+$/.test(digits)) return Number(digits);
    const number = NUMBER.test(digits) ? Number(digits) : NaN;
    if (Number.isInteger(number) && Math.abs(number) > 2 ** 63) return number;
    const value = this.bigintOf(name, digits);
    // The one that is just beyond.
    return Number.isSafeInteger(number) || value === 2n ** 63n ? number : value;
  }

  /** The number of an enum, which may be said by its name. Unknown ones are 0, as new ones may be sent. */
  enumeration(name: string, prefix: string, names: readonly string[]): number {
    const value = this.field(name);
    if (value === null) return 0;
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') throw this.invalid(name, 'must be a number or a name');
    return /^\d+$/.test(value) ? Number(value) : Math.max(0, names.indexOf(value.replace(prefix, '')));
  }

  /** In either alphabet of base64, padded or not. */
  binary(name: string): Uint8Array {
    const text = this.text(name);
    if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw this.invalid(name, 'must be base64');
    return Buffer.from(text, 'base64');
  }

  message(name: string): JsonMessage | null {
    const value = this.field(name);
    return value === null ? null : new JsonMessage(value, this, name);
  }

  messages(name: string): JsonMessage[] {
    return this.list(name).map((item, index) => this.messageAt(name, index, item));
  }

  /** An element of {@link list}. */
  messageAt(name: string, index: number, item: unknown): JsonMessage {
    return new JsonMessage(item, this, name, index);
  }

  private doubleOf(name: string, value: unknown): number {
    if (typeof value === 'number') return value;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
    if (number === undefined || (Number.isNaN(number) && value !== 'NaN'))
      throw this.invalid(name, 'must be a number');
    return number;
  }

  private countOf(name: string, sent: unknown): bigint {
    const count = this.bigintOf(name, sent);
    if (count < 0n) throw this.invalid(name, 'must not be negative');
    return count;
  }

  private bigintOf(name: string, sent: unknown): bigint {
    const digits = digitsOf(sent);
    if (/^-?\d{1,20}$/.test(digits)) return BigInt(digits);
    const number = NUMBER.test(digits) ? Number(digits) : NaN;
    if (Number.isInteger(number) && Math.abs(number) < 2 ** 64) return BigInt(number);
    throw this.invalid(name, 'must be a whole number of 64 bits');
  }

  list(name: string): readonly unknown[] {
    const value = this.field(name) ?? [];
    if (!Array.isArray(value)) throw this.invalid(name, 'must be an array');
    return value;
  }

  private field(name: string): unknown {
    const value = this.fields[name] ?? null;
    if (value !== null) return value;
    const snake = otherName(name);
    return snake === name ? null : (this.fields[snake] ?? null);
  }

  private invalid(name: string, rule: string): InvalidFieldError {
    return new InvalidFieldError([...this.path, name], rule);
  }
}

/**
 * Of the shape {@link INTEGER_64}, or what JSON.parse makes of it; of nothing, and null, 0. Early exporters for JavaScript send `{low, high}`, halves of
 * 32 bits. Of what is no number: no digits.
 * @throws LostDigitsError
 */
function digitsOf(sent: unknown): string {
  if (sent === null || sent === undefined) return '0';
  if (typeof sent === 'string') return sent;
  if (typeof sent === 'number') {
    if (Number.isInteger(sent) && !Number.isSafeInteger(sent)) throw new LostDigitsError();
    return String(sent);
  }
  const { low, high } = sent as { readonly low?: unknown; readonly high?: unknown };
  if (!Number.isInteger(low) || !Number.isInteger(high)) return '';
  return String(BigInt(high as number) * 2n ** 32n + BigInt.asUintN(32, BigInt(low as number)));
}

/** Of names of ours: there are few. */
const otherNames = new Map<string, string>();

/** The name in the .proto. */
function otherName(name: string): string {
  let other = otherNames.get(name);
  if (other === undefined) otherNames.set(name, (other = snakeCase(name)));
  return other;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
