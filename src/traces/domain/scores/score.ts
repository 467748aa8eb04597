import type { JsonText } from '../../../common/json/json-text.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { ScorePosition } from './score-position.js';

export const SCORE_DATA_TYPES = ['NUMERIC', 'BOOLEAN', 'CATEGORICAL', 'TEXT', 'CORRECTION'] as const;
export const SCORE_SOURCES = ['API', 'ANNOTATION', 'EVAL'] as const;

/** A judgement of a trace, one of its observations, or a session. */
export interface Score {
  readonly projectId: string;
  readonly id: string;
  readonly timestamp: Timestamp;
  readonly environment: string;
  readonly traceId: string | null;
  readonly sessionId: string | null;
  readonly datasetRunId: string | null;
  readonly observationId: string | null;
  readonly name: string;
  readonly source: string;
  readonly dataType: string;
  readonly value: number | null;
  readonly stringValue: string | null;
  readonly comment: string | null;
  readonly metadata: JsonText | null;
  readonly configId: string | null;
  readonly queueId: string | null;
  readonly authorUserId: string | null;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** What a list of scores says of the trace of each. */
export interface ScoredTrace {
  readonly id: string;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly environment: string;
  readonly tags: readonly string[];
}

export interface ListedScore extends Score {
  /** Null where the score has no trace, the trace is not known, or traces were not asked for. */
  readonly trace: ScoredTrace | null;
}

export interface ScoreStretch {
  readonly items: Score[];
  /** Where the next stretch begins. Null: this was the last one. */
  readonly next: ScorePosition | null;
}
