/** Bytes of a buffer. */
export const COPY_BUFFER_BYTES = 256 * 1024;
const MAX_KEPT = 24;

const kept: Buffer[] = [];

/**
 * A buffer for rows that go out by COPY; its bytes are whatever was there before. Buffers are used again and again: memory outside of
 * the heap that comes and goes at the rate of ingest keeps the garbage collector busy.
 */
export function takeCopyBuffer(): Buffer {
  return kept.pop() ?? Buffer.allocUnsafeSlow(COPY_BUFFER_BYTES);
}

/** Gives back the buffer that some bytes lie in. Nobody may read or write them any more. */
export function giveBackCopyBuffer(bytes: Buffer): void {
  if (bytes.buffer.byteLength === COPY_BUFFER_BYTES && kept.length < MAX_KEPT)
    kept.push(Buffer.from(bytes.buffer));
}
