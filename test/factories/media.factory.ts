import { createHash } from 'node:crypto';
import type { Media } from '../../src/media/domain/media.js';
import { mediaIdOf } from '../../src/media/domain/media-id.js';

export function sha256Of(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** Media whose bytes are those of the text, announced and not uploaded. */
export function mediaOf(text: string, fields: Partial<Media> = {}): Media {
  const sha256 = sha256Of(text);
  return {
    projectId: 'p1',
    id: mediaIdOf(sha256),
    sha256,
    contentType: 'text/plain',
    contentLength: Buffer.byteLength(text),
    uploadedAt: null,
    ...fields,
  };
}
