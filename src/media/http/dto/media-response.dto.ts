import { DateTime } from '../../../common/http/date-time.decorator.js';

/** Where to upload announced media. */
export class MediaUploadResponseDto {
  /**
   * The first 22 characters of the hash, in the alphabet that URLs take.
   * @example "LPJNul-wow4m6Dsqxbninh"
   */
  mediaId: string;

  /**
   * Where to PUT the bytes, within an hour, without a credential. Null: they are here already.
   * @example "https://xtrace.example.com/api/public/media/LPJNul-wow4m6Dsqxbninh/content?grant=WyJ1cGxvYWQi.c2lnbmF0dXJl"
   */
  uploadUrl: string | null;
}

/** Media that are here, and where to download them. */
export class MediaResponseDto {
  /**
   * The first 22 characters of the hash, in the alphabet that URLs take.
   * @example "LPJNul-wow4m6Dsqxbninh"
   */
  mediaId: string;

  /**
   * The media type, as it was announced last.
   * @example "image/png"
   */
  contentType: string;

  /**
   * How many bytes there are.
   * @example 5
   */
  contentLength: number;

  /**
   * Where to GET the bytes, without a credential.
   * @example "https://xtrace.example.com/api/public/media/LPJNul-wow4m6Dsqxbninh/content?grant=WyJkb3dubG9hZCI.c2lnbmF0dXJl"
   */
  url: string;

  /**
   * Until when the URL is good.
   * @example "2026-01-31T09:00:01.000Z"
   */
  @DateTime()
  urlExpiry: string;

  /**
   * When the bytes were first here.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  uploadedAt: string;
}
