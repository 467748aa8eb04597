import type { Page } from '../../common/page.js';
import type { AnswerRoom } from './answer-room.js';
import type { ListedTrace, TraceDetail } from './trace.js';
import type { TraceQuery } from './trace-query.js';

/**
 * Reads traces. Sees every write that was acknowledged before it was asked, and never a trace of another project.
 * What is returned belongs to the caller. The size of everything whose size a client decides (payloads, texts, tags, ids) is known
 * before it is read, and taken from `room` first: what does not fit is not read.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class TraceReader {
  /**
   * One page of the traces that match, in the order asked for; empty beyond the last one.
   * `totalItems` is exact. Payloads and observation ids are read only if their groups (`io`, `observations`) are asked for.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract find(query: TraceQuery, room: AnswerRoom): Promise<Page<ListedTrace>>;

  /**
   * The trace that has the first of these ids that exists, with its observations; null if none does.
   * @param ids at least one, without NUL
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract get(projectId: string, ids: readonly string[], room: AnswerRoom): Promise<TraceDetail | null>;
}
