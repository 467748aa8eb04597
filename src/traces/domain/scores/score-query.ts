import type { PageRequest } from '../../../common/page.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { ScoreCondition } from './score-filter-columns.js';
import type { ScorePosition } from './score-position.js';

export const VALUE_OPERATORS = ['=', '!=', '<', '>', '<=', '>='] as const;
export type ValueOperator = (typeof VALUE_OPERATORS)[number];

/** All conditions that are given must hold. */
export interface SimpleScoreFilter {
  readonly name?: string | undefined;
  readonly source?: string | undefined;
  readonly dataType?: string | undefined;
  readonly configId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly datasetRunId?: string | undefined;
  /** The score is one of them. */
  readonly ids?: readonly string[] | undefined;
  /** The score is of one of them. */
  readonly observationIds?: readonly string[] | undefined;
  /** The score is in one of them. */
  readonly environments?: readonly string[] | undefined;
  /** This instant and later. */
  readonly from?: Timestamp | undefined;
  /** Earlier than this instant. */
  readonly before?: Timestamp | undefined;
  readonly value?: { readonly operator: ValueOperator; readonly number: number } | undefined;
  /** The trace of the score is of this user. */
  readonly userId?: string | undefined;
  /** The trace of the score has all of them. */
  readonly traceTags?: readonly string[] | undefined;
}

export interface ScoreFilter extends SimpleScoreFilter {
  /** The value is one of these numbers. */
  readonly values?: readonly number[] | undefined;
  /** What else the score must be like: all of it. Not every one of them is answered by an index. */
  readonly conditions?: readonly ScoreCondition[] | undefined;
}

export interface ScoreQuery extends PageRequest {
  readonly projectId: string;
  readonly filter: ScoreFilter;
  readonly withTraces: boolean;
}

/** A stretch of the list, which begins after a position. */
export interface ScoreScan {
  readonly projectId: string;
  readonly filter: ScoreFilter;
  readonly limit: number;
  /** Null: from the beginning. */
  readonly after: ScorePosition | null;
}
