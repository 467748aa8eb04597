import type { Timestamp } from '../../../common/time/timestamp.js';

/** Where a score stands in the list: the latest first, then by id and subject, descending. */
export interface ScorePosition {
  readonly timestamp: Timestamp;
  readonly id: string;
  /** The trace, session or dataset run that the score is about. */
  readonly subjectId: string;
}
