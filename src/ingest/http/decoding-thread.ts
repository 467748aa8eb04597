import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError, PayloadTooLargeError } from '../../common/domain-error.js';
import type { TranslationContext } from '../domain/translation.js';
import type { DecodedBody, OnCounted, Protocol, ProtocolItems } from './decode-body.js';
import type { DecodeReply, DecodeRequest } from './decode-messages.js';

const MAX_HEAP_MB = 512;
/** A thread that has nothing to do is ended: it would keep the memory of the largest body for ever. */
const IDLE_MS = 3000;

/** Decodes large bodies on a thread of its own, one after the other. The thread is started when it is first needed. */
export class DecodingThread {
  private worker: Worker | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  decode<P extends Protocol>(
    protocol: P,
    bytes: Uint8Array,
    context: TranslationContext,
    onCounted: OnCounted,
  ): Promise<DecodedBody<ProtocolItems[P]>> {
    const decoded = this.last.then(() =>
      this.run<ProtocolItems[P]>({ type: 'decode', protocol, bytes, context }, onCounted),
    );
    this.last = decoded.catch(() => undefined);
    return decoded;
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private run<Item>(
    request: DecodeRequest & { type: 'decode' },
    onCounted: OnCounted,
  ): Promise<DecodedBody<Item>> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      const items: Item[] = [];
      const settle = (end: () => void): void => {
        worker.off('message', onReply).off('exit', onExit).unref();
        this.idle = setTimeout(() => void this.close(), IDLE_MS).unref();
        end();
      };
      const onReply = (reply: DecodeReply): void => {
        if (reply.type === 'counted') {
          onCounted(reply.events);
        } else if (reply.type === 'chunk') {
          items.push(...(reply.items as Item[]));
          // Later, so that other requests get their turn between two chunks.
          setImmediate(() => worker.postMessage({ type: 'next' } satisfies DecodeRequest));
        } else if (reply.type === 'end') {
          settle(() => resolve({ items, replacedCharacters: reply.replacedCharacters }));
        } else {
          const { code, message } = reply;
          settle(() => reject(code === null ? new Error(message) : new DomainError(code, message)));
        }
      };
      const onExit = (): void =>
        settle(() => reject(new PayloadTooLargeError('The body is too large to be decoded; split it')));
      worker.on('message', onReply).on('exit', onExit).ref();
      worker.postMessage(request, request.bytes.buffer instanceof ArrayBuffer ? [request.bytes.buffer] : []);
    });
  }

  private start(): Worker {
    const worker = new Worker(join(__dirname, 'decode.worker.js'), {
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    // Out of memory ends the thread; the next body gets a new one.
    worker
      .on('error', () => undefined)
      .on('exit', () => {
        if (this.worker === worker) this.worker = null;
      });
    worker.unref();
    return worker;
  }
}
