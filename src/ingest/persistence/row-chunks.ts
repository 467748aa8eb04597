import { binaryTextArray } from './binary-text-array.js';
import type { EncodedRow } from './row-codec.js';

const MAX_ROWS = 1000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Rows for one statement. */
export interface RowChunk {
  readonly length: number;
  /** The small columns, as a JSON array of objects. */
  readonly json: string;
  /** The payload columns, a binary text[] each. */
  readonly payloads: readonly Buffer[];
}

/** Cuts rows into chunks that are small enough for one statement (a single row may be larger). */
export function* rowChunks(rows: readonly EncodedRow[]): Generator<RowChunk> {
  let from = 0;
  let texts: string[] = [];
  let characters = 0;
  for (const [index, { columns, payloads }] of rows.entries()) {
    const text = JSON.stringify(columns);
    const size = payloads.reduce((sum, payload) => sum + (payload?.length ?? 0), text.length);
    if (texts.length > 0 && (texts.length >= MAX_ROWS || characters + size > MAX_CHARACTERS)) {
      yield chunkOf(rows.slice(from, index), texts);
      from = index;
      texts = [];
      characters = 0;
    }
    texts.push(text);
    characters += size;
  }
  if (texts.length > 0) yield chunkOf(rows.slice(from), texts);
}

/** JSON arrays of rows without payloads, each for one statement. */
export function* jsonChunks(rows: readonly object[]): Generator<string> {
  for (const { json } of rowChunks(rows.map((columns) => ({ columns: { ...columns }, payloads: [] }))))
    yield json;
}

function chunkOf(rows: readonly EncodedRow[], texts: readonly string[]): RowChunk {
  const payloads = (rows[0]?.payloads ?? []).map((_, column) =>
    binaryTextArray(rows.map((row) => row.payloads[column] ?? null)),
  );
  return { length: rows.length, json: `[${texts.join(',')}]`, payloads };
}
