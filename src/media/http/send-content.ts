import type { Request, Response } from 'express';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError, UnavailableError } from '../../common/domain-error.js';
import type { AnnouncedMedia } from '../domain/media.js';
import type { ByteRange } from '../domain/media.store.js';
import { safeContentType } from './content-type.js';

/** Whatever the bytes are: opened in a browser they are a file to save, and where one shows them nevertheless, they can do nothing. */
const HEADERS = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Accept-Ranges': 'bytes',
} as const;

/** Answers a GET or HEAD for the bytes of media: all of them, the part that is asked for, or that the client has them already. */
export async function sendContent(
  request: Request,
  response: Response,
  media: AnnouncedMedia,
  read: (range?: ByteRange) => Promise<Readable>,
): Promise<void> {
  // Bytes with another hash are other media: the id says all about them.
  const tag = `"${media.id}"`;
  response.setHeader('ETag', tag);
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const range = requestedRange(request, response, tag, media.contentLength);
  const bytes = await read(range);
  const { start, end } = range ?? { start: 0, end: media.contentLength - 1 };
  const headers = {
    ...HEADERS,
    'Content-Type': safeContentType(media.contentType),
    'Content-Disposition': `attachment; filename="${media.id}"`,
    'Content-Length': String(end - start + 1),
  };
  // Express would add a charset, which nobody has said.
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (range !== undefined)
    response.status(206).setHeader('Content-Range', `bytes ${start}-${end}/${media.contentLength}`);
  if (request.method === 'HEAD') {
    bytes.destroy();
    response.end();
    return;
  }
  await stream(bytes, response);
}

/** Undefined: all of it, as for several ranges at once, which nobody needs. @throws DomainError RANGE_NOT_SATISFIABLE */
function requestedRange(
  request: Request,
  response: Response,
  tag: string,
  length: number,
): ByteRange | undefined {
  const condition = request.get('If-Range');
  const ranges =
    condition === undefined || condition === tag ? request.range(length, { combine: true }) : undefined;
  if (ranges === -1) {
    response.setHeader('Content-Range', `bytes */${length}`);
    throw new DomainError('RANGE_NOT_SATISFIABLE', `There are ${length} bytes`);
  }
  return Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
}

async function stream(bytes: Readable, response: Response): Promise<void> {
  try {
    await pipeline(bytes, response);
  } catch (error) {
    // A client that went away needs no answer.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    throw new UnavailableError('The bytes could not be read to their end', 1, { cause: error });
  }
}
