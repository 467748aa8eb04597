import { someOf } from '../../../../common/http/query/choices-parameter.js';
import { integerBetween } from '../../../../common/http/query/integer-parameter.js';
import { listOf } from '../../../../common/http/query/list-parameter.js';
import { NUMBER_PARAMETER } from '../../../../common/http/query/number-parameter.js';
import { Parameter } from '../../../../common/http/query/parameter.decorator.js';
import { TIMESTAMP } from '../../../../common/http/query/timestamp-parameter.js';
import type { Timestamp } from '../../../../common/time/timestamp.js';
import { SCORE_DATA_TYPES, SCORE_SOURCES } from '../../../domain/scores/score.js';
import type { ScorePosition } from '../../../domain/scores/score-position.js';
import { SCORE_CURSOR } from '../score-cursor.js';

const MAX_VALUES = 200;

/** What a score is shown with besides what it always has. */
export const SCORE_PARTS = ['details', 'subject', 'annotation'] as const;
export type ScorePart = (typeof SCORE_PARTS)[number];

/** Which scores, and how much of each. All conditions that are given must hold; of several values of one, any. */
export class ScanScoresQueryDto {
  /** How many scores an answer has. */
  @Parameter(integerBetween(1, 100))
  limit = 50;

  /** The cursor of the last answer, to go on after it; without it the list begins. The other parameters must be the same. */
  @Parameter(SCORE_CURSOR)
  cursor?: ScorePosition;

  /**
   * What is wanted besides what a score always has: `details` (comment, configId, metadata), `subject` (what it is about),
   * `annotation` (authorUserId, queueId).
   */
  @Parameter(someOf(SCORE_PARTS))
  fields: readonly ScorePart[] = [];

  /** These scores. */
  @Parameter(listOf(MAX_VALUES))
  id?: string[];

  /** Scores with these names. */
  @Parameter(listOf(MAX_VALUES))
  name?: string[];

  /** Scores that were given in these ways. */
  @Parameter(someOf(SCORE_SOURCES))
  source?: string[];

  /** Scores of these types. */
  @Parameter(someOf(SCORE_DATA_TYPES))
  dataType?: string[];

  /** Scores in these environments. */
  @Parameter(listOf(MAX_VALUES))
  environment?: string[];

  /** Scores that follow these configs. */
  @Parameter(listOf(MAX_VALUES))
  configId?: string[];

  /** Scores of these annotation queues. */
  @Parameter(listOf(MAX_VALUES))
  queueId?: string[];

  /** Scores that these people have given. */
  @Parameter(listOf(MAX_VALUES))
  authorUserId?: string[];

  /** Scores with these values: numbers, true and false, or categories, as dataType says, which must be just one of NUMERIC, BOOLEAN and CATEGORICAL. */
  @Parameter(listOf(MAX_VALUES))
  value?: string[];

  /** Scores of this value and more; dataType must be NUMERIC. */
  @Parameter(NUMBER_PARAMETER)
  valueMin?: number;

  /** Scores of this value and less; dataType must be NUMERIC. */
  @Parameter(NUMBER_PARAMETER)
  valueMax?: number;

  /** Scores of these traces and their observations. Goes with neither sessionId nor experimentId. */
  @Parameter(listOf(MAX_VALUES))
  traceId?: string[];

  /** Scores of these sessions. Goes with neither traceId nor experimentId. */
  @Parameter(listOf(MAX_VALUES))
  sessionId?: string[];

  /** Scores of these observations; traceId must say of which traces. */
  @Parameter(listOf(MAX_VALUES))
  observationId?: string[];

  /** Scores of these experiments, which are dataset runs. Goes with neither traceId nor sessionId. */
  @Parameter(listOf(MAX_VALUES))
  experimentId?: string[];

  /** Scores from this instant on. */
  @Parameter(TIMESTAMP)
  fromTimestamp?: Timestamp;

  /** Scores before this instant. */
  @Parameter(TIMESTAMP)
  toTimestamp?: Timestamp;
}
