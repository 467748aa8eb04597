import * as fc from 'fast-check';
import { binaryTextArray } from './binary-text-array.js';
import { jsonChunks, rowChunks } from './row-chunks.js';
import type { EncodedRow } from './row-codec.js';

const MAX_CHARACTERS = 4 * 1024 * 1024;

/** With so many characters in a column, and in a payload. */
function row(inColumn: number, inPayload = 0): EncodedRow {
  return { columns: { text: 'x'.repeat(inColumn) }, payloads: ['y'.repeat(inPayload), null] };
}

const sizes = fc.constantFrom(0, 10, 1_500_000, 2_500_000, 5_000_000);

describe(rowChunks, () => {
  it('gives all rows, in order, in chunks that are small enough', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(sizes, sizes), { maxLength: 5 }), (all) => {
        const rows = all.map(([inColumn, inPayload]) => row(inColumn, inPayload));
        let from = 0;
        for (const { length, json, payloads } of rowChunks(rows)) {
          const own = rows.slice(from, (from += length));
          expect(length).toBeGreaterThan(0);
          expect(json === JSON.stringify(own.map(({ columns }) => columns))).toBe(true);
          const wanted = [0, 1].map((column) =>
            binaryTextArray(own.map((each) => each.payloads[column] ?? null)),
          );
          expect(payloads.map((each, column) => each.equals(wanted[column] ?? Buffer.of()))).toEqual([
            true,
            true,
          ]);
          const characters =
            json.length + own.reduce((sum, each) => sum + (each.payloads[0]?.length ?? 0), 0);
          expect(length === 1 || characters <= MAX_CHARACTERS + length + 1).toBe(true);
        }
        expect(from).toBe(rows.length);
      }),
      { numRuns: 10 },
    );
  });

  it('has at most a thousand rows in a chunk', () => {
    const chunks = [...rowChunks(Array.from({ length: 2001 }, () => row(0)))];
    expect(chunks.map(({ length }) => length)).toEqual([1000, 1000, 1]);
  });

  it('has a row that is larger than any chunk alone', () => {
    const chunks = [...rowChunks([row(1), row(1, MAX_CHARACTERS), row(1)])];
    expect(chunks.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('has no chunk for no rows', () => {
    expect([...rowChunks([])]).toEqual([]);
  });
});

describe(jsonChunks, () => {
  it('gives rows without payloads as JSON', () => {
    expect([...jsonChunks([{ a: 1 }, { a: 2 }])]).toEqual(['[{"a":1},{"a":2}]']);
    expect([...jsonChunks(Array.from({ length: 1001 }, () => ({})))]).toHaveLength(2);
  });
});
