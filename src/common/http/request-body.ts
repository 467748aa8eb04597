import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BadRequestError, DomainError, PayloadTooLargeError } from '../domain-error.js';
import type { ByteHold } from '../byte-budget.js';

const inflate = promisify(gunzip);

/** Like {@link readBody}, of a body that says that it is JSON. */
export async function readJsonBody(
  request: IncomingMessage,
  maxBytes: number,
  hold: ByteHold,
): Promise<Buffer> {
  checkContentType(request.headers['content-type']);
  return readBody(request, maxBytes, hold);
}

/**
 * Reads a body whole, within its limit both as sent and inflated (gzip is inflated on another thread).
 * Its bytes are held as they come. What is only announced takes nothing, else clients that announce and do not send would keep
 * others out; but there is no point in beginning where there is no room for it at this moment.
 * @throws DomainError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE; UnavailableError when the budget is used up; BadRequestError
 */
export async function readBody(request: IncomingMessage, maxBytes: number, hold: ByteHold): Promise<Buffer> {
  const isGzip = checkEncoding(request.headers['content-encoding']);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  hold.check(announced);
  const bytes = await readAll(request, maxBytes, hold);
  if (!isGzip) return bytes;
  try {
    const inflated = await inflate(bytes, { maxOutputLength: maxBytes });
    hold.grow(Math.max(0, inflated.length - bytes.length));
    return inflated;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(maxBytes)
      : new BadRequestError('The body is not valid gzip');
  }
}

function readAll(request: IncomingMessage, maxBytes: number, hold: ByteHold): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (settle: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut);
      settle();
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      try {
        if (length > maxBytes) throw tooLarge(maxBytes);
        hold.grow(chunk.length);
      } catch (error) {
        const refusal = error as Error;
        end(() => reject(refusal));
        return;
      }
      chunks.push(chunk);
    };
    const onEnd = (): void =>
      end(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)));
    const onCut = (): void => end(() => reject(new BadRequestError('The body was cut off')));
    request.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
    // Gone already: none of these events will come any more.
    if (request.destroyed) onCut();
  });
}

function tooLarge(maxBytes: number): PayloadTooLargeError {
  return new PayloadTooLargeError(`The body must have at most ${maxBytes} bytes, inflated`);
}

function checkContentType(header: string | undefined): void {
  const [type = ''] = partsOf(header);
  const isJson = type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type);
  if (!isJson) throw new DomainError('UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json');
  checkJsonCharset(header);
}

/** Whatever else is said is not read as UTF-8, which would store other characters than were meant. @throws DomainError UNSUPPORTED_MEDIA_TYPE */
export function checkJsonCharset(contentType: string | undefined): void {
  const charset = partsOf(contentType)
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    throw new DomainError('UNSUPPORTED_MEDIA_TYPE', 'The charset must be utf-8');
  }
}

/** A media type and its parameters, in lower case. */
function partsOf(contentType = ''): string[] {
  return contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
}

/** Returns whether the body is gzip. */
function checkEncoding(header: string | undefined): boolean {
  const encoding = (header ?? 'identity').trim().toLowerCase();
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  if (encoding === 'identity') return false;
  throw new DomainError('UNSUPPORTED_MEDIA_TYPE', 'Content-Encoding must be gzip or identity');
}
