import type { Page } from '../../../common/page.js';
import type { AnswerRoom } from '../answer-room.js';
import type { ListedScore, Score } from './score.js';
import type { ScoreQuery } from './score-query.js';

/**
 * Reads scores. Sees every write that was acknowledged before it was asked, and never a score of another project.
 * Throws UnavailableError while there is no database and when a question takes too long.
 */
export abstract class ScoreReader {
  /** One page of the scores that match, the latest first (then by id, descending); empty beyond the last one. `totalItems` is exact. */
  abstract find(query: ScoreQuery): Promise<Page<ListedScore>>;

  /**
   * The scores of a trace and its observations, the first first, then by id. Takes room for them before it reads them.
   * @throws AnswerTooLargeError, UnavailableError where there is none
   */
  abstract ofTrace(projectId: string, traceId: string, room: AnswerRoom): Promise<Score[]>;

  /** Ids of the scores of each of these traces that has any, in the order of the ids. */
  abstract idsOfTraces(projectId: string, traceIds: readonly string[]): Promise<Map<string, string[]>>;

  /** Null where there is none. Of several with the same id (of different traces) the latest. */
  abstract get(projectId: string, id: string): Promise<Score | null>;
}
