import { Readable } from 'node:stream';

const CHUNK_CHARACTERS = 64 * 1024;

/** A JSON text as a stream of bytes. Its pieces are encoded as fast as the client reads, and never copied into one. */
export function jsonStream(pieces: readonly string[]): Readable {
  return Readable.from(chunksOf(pieces), { objectMode: false });
}

export function byteLength(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
}

function* chunksOf(pieces: readonly string[]): Generator<Buffer> {
  let chunk: string[] = [];
  let characters = 0;
  for (const piece of pieces) {
    for (const part of partsOf(piece)) {
      chunk.push(part);
      characters += part.length;
      if (characters < CHUNK_CHARACTERS) continue;
      yield Buffer.from(chunk.join(''));
      chunk = [];
      characters = 0;
    }
  }
  if (characters > 0) yield Buffer.from(chunk.join(''));
}

/** A long text in parts that are encoded one by one: never between the two halves of a character. */
function* partsOf(text: string): Generator<string> {
  let start = 0;
  while (text.length - start > CHUNK_CHARACTERS) {
    let end = start + CHUNK_CHARACTERS;
    if (isFirstHalf(text.charCodeAt(end - 1))) end--;
    yield text.slice(start, end);
    start = end;
  }
  yield text.slice(start);
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
