import type { Readable } from 'node:stream';
import type { ContentKey } from './media.js';

/** Positions of the first and the last byte, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Keeps the bytes of media, each project's by themselves. Bytes are stored as a whole or not at all.
 * Throws UnavailableError where the place is full, away or may not be used.
 */
export abstract class MediaStore {
  /**
   * Stores what the stream gives, which must have been checked: `contentLength` bytes with the hash of the key. Durable when resolved.
   * Storing the same again, also at the same time, is fine. Where the stream fails nothing is kept, and its error is thrown.
   */
  abstract put(content: ContentKey, contentLength: number, bytes: Readable): Promise<void>;

  /** Whether the bytes are here, whole. */
  abstract has(content: ContentKey): Promise<boolean>;

  /** Removes the bytes; nothing happens where there are none. */
  abstract remove(content: ContentKey): Promise<void>;

  /** The bytes, or the part of them that is asked for, which must lie within them; null where there are none. Read or destroy the stream. */
  abstract read(content: ContentKey, range?: ByteRange): Promise<Readable | null>;
}
