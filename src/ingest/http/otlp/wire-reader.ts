import { isUtf8 } from 'node:buffer';
import { BadRequestError } from '../../../common/domain-error.js';

const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const GROUP_START = 3;
const GROUP_END = 4;
const FIXED_32 = 5;

const MAX_VARINT_BYTES = 10;
const MAX_GROUP_DEPTH = 64;
const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);

/**
 * Reads the fields of protobuf messages one after the other (https://protobuf.dev/programming-guides/encoding), without a copy of anything
 * but texts. Nothing that the bytes say of themselves is believed: a length that reaches beyond its message is refused, as is a
 * field whose encoding is not that of its type. The caller skips the fields that it does not know.
 *
 *     const outer = reader.enter();
 *     while (reader.next()) { if (reader.field === 1) name = reader.text(); else reader.skip(); }
 *     reader.leave(outer);
 *
 * All methods throw BadRequestError.
 */
export class WireReader {
  /** The number of the current field. */
  field = 0;
  /** NULs, and what was no UTF-8, that became U+FFFD. */
  replacedCharacters = 0;
  private encoding = VARINT;
  private position = 0;
  private end: number;
  private values = 0;
  private readonly bytes: Buffer;
  private readonly view: DataView;

  /** @param maxValues how many messages within messages, and numbers in lists, there may be: each costs far more memory than its bytes */
  constructor(
    bytes: Uint8Array,
    private readonly maxValues: number,
  ) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** Steps to the next field of the message; false at its end. */
  next(): boolean {
    if (this.position >= this.end) return false;
    const tag = this.varint();
    if (tag < 8 || tag > 0xffff_ffff) throw this.malformed('a field without a number');
    this.field = Math.floor(tag / 8);
    this.encoding = tag % 8;
    return true;
  }

  /** Goes into the message that the current field holds. What is returned is for {@link leave}. */
  enter(): number {
    const end = this.delimitedEnd();
    this.countValue();
    const outer = this.end;
    this.end = end;
    return outer;
  }

  /** Goes on behind the message, wherever in it the reader is. */
  leave(outer: number): void {
    this.position = this.end;
    this.end = outer;
  }

  /** Where the current message ends, for {@link escape}. */
  get messageEnd(): number {
    return this.end;
  }

  /** Like {@link leave}, out of whatever is within the message that ends there. */
  escape(messageEnd: number, outer: number): void {
    this.position = messageEnd;
    this.end = outer;
  }

  text(): string {
    const end = this.delimitedEnd();
    const from = this.position;
    this.position = end;
    if (end === from) return '';
    const text = this.bytes.toString('utf8', from, end);
    if (text.includes(REPLACEMENT)) this.countInvalid(text, this.bytes.subarray(from, end));
    if (!text.includes('\0')) return text;
    this.replacedCharacters += text.split('\0').length - 1;
    return text.replaceAll('\0', REPLACEMENT);
  }

  /** A view, valid as long as the body is. */
  binary(): Uint8Array {
    const end = this.delimitedEnd();
    const value = this.bytes.subarray(this.position, end);
    this.position = end;
    return value;
  }

  /** In lower case. */
  hex(): string {
    const end = this.delimitedEnd();
    const value = this.bytes.toString('hex', this.position, end);
    this.position = end;
    return value;
  }

  /** Of an enum, or an unsigned integer of 32 bits. Above 2^53 it is not exact. */
  integer(): number {
    this.expect(VARINT);
    return this.varint();
  }

  boolean(): boolean {
    return this.integer() !== 0;
  }

  /** Signed. A bigint where a number has not all of its digits. */
  int64(): number | bigint {
    this.expect(VARINT);
    const start = this.position;
    const value = this.varint();
    if (Number.isSafeInteger(value)) return value;
    let exact = 0n;
    for (let at = this.position - 1; at >= start; at--) {
      exact = (exact << 7n) | BigInt(this.view.getUint8(at) & 0x7f);
    }
    const signed = BigInt.asIntN(64, exact);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }

  /** Of sint32. */
  zigzag(): number {
    const value = this.integer();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Unsigned. */
  fixed64(): bigint {
    return this.view.getBigUint64(this.take(FIXED_64, 8), true);
  }

  /** Signed. */
  sfixed64(): bigint {
    return this.view.getBigInt64(this.take(FIXED_64, 8), true);
  }

  double(): number {
    return this.view.getFloat64(this.take(FIXED_64, 8), true);
  }

  fixed32(): number {
    return this.view.getUint32(this.take(FIXED_32, 4), true);
  }

  /** Adds the values of a repeated field of 8 bytes each, which may be packed into one or come one by one. */
  fixed64s(into: bigint[]): void {
    for (const at of this.packed()) into.push(this.view.getBigUint64(at, true));
  }

  /** Like {@link fixed64s}. */
  doubles(into: number[]): void {
    for (const at of this.packed()) into.push(this.view.getFloat64(at, true));
  }

  /** Adds the values of a repeated field of varints (uint64), which may be packed into one or come one by one. */
  varints(into: number[]): void {
    if (this.encoding !== DELIMITED) {
      into.push(this.integer());
      return;
    }
    const end = this.delimitedEnd();
    const outer = this.end;
    this.end = end;
    while (this.position < end) {
      this.countValue();
      into.push(this.varint());
    }
    this.leave(outer);
  }

  /** Steps over a field that is not known. */
  skip(): void {
    this.skipField(0);
  }

  private skipField(depth: number): void {
    switch (this.encoding) {
      case VARINT:
        this.varint();
        return;
      case FIXED_64:
        this.take(FIXED_64, 8);
        return;
      case DELIMITED:
        this.position = this.delimitedEnd();
        return;
      case GROUP_START:
        this.skipGroup(depth);
        return;
      case FIXED_32:
        this.take(FIXED_32, 4);
        return;
      default:
        throw this.malformed('an encoding that there is not');
    }
  }

  private skipGroup(depth: number): void {
    if (depth >= MAX_GROUP_DEPTH) throw this.malformed(`groups deeper than ${MAX_GROUP_DEPTH} levels`);
    const { field } = this;
    while (this.next()) {
      if (this.encoding === GROUP_END && this.field === field) return;
      this.skipField(depth + 1);
    }
    throw this.malformed('a group that does not end');
  }

  private countValue(): void {
    if (++this.values > this.maxValues)
      throw new BadRequestError(`The body has more than ${this.maxValues} values; split the request`);
  }

  private varint(): number {
    const { bytes, end } = this;
    let value = 0;
    let factor = 1;
    const last = Math.min(end, this.position + MAX_VARINT_BYTES);
    for (let at = this.position; at < last; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) {
        this.position = at + 1;
        return value + byte * factor;
      }
      value += (byte - 0x80) * factor;
      factor *= 0x80;
    }
    throw this.malformed(
      last === end ? 'a number that is cut off' : `a number of more than ${MAX_VARINT_BYTES} bytes`,
    );
  }

  private delimitedEnd(): number {
    this.expect(DELIMITED);
    const length = this.varint();
    if (length > this.end - this.position) throw this.malformed('a length beyond the end of the message');
    return this.position + length;
  }

  private *packed(): Generator<number> {
    if (this.encoding === FIXED_64) {
      yield this.take(FIXED_64, 8);
      return;
    }
    const end = this.delimitedEnd();
    if ((end - this.position) % 8 !== 0) throw this.malformed('a list of numbers that is cut off');
    for (; this.position < end; this.position += 8) {
      this.countValue();
      yield this.position;
    }
  }

  private take(encoding: number, length: number): number {
    this.expect(encoding);
    const start = this.position;
    if (length > this.end - start) throw this.malformed('a number that is cut off');
    this.position = start + length;
    return start;
  }

  private expect(encoding: number): void {
    if (this.encoding !== encoding)
      throw this.malformed(`field ${this.field} in an encoding that is not its own`);
  }

  private countInvalid(text: string, bytes: Buffer): void {
    if (isUtf8(bytes)) return;
    let sent = 0;
    for (let at = bytes.indexOf(REPLACEMENT_BYTES); at !== -1; at = bytes.indexOf(REPLACEMENT_BYTES, at + 3))
      sent++;
    this.replacedCharacters += text.split(REPLACEMENT).length - 1 - sent;
  }

  private malformed(what: string): BadRequestError {
    return new BadRequestError(`The body is not valid protobuf: ${what}, near byte ${this.position}`);
  }
}
