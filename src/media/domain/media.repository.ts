import type { Timestamp } from '../../common/time/timestamp.js';
import type { AnnouncedMedia, ContentKey, Media, MediaLink, MediaRef } from './media.js';

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

  /** Media of the project that have lost links, perhaps their last one, and have not been released since; so many at most. */
  abstract unlinked(projectId: string, limit: number): Promise<readonly MediaRef[]>;

  /**
   * Where media have no links, has their bytes removed and then forgets them, durably. Whoever announces the same media meanwhile waits, and
   * then makes them known anew. Where they have links, they only no longer count as {@link unlinked}. What `remove` throws leaves
   * everything as it is.
   */
  abstract release(ref: MediaRef, remove: (content: ContentKey) => Promise<void>): Promise<void>;

  /**
   * Says, durably, that the bytes are here; the first time stays. False, and nothing is said, where no media with these bytes were
   * announced under the id.
   */
  abstract markUploaded(
    content: ContentKey & Pick<AnnouncedMedia, 'id' | 'contentLength'>,
    at: Timestamp,
  ): Promise<boolean>;
}
