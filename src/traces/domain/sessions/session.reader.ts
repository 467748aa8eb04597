import type { Page } from '../../../common/page.js';
import type { AnswerRoom } from '../answer-room.js';
import type { Session, TraceOfSession } from './session.js';
import type { SessionQuery } from './session-query.js';

/**
 * Reads sessions. Sees every write that was acknowledged before it was asked, and never a session of another project.
 * A session stays, also when no trace belongs to it any more.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class SessionReader {
  /** One page of the sessions that match, the latest first (then by id, descending); empty beyond the last one. `totalItems` is exact. */
  abstract find(query: SessionQuery): Promise<Page<Session>>;

  /** Null where no trace has ever mentioned it. */
  abstract get(projectId: string, id: string): Promise<Session | null>;

  /**
   * The traces that belong to it, the first first, then by id. Takes room for them before it reads them.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract tracesOf(projectId: string, id: string, room: AnswerRoom): Promise<TraceOfSession[]>;
}
