import type { Page } from '../../../common/page.js';
import type { AnswerRoom } from '../answer-room.js';
import type { Observation } from '../observation.js';
import type { ObservationStretch } from './observation-in-stretch.js';
import type { ObservationQuery, ObservationScan } from './observation-query.js';

/**
 * Reads observations by themselves. Sees every write that was acknowledged before it was asked, and never an observation of another
 * project. Lists are ordered by start, the latest first, then by trace and id, descending.
 * The size of everything whose size a client decides is known before it is read, and taken from `room` first: what does not fit is not read.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class ObservationReader {
  /**
   * One page of the observations that match, with their payloads; empty beyond the last one. `totalItems` is exact.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract find(query: ObservationQuery, room: AnswerRoom): Promise<Page<Observation>>;

  /**
   * The next observations that match. Nothing is counted; payloads and traces are read only as far as they are asked for.
   * Observations that come in meanwhile do not move those that are still to come.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract scan(scan: ObservationScan, room: AnswerRoom): Promise<ObservationStretch>;

  /**
   * The observation that has the first of these ids that exists; null if none does. Of several with the same id (of different traces)
   * the latest.
   * @param ids at least one, without NUL
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract get(projectId: string, ids: readonly string[], room: AnswerRoom): Promise<Observation | null>;
}
