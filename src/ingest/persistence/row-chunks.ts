import type { JsonRow } from './row-codec.js';

const MAX_ROWS = 1000;
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** JSON arrays of rows, each small enough for one statement (a single row may be larger). */
export function* rowChunks(rows: readonly JsonRow[]): Generator<{ rows: readonly JsonRow[]; json: string }> {
  let from = 0;
  let texts: string[] = [];
  let characters = 0;
  for (const [index, row] of rows.entries()) {
    const text = JSON.stringify(row);
    if (texts.length > 0 && (texts.length >= MAX_ROWS || characters + text.length > MAX_CHARACTERS)) {
      yield { rows: rows.slice(from, index), json: `[${texts.join(',')}]` };
      from = index;
      texts = [];
      characters = 0;
    }
    texts.push(text);
    characters += text.length;
  }
  if (texts.length > 0) yield { rows: rows.slice(from), json: `[${texts.join(',')}]` };
}
