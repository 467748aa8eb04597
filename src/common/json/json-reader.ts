import { JsonReadError } from './json-read-error.js';
import { memberShape, VALUE, type JsonShape } from './json-shape.js';
import { JsonbSize } from './jsonb-size.js';

export interface JsonLimits {
  /** How deep objects and arrays may be nested. */
  readonly maxDepth: number;
  /** How many values (members, elements, objects and arrays) the document may have. */
  readonly maxValues: number;
}

export interface JsonDocument {
  readonly value: unknown;
  /** How many NULs and lone surrogates were replaced by U+FFFD. */
  readonly replacedCharacters: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const LETTER_U = 0x75;

const CONTROL = /[\u0000-\u001f]/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** jsonb keeps numbers as decimals and writes them without an exponent: 1e131071 would come back as 131,072 digits. */
const MAX_JSONB_EXPONENT = 400;

/**
 * Reads a JSON text (RFC 8259) in one pass, along a shape: it checks everything, builds only what the shape names, and
 * cuts the payloads out as the text that they are. JSON.parse can neither keep digits nor stop at a limit.
 * The text must come from valid UTF-8.
 * @throws JsonReadError at the first thing that is no JSON, and at the limits
 */
export function readJson(text: string, shape: JsonShape, limits: JsonLimits): JsonDocument {
  const reader = new JsonReader(text, limits);
  const value = reader.readDocument(shape);
  return { value, replacedCharacters: reader.repairs.length };
}

class JsonReader {
  /** Where the escapes begin that stand for NUL or for half a surrogate pair, in order. */
  readonly repairs: number[] = [];
  private position = 0;
  private values = 0;
  private hasEscapes = false;
  private forJsonb = false;
  private readonly jsonbSize = new JsonbSize();
  /** Where the next backslash is, so that a text without any is searched for it once only. */
  private nextBackslash = -1;
  /** Strings must not hold control characters; most texts have none anywhere, and then no string needs to be looked through. */
  private readonly hasControls: boolean;

  constructor(
    private readonly text: string,
    private readonly limits: JsonLimits,
  ) {
    this.hasControls = CONTROL.test(text);
  }

  readDocument(shape: JsonShape): unknown {
    const value = this.readValue(shape, 0);
    this.skipSpace();
    if (this.position < this.text.length) throw this.unexpected();
    return value;
  }

  private readValue(shape: JsonShape, depth: number): unknown {
    const first = this.skipSpace();
    if (shape.kind === 'text') return this.readText(shape.forJsonb, depth);
    if (first === OPEN_BRACE) return this.readObject(shape, depth);
    if (shape.kind === 'leaves') return this.readText(false, depth);
    if (first === OPEN_BRACKET) return this.readArray(shape, depth);
    this.count();
    if (first === QUOTE) return this.readString();
    const start = this.position;
    this.skipScalar(first);
    const scalar = this.text.slice(start, this.position);
    const value = scalarOf(scalar);
    return shape.kind === 'digits' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? scalar
      : value;
  }

  /** Free objects have no prototype, so that `__proto__` is a key like any other; the keys of a shape are ours. */
  private readObject(shape: JsonShape, depth: number): Record<string, unknown> {
    const result = (shape.kind === 'object' ? {} : Object.create(null)) as Record<string, unknown>;
    this.walkObject(shape, depth, result);
    return result;
  }

  private readArray(shape: JsonShape, depth: number): unknown[] {
    const result: unknown[] = [];
    this.walkArray(shape.kind === 'array' ? shape.items : VALUE, depth, result);
    return result;
  }

  private readText(forJsonb: boolean, depth: number): string {
    const start = this.position;
    const repairsBefore = this.repairs.length;
    if (forJsonb) this.measureJsonb(depth);
    else this.skipValue(depth);
    return this.repaired(start, repairsBefore);
  }

  private measureJsonb(depth: number): void {
    const start = this.position;
    const valuesBefore = this.values;
    this.forJsonb = true;
    this.jsonbSize.begin();
    this.skipValue(depth);
    this.forJsonb = false;
    const problem = this.jsonbSize.end(this.values - valuesBefore, this.position - start);
    if (problem !== null) throw new JsonReadError(problem, start);
  }

  private readString(): string {
    const start = this.position;
    const repairsBefore = this.repairs.length;
    this.skipString();
    if (!this.hasEscapes) return this.text.slice(start + 1, this.position - 1);
    return JSON.parse(this.repaired(start, repairsBefore)) as string;
  }

  /** The text from `start` to here, with what was found bad since replaced. */
  private repaired(start: number, repairsBefore: number): string {
    if (this.repairs.length === repairsBefore) return this.text.slice(start, this.position);
    let result = '';
    let from = start;
    for (const at of this.repairs.slice(repairsBefore)) {
      result += `${this.text.slice(from, at)}\\ufffd`;
      from = at + 6;
    }
    return result + this.text.slice(from, this.position);
  }

  private skipValue(depth: number): void {
    const first = this.skipSpace();
    if (first === OPEN_BRACE) {
      this.walkObject(null, depth, null);
    } else if (first === OPEN_BRACKET) {
      this.walkArray(null, depth, null);
    } else {
      this.count();
      if (first === QUOTE) this.skipString();
      else this.skipScalar(first);
    }
  }

  /** Reads the members that the shape names into `result`, and skips the others; all of them where there is nothing to read into. */
  private walkObject(shape: JsonShape | null, depth: number, result: Record<string, unknown> | null): void {
    this.enter(depth);
    if (this.skipSpace() === CLOSE_BRACE) {
      this.position++;
      return;
    }
    let key: string | null = null;
    try {
      for (;;) {
        key = null;
        if (this.skipSpace() !== QUOTE) throw this.unexpected();
        const nameStart = this.position;
        const name = this.readString();
        const nameCharacters = this.position - nameStart;
        if (this.skipSpace() !== COLON) throw this.unexpected();
        this.position++;
        key = name;
        const member = shape === null ? undefined : memberShape(shape, name);
        if (this.forJsonb) this.skipMember(nameCharacters, depth + 1);
        else if (member === undefined || result === null) this.skipValue(depth + 1);
        else result[name] = this.readValue(member, depth + 1);
        key = null;
        if (this.endsWith(CLOSE_BRACE)) return;
      }
    } catch (error) {
      throw error instanceof JsonReadError && key !== null ? error.within(key) : error;
    }
  }

  private skipMember(nameCharacters: number, depth: number): void {
    this.jsonbSize.enterMember(nameCharacters);
    this.skipValue(depth);
    this.jsonbSize.leaveMember(nameCharacters);
  }

  private walkArray(items: JsonShape | null, depth: number, result: unknown[] | null): void {
    this.enter(depth);
    if (this.skipSpace() === CLOSE_BRACKET) {
      this.position++;
      return;
    }
    let index = 0;
    let isWithin = true;
    try {
      for (; ; index++) {
        isWithin = true;
        if (items === null || result === null) this.skipValue(depth + 1);
        else result.push(this.readValue(items, depth + 1));
        isWithin = false;
        if (this.endsWith(CLOSE_BRACKET)) return;
      }
    } catch (error) {
      throw error instanceof JsonReadError && isWithin ? error.within(index) : error;
    }
  }

  /** Steps over what follows a member or an element: the closing bracket (true) or a comma. */
  private endsWith(close: number): boolean {
    const next = this.skipSpace();
    if (next !== COMMA && next !== close) throw this.unexpected();
    this.position++;
    return next === close;
  }

  private enter(depth: number): void {
    if (depth >= this.limits.maxDepth) {
      throw new JsonReadError(`is nested deeper than ${this.limits.maxDepth} levels`, this.position);
    }
    this.count();
    this.position++;
  }

  private count(): void {
    if (++this.values > this.limits.maxValues) {
      throw new JsonReadError(
        `has more than ${this.limits.maxValues} values; split the request`,
        this.position,
      );
    }
  }

  /** Returns the code of the next character that is no white space, NaN at the end. */
  private skipSpace(): number {
    const { text } = this;
    let { position } = this;
    let code = text.charCodeAt(position);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09)
      code = text.charCodeAt(++position);
    this.position = position;
    return code;
  }

  /** From the opening quote to behind the closing one. Each character is searched once, however many escapes there are. */
  private skipString(): void {
    this.hasEscapes = false;
    let position = this.position + 1;
    let end = -1;
    for (;;) {
      if (end < position) end = this.find('"', position);
      if (this.nextBackslash < position) this.nextBackslash = this.find('\\', position);
      const stop = Math.min(end, this.nextBackslash);
      if (this.hasControls) this.refuseControls(position, stop);
      if (stop === end) break;
      this.hasEscapes = true;
      position = this.skipEscape(stop);
    }
    this.position = end;
    if (end === this.text.length) throw this.unexpected();
    this.position++;
  }

  /** The end of the text where there is none. */
  private find(character: string, from: number): number {
    const found = this.text.indexOf(character, from);
    return found === -1 ? this.text.length : found;
  }

  private refuseControls(from: number, to: number): void {
    for (let position = from; position < to; position++) {
      if (this.text.charCodeAt(position) >= 0x20) continue;
      this.position = position;
      throw this.unexpected();
    }
  }

  /** Returns the position behind the escape that begins at `position`. */
  private skipEscape(position: number): number {
    const { text } = this;
    const letter = text.charCodeAt(position + 1);
    if (letter !== LETTER_U) {
      if ('"\\/bfnrt'.includes(text.charAt(position + 1)) && position + 1 < text.length) return position + 2;
      this.position = position;
      throw this.unexpected();
    }
    const unit = this.escapedUnit(position);
    if (unit === 0) {
      this.repairs.push(position);
    } else if (unit >= 0xd800 && unit <= 0xdfff) {
      const isHigh = unit <= 0xdbff;
      const followed =
        isHigh && text.charCodeAt(position + 6) === BACKSLASH && text.charCodeAt(position + 7) === LETTER_U;
      const low = followed ? this.escapedUnit(position + 6) : 0;
      if (low >= 0xdc00 && low <= 0xdfff) return position + 12;
      this.repairs.push(position);
    }
    return position + 6;
  }

  private escapedUnit(position: number): number {
    const digits = this.text.slice(position + 2, position + 6);
    if (/^[0-9a-fA-F]{4}$/.test(digits)) return parseInt(digits, 16);
    this.position = position;
    throw this.unexpected();
  }

  private skipScalar(first: number): void {
    const { text, position } = this;
    if (first === 0x74 && text.startsWith('true', position)) this.position += 4;
    else if (first === 0x66 && text.startsWith('false', position)) this.position += 5;
    else if (first === 0x6e && text.startsWith('null', position)) this.position += 4;
    else this.skipNumber();
  }

  private skipNumber(): void {
    NUMBER.lastIndex = this.position;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined) throw this.unexpected();
    if (this.forJsonb) {
      const exponent = Number(/[eE](.*)$/.exec(number)?.[1] ?? 0);
      if (Math.abs(exponent) > MAX_JSONB_EXPONENT) {
        throw new JsonReadError(
          `has a number whose exponent is beyond ±${MAX_JSONB_EXPONENT}`,
          this.position,
        );
      }
      this.jsonbSize.number(exponent);
    }
    this.position += number.length;
  }

  private unexpected(): JsonReadError {
    const { text, position } = this;
    const what =
      position >= text.length
        ? 'the end'
        : JSON.stringify(String.fromCodePoint(text.codePointAt(position) ?? 0));
    return new JsonReadError(`is not valid JSON: unexpected ${what} at character ${position}`, position);
  }
}

function scalarOf(text: string): unknown {
  if (text === 'null') return null;
  if (text === 'true') return true;
  return text === 'false' ? false : Number(text);
}
