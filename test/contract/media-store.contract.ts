import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BadRequestError } from '../../src/common/domain-error.js';
import type { ContentKey } from '../../src/media/domain/media.js';
import type { MediaStore } from '../../src/media/domain/media.store.js';
import { sha256Of } from '../factories/media.factory.js';

/** An empty store, and how many things lie in it: contents, and what is not a whole content. */
export interface MediaStoreBed {
  readonly store: MediaStore;
  things(): Promise<number>;
}

const PIECE = 64 * 1024;

/** What every MediaStore keeps to. */
export function mediaStoreContract(open: () => Promise<MediaStoreBed>): void {
  let bed: MediaStoreBed;
  let store: MediaStore;

  beforeEach(async () => {
    bed = await open();
    ({ store } = bed);
  });

  function keyOf(bytes: Buffer, projectId = 'p1'): ContentKey {
    return { projectId, sha256: sha256Of(bytes) };
  }

  function put(bytes: Buffer, projectId?: string): Promise<void> {
    return store.put(keyOf(bytes, projectId), bytes.length, piecesOf(bytes));
  }

  async function read(key: ContentKey, range?: { start: number; end: number }): Promise<Buffer | null> {
    const stream = await store.read(key, range);
    return stream === null ? null : buffer(stream);
  }

  it('gives back the bytes that it was given', async () => {
    for (const bytes of [Buffer.from('x'), randomBytes(3 * PIECE + 1)]) {
      expect(await store.has(keyOf(bytes))).toBe(false);
      await put(bytes);
      expect(await store.has(keyOf(bytes))).toBe(true);
      expect(bytes.equals((await read(keyOf(bytes))) ?? Buffer.alloc(0))).toBe(true);
    }
    expect(await bed.things()).toBe(2);
  });

  it('gives a part', async () => {
    const bytes = Buffer.from('0123456789');
    await put(bytes);
    const parts = [
      { start: 0, end: 0 },
      { start: 3, end: 6 },
      { start: 9, end: 9 },
      { start: 0, end: 9 },
    ].map(async (range) => String(await read(keyOf(bytes), range)));
    expect(await Promise.all(parts)).toEqual(['0', '3456', '9', '0123456789']);
  });

  it('has nothing that it was not given, and nothing of another project', async () => {
    const bytes = Buffer.from('mine');
    await put(bytes, 'p1');
    for (const projectId of ['p2', 'P1', '..', '.', 'p1/..']) {
      expect(await store.has(keyOf(bytes, projectId))).toBe(false);
      expect(await read(keyOf(bytes, projectId))).toBeNull();
    }
    expect(await read(keyOf(Buffer.from('other')))).toBeNull();
  });

  it('keeps nothing of a stream that fails, and throws its error', async () => {
    const bytes = randomBytes(4 * PIECE);
    const error = new BadRequestError('The body was cut off');
    for (const sent of [0, PIECE, 3 * PIECE]) {
      const failing = Readable.from(
        (async function* () {
          if (sent > 0) yield* piecesOf(bytes.subarray(0, sent));
          await Promise.resolve();
          throw error;
        })(),
        { objectMode: false },
      );
      await expect(store.put(keyOf(bytes), bytes.length, failing)).rejects.toBe(error);
      expect(await store.has(keyOf(bytes))).toBe(false);
    }
    const gone = piecesOf(bytes).on('error', () => undefined);
    gone.destroy(error);
    await expect(store.put(keyOf(bytes), bytes.length, gone)).rejects.toBe(error);
    expect(await bed.things()).toBe(0);
  });

  it('removes bytes of the project, and has nothing against there being none', async () => {
    const bytes = Buffer.from('to be removed');
    for (const projectId of ['p1', 'p2']) await put(bytes, projectId);
    await store.remove(keyOf(bytes, 'p1'));
    await store.remove(keyOf(bytes, 'p1'));
    expect([await read(keyOf(bytes, 'p1')), String(await read(keyOf(bytes, 'p2')))]).toEqual([
      null,
      String(bytes),
    ]);
    expect(await bed.things()).toBe(1);
  });

  it('takes the same bytes many times at once', async () => {
    const bytes = randomBytes(2 * PIECE + 5);
    await Promise.all(Array.from({ length: 5 }, () => put(bytes)));
    await put(bytes);
    expect(bytes.equals((await read(keyOf(bytes))) ?? Buffer.alloc(0))).toBe(true);
    expect(await bed.things()).toBe(1);
  });
}

function piecesOf(bytes: Buffer): Readable {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(bytes.subarray(at, at + PIECE));
  return Readable.from(pieces, { objectMode: false });
}

/** No piece of it is like another. */
function randomBytes(length: number): Buffer {
  return Buffer.from(
    Uint32Array.from({ length: Math.ceil(length / 4) }, (_, at) => at * 2_654_435_761).buffer,
  ).subarray(0, length);
}
