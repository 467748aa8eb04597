import type { Timestamp } from '../../common/time/timestamp.js';
import type { AnnouncedMedia, ContentKey, Media, MediaLink } from './media.js';

/** Knows what media there are, and where they are referred to. Throws UnavailableError while there is no database. */
export abstract class MediaRepository {
  /**
   * Makes media known and links them, durably; doing it again changes nothing. What was announced under the same id and is not
   * uploaded is replaced. Of what is uploaded only the content type follows the latest announcement; where that was of other bytes,
   * nothing is changed and nothing linked. Returns what is known now.
   */
  abstract announce(media: AnnouncedMedia, link: MediaLink): Promise<Media>;

  /** Null where there are none. */
  abstract get(projectId: string, id: string): Promise<Media | null>;

  /**
   * Says, durably, that the bytes are here; the first time stays. False, and nothing is said, where no media with these bytes were
   * announced under the id.
   */
  abstract markUploaded(
    content: ContentKey & Pick<AnnouncedMedia, 'id' | 'contentLength'>,
    at: Timestamp,
  ): Promise<boolean>;
}
