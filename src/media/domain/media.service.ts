import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Clock } from '../../common/clock.js';
import { NotFoundError, UnavailableError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import { Log } from '../../common/logging/log.js';
import { StorageGate } from '../../common/storage-gate.js';
import { timestampFromMs, type Timestamp } from '../../common/time/timestamp.js';
import { AppConfig } from '../../config/app-config.js';
import { checkedContent } from './checked-content.js';
import type { AnnouncedMedia, Media, MediaLink } from './media.js';
import { isCanonicalSha256, isMediaId, mediaIdOf } from './media-id.js';
import { MediaRepository } from './media.repository.js';
import { MediaStore, type ByteRange } from './media.store.js';

export type UploadedMedia = AnnouncedMedia & { readonly uploadedAt: Timestamp };

/** What a client tells of an upload that it has tried. */
export interface UploadReport {
  readonly uploadHttpStatus: number;
}

/** What a key of the database has room for besides the project and the media. */
const MAX_LINK_BYTES = 2400;

@Injectable()
export class MediaService {
  constructor(
    private readonly media: MediaRepository,
    private readonly store: MediaStore,
    private readonly gate: StorageGate,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly log: Log,
  ) {}

  /**
   * Makes media known, and links them to where they are referred to. `isHere`: their bytes need not be uploaded.
   * @throws InvalidFieldError
   */
  async announce(
    said: Omit<AnnouncedMedia, 'id'>,
    link: MediaLink,
  ): Promise<{ readonly media: Media; readonly isHere: boolean }> {
    const { sha256, contentLength } = said;
    if (!isCanonicalSha256(sha256))
      throw new InvalidFieldError(['sha256Hash'], 'must be the 32 bytes of a SHA-256 hash in base64');
    const { maxMediaBytes } = this.config;
    if (contentLength > maxMediaBytes)
      throw new InvalidFieldError(['contentLength'], `must be at most ${maxMediaBytes} bytes`);
    if (Buffer.byteLength(link.traceId) + Buffer.byteLength(link.observationId ?? '') > MAX_LINK_BYTES)
      throw new InvalidFieldError(
        ['traceId'],
        `must have, with observationId, at most ${MAX_LINK_BYTES} bytes`,
      );
    const media = await this.media.announce({ ...said, id: mediaIdOf(sha256) }, link);
    if (media.sha256 !== sha256)
      throw new InvalidFieldError(['sha256Hash'], 'begins like that of other content, which is here');
    if (media.uploadedAt === null) return { media, isHere: false };
    if (media.contentLength !== contentLength)
      throw new InvalidFieldError(
        ['contentLength'],
        `must be ${media.contentLength} for content of this hash`,
      );
    // Bytes can get lost where the database does not: then they are asked for again.
    return { media, isHere: await this.store.has(media) };
  }

  /**
   * Takes in the bytes of announced media; they are durable when it resolves. Nothing of other bytes is kept.
   * @throws BadRequestError, PayloadTooLargeError; NotFoundError where the media are not known (any more); what the stream throws
   */
  async upload(media: AnnouncedMedia, bytes: Readable): Promise<void> {
    this.gate.check();
    const checked = checkedContent(bytes, media);
    try {
      await this.store.put(media, media.contentLength, checked);
    } finally {
      checked.destroy();
    }
    const isKnown = await this.media.markUploaded(media, timestampFromMs(this.clock.now()));
    if (!isKnown) throw new NotFoundError('There are no such media');
    // The last trace that referred to them may have been deleted, and they with it, just before another one was announced.
    if (!(await this.store.has(media)))
      throw new UnavailableError('The media were being removed at the same time; try again');
  }

  /** Media whose bytes are here. @throws NotFoundError */
  async get(projectId: string, id: string): Promise<UploadedMedia> {
    const { uploadedAt, ...media } = await this.find(projectId, id);
    if (uploadedAt === null) throw new NotFoundError('These media are not uploaded yet');
    return { ...media, uploadedAt };
  }

  /** @throws NotFoundError */
  async read(media: AnnouncedMedia, range?: ByteRange): Promise<Readable> {
    const bytes = await this.store.read(media, range);
    if (bytes === null) throw new NotFoundError('The bytes of these media are not here');
    return bytes;
  }

  /** Listens to what a client says of its upload, and believes only what it has seen itself. @throws NotFoundError */
  async report(projectId: string, id: string, { uploadHttpStatus }: UploadReport): Promise<void> {
    const { uploadedAt } = await this.find(projectId, id);
    if (uploadedAt === null)
      this.log.warn('A client has tried to upload media, and they are not here', { id, uploadHttpStatus });
  }

  private async find(projectId: string, id: string): Promise<Media> {
    const media = isMediaId(id) ? await this.media.get(projectId, id) : null;
    if (media === null) throw new NotFoundError('There are no such media');
    return media;
  }
}
