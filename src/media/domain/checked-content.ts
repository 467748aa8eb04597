import { createHash } from 'node:crypto';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { BadRequestError, PayloadTooLargeError } from '../../common/domain-error.js';

/**
 * Lets bytes through while it counts and hashes them, and fails where they are not what was announced. The last piece is held back until
 * all is checked: who takes in the other end never gets the whole of wrong bytes.
 */
class CheckedContent extends Transform {
  private readonly hash = createHash('sha256');
  private length = 0;
  private held: Buffer | undefined;

  constructor(private readonly announced: { readonly sha256: string; readonly contentLength: number }) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.length += chunk.length;
    const { contentLength } = this.announced;
    if (this.length > contentLength) {
      done(new PayloadTooLargeError(`The body must have the ${contentLength} bytes that were announced`));
      return;
    }
    this.hash.update(chunk);
    const ready = this.held;
    this.held = chunk;
    done(null, ready);
  }

  override _flush(done: TransformCallback): void {
    const { contentLength, sha256 } = this.announced;
    if (this.length !== contentLength)
      done(
        new BadRequestError(
          `The body must have the ${contentLength} bytes that were announced, and has ${this.length}`,
        ),
      );
    else if (this.hash.digest('base64') !== sha256)
      done(new BadRequestError('The body does not have the SHA-256 hash that was announced'));
    else done(null, this.held);
  }
}

/**
 * What a stream gives, checked. A stream that ends too early makes it fail; its own failure leaves the stream alone, so that what carries it
 * can still be used for an answer.
 */
export function checkedContent(
  bytes: Readable,
  announced: ConstructorParameters<typeof CheckedContent>[0],
): Readable {
  const checked = new CheckedContent(announced);
  const onCut = (): void => {
    if (!bytes.readableEnded) checked.destroy(new BadRequestError('The body was cut off'));
  };
  // Whoever reads it hears of its failure; until somebody does, that is no reason to stop the process.
  checked.on('error', () => undefined);
  bytes.once('error', onCut).once('close', onCut);
  checked.once('close', () => bytes.off('error', onCut).off('close', onCut));
  if (bytes.destroyed) onCut();
  return bytes.pipe(checked);
}
