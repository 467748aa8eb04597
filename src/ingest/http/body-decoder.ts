import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { TranslationContext } from '../domain/translation.js';
import {
  decodeBody,
  type DecodedBody,
  type OnCounted,
  type Protocol,
  type ProtocolItems,
} from './decode-body.js';
import { DecodingThread } from './decoding-thread.js';

/** Above this, decoding could hold the event loop for tens of milliseconds. */
const MAX_INLINE_BYTES = 256 * 1024;

/** Decodes a body where it is cheaper: small ones at once, large ones on another thread. */
@Injectable()
export class BodyDecoder implements OnApplicationShutdown {
  private readonly thread = new DecodingThread();
  private turn: Promise<void> = Promise.resolve();

  /** @throws BadRequestError, or DomainError FORBIDDEN for a foreign project. The bytes must not be used afterwards. */
  async decode<P extends Protocol>(
    protocol: P,
    bytes: Buffer,
    context: TranslationContext,
    onCounted: OnCounted,
  ): Promise<DecodedBody<ProtocolItems[P]>> {
    if (bytes.length <= MAX_INLINE_BYTES) {
      await this.nextTurn();
      return decodeBody(protocol, bytes, context, onCounted);
    }
    return this.thread.decode(protocol, ownBuffer(bytes), context, onCounted);
  }

  /** One body in each turn of the event loop: between two of them the database's answers are heard, and its work goes on. */
  private nextTurn(): Promise<void> {
    this.turn = this.turn.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.turn;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.close();
  }
}

/** Only memory that nothing else shares can be handed to another thread. */
function ownBuffer(bytes: Buffer): Uint8Array {
  const isOwn = bytes.byteLength === bytes.buffer.byteLength;
  return isOwn ? new Uint8Array(bytes.buffer as ArrayBuffer) : new Uint8Array(bytes);
}
