import { COPY_BUFFER_BYTES, giveBackCopyBuffer } from '../../database/copy-buffers.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import { BinaryRows } from './binary-rows.js';

const HEADER_BYTES = 19;

/** The values of the rows, as the bytes that stand for them. */
function read(chunks: readonly Buffer[]): (Buffer | null)[][] {
  const bytes = Buffer.concat(chunks);
  const rows: (Buffer | null)[][] = [];
  let at = HEADER_BYTES;
  for (;;) {
    const columns = bytes.readInt16BE(at);
    at += 2;
    if (columns === -1) break;
    const row: (Buffer | null)[] = [];
    for (let column = 0; column < columns; column++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length === -1 ? null : bytes.subarray(at, at + length));
      at += Math.max(0, length);
    }
    rows.push(row);
  }
  expect(at).toBe(bytes.length);
  return rows;
}

function written(write: (rows: BinaryRows) => void): Buffer | null | undefined {
  const rows = new BinaryRows();
  rows.beginRow(1);
  write(rows);
  return read(rows.finish())[0]?.[0];
}

describe(BinaryRows, () => {
  it('begin with the signature of the format and end with its mark', () => {
    const bytes = Buffer.concat(new BinaryRows().finish());
    expect(bytes.toString('latin1')).toBe(`PGCOPY\n\xff\r\n\0${'\0'.repeat(8)}\xff\xff`);
  });

  it.each(['', 'short', 'é', '日本', '😀', 'x'.repeat(41), 'ü'.repeat(5000)])(
    'hold a text as UTF-8 (%#)',
    (text) => {
      expect(written((rows) => rows.text(text))?.toString('utf8')).toBe(text);
    },
  );

  it('hold JSON behind the version of the format', () => {
    const bytes = written((rows) => rows.jsonb('{"a":"ä"}'));
    expect([bytes?.[0], bytes?.subarray(1).toString('utf8')]).toEqual([1, '{"a":"ä"}']);
  });

  it.each([0, 1, -1, 2 ** 32, 2 ** 32 - 1, -(2 ** 32), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])(
    'hold %d as eight bytes',
    (value) => {
      expect(written((rows) => rows.int64(value))?.readBigInt64BE()).toBe(BigInt(value));
    },
  );

  it('hold an instant as microseconds since 2000', () => {
    const at = (text: string): bigint | undefined =>
      written((rows) => rows.timestamp(text as Timestamp))?.readBigInt64BE();
    expect(at('2000-01-01T00:00:00.000001Z')).toBe(1n);
    expect(at('1999-12-31T23:59:59.000000Z')).toBe(-1_000_000n);
  });

  it('hold null, numbers and truth', () => {
    expect(written((rows) => rows.null())).toBeNull();
    expect(written((rows) => rows.int32(-7))?.readInt32BE()).toBe(-7);
    expect(written((rows) => rows.double(0.1))?.readDoubleBE()).toBe(0.1);
    expect(written((rows) => rows.boolean(true))).toEqual(Buffer.from([1]));
    expect(written((rows) => rows.bytes(Buffer.from('raw')))?.toString()).toBe('raw');
  });

  it('go on in further buffers, whatever the size of a value', () => {
    const sizes = [
      10,
      COPY_BUFFER_BYTES - 1,
      3000,
      3 * COPY_BUFFER_BYTES,
      4095,
      4096,
      100_000,
      100_000,
      100_000,
    ];
    const rows = new BinaryRows();
    for (const size of sizes) {
      rows.beginRow(2);
      rows.text('x'.repeat(size));
      rows.null();
    }
    const chunks = rows.finish();
    expect(chunks.length).toBeGreaterThan(3);
    expect(read(chunks).map(([text]) => text?.length)).toEqual(sizes);
  });

  it('are not disturbed by what a buffer held before', () => {
    const first = new BinaryRows();
    first.beginRow(1);
    first.text('y'.repeat(1000));
    for (const chunk of first.finish()) giveBackCopyBuffer(chunk);
    expect(written((rows) => rows.text('new'))?.toString()).toBe('new');
  });
});
