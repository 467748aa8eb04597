import type { Page } from '../../../common/page.js';
import type { AnswerRoom } from '../answer-room.js';
import type { ListedScore, Score, ScoreStretch } from './score.js';
import type { ScoreQuery, ScoreScan } from './score-query.js';

/**
 * Reads scores. Sees every write that was acknowledged before it was asked, and never a score of another project.
 * Lists are ordered by time, the latest first, then by id and subject, descending.
 * The size of everything whose size a client decides is known before it is read, and taken from `room` first: what does not fit is not read.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class ScoreReader {
  /**
   * One page of the scores that match; empty beyond the last one. `totalItems` is exact.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract find(query: ScoreQuery, room: AnswerRoom): Promise<Page<ListedScore>>;

  /**
   * The next scores that match. Nothing is counted. Scores that come in meanwhile do not move those that are still to come.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract scan(scan: ScoreScan, room: AnswerRoom): Promise<ScoreStretch>;

  /**
   * The scores of a trace and its observations, the first first, then by id.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract ofTrace(projectId: string, traceId: string, room: AnswerRoom): Promise<Score[]>;

  /**
   * Ids of the scores of each of these traces that has any, in the order of the ids.
   * @throws AnswerTooLargeError, UnavailableError as {@link AnswerRoom.take}
   */
  abstract idsOfTraces(
    projectId: string,
    traceIds: readonly string[],
    room: AnswerRoom,
  ): Promise<Map<string, string[]>>;

  /** Null where there is none. Of several with the same id (of different traces) the latest. */
  abstract get(projectId: string, id: string): Promise<Score | null>;
}
