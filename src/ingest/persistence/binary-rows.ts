import { timestampToMicros, type Timestamp } from '../../common/time/timestamp.js';
import { COPY_BUFFER_BYTES, takeCopyBuffer } from '../../database/copy-buffers.js';
import { binaryNumeric } from './binary-numeric.js';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Flags and the length of the header's extension. */
const NO_OPTIONS = Buffer.alloc(8);
const NULL_LENGTH = -1;
const END_OF_ROWS = -1;
const JSONB_VERSION = 1;
/** 2000-01-01, where PostgreSQL's clock begins, in microseconds since 1970. */
const POSTGRES_EPOCH = 946_684_800_000_000;
const TWO_TO_32 = 2 ** 32;
/** Up to here a loop is faster than a call of the encoder. */
const SHORT_TEXT = 40;
/** From here on it pays to count the bytes of a text instead of making room for the most that it can have. */
const LONG_TEXT = 4096;
const MAX_BYTES_PER_UNIT = 3;

/** Rows in PostgreSQL's binary COPY format: nothing is escaped here or parsed there. Each value stands after its length in bytes. */
export class BinaryRows {
  private readonly chunks: Buffer[] = [];
  private buffer = takeCopyBuffer();
  private at = 0;

  constructor() {
    for (const part of [SIGNATURE, NO_OPTIONS]) this.at += part.copy(this.buffer, this.at);
  }

  beginRow(columns: number): void {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(columns, this.at);
  }

  null(): void {
    this.reserve(4);
    this.length(NULL_LENGTH);
  }

  text(text: string): void {
    this.reserve(4 + bytesAtMost(text));
    const start = this.at + 4;
    const end = start + this.utf8(text, start);
    this.length(end - start);
    this.at = end;
  }

  /** @param text valid JSON */
  jsonb(text: string): void {
    this.reserve(5 + bytesAtMost(text));
    const start = this.at + 5;
    const end = start + this.utf8(text, start);
    this.length(end - start + 1);
    this.buffer[this.at] = JSONB_VERSION;
    this.at = end;
  }

  /** A value that is in its binary form already. */
  bytes(bytes: Buffer): void {
    this.reserve(4 + bytes.length);
    this.length(bytes.length);
    this.at += bytes.copy(this.buffer, this.at);
  }

  boolean(value: boolean): void {
    this.reserve(5);
    this.length(1);
    this.buffer[this.at++] = value ? 1 : 0;
  }

  int32(value: number): void {
    this.reserve(8);
    this.length(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  /** @param value a safe integer */
  int64(value: number): void {
    this.reserve(12);
    this.length(8);
    this.at = this.buffer.writeInt32BE(Math.floor(value / TWO_TO_32), this.at);
    this.at = this.buffer.writeUInt32BE(value >>> 0, this.at);
  }

  double(value: number): void {
    this.reserve(12);
    this.length(8);
    this.at = this.buffer.writeDoubleBE(value, this.at);
  }

  numeric(value: number | string): void {
    const { sign, weight, scale, digits } = binaryNumeric(value);
    const bytes = 8 + 2 * digits.length;
    this.reserve(4 + bytes);
    this.length(bytes);
    this.at = this.buffer.writeInt16BE(digits.length, this.at);
    this.at = this.buffer.writeInt16BE(weight, this.at);
    this.at = this.buffer.writeUInt16BE(sign, this.at);
    this.at = this.buffer.writeInt16BE(scale, this.at);
    for (const digit of digits) this.at = this.buffer.writeInt16BE(digit, this.at);
  }

  timestamp(timestamp: Timestamp): void {
    this.int64(timestampToMicros(timestamp) - POSTGRES_EPOCH);
  }

  /** Ends the rows; nothing can be added any more. */
  finish(): readonly Buffer[] {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(END_OF_ROWS, this.at);
    this.chunks.push(this.buffer.subarray(0, this.at));
    return this.chunks;
  }

  private length(bytes: number): void {
    this.at = this.buffer.writeInt32BE(bytes, this.at);
  }

  private utf8(text: string, start: number): number {
    if (text.length > SHORT_TEXT) return this.buffer.write(text, start, 'utf8');
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return this.buffer.write(text, start, 'utf8');
      this.buffer[start + index] = unit;
    }
    return text.length;
  }

  /** A value lies in one buffer; a row need not. */
  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    this.chunks.push(this.buffer.subarray(0, this.at));
    this.buffer = bytes <= COPY_BUFFER_BYTES ? takeCopyBuffer() : Buffer.allocUnsafeSlow(bytes);
    this.at = 0;
  }
}

function bytesAtMost(text: string): number {
  return text.length < LONG_TEXT ? text.length * MAX_BYTES_PER_UNIT : Buffer.byteLength(text);
}
