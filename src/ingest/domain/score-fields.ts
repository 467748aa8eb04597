import type { Timestamp } from '../../common/time/timestamp.js';
import type { MergeRules } from './merge-state.js';

/** What an event can say about a score. Metadata is JSON text. */
export interface ScoreFields {
  timestamp: Timestamp;
  environment: string;
  traceId: string | null;
  sessionId: string | null;
  datasetRunId: string | null;
  observationId: string | null;
  name: string;
  source: string;
  /** NUMERIC, BOOLEAN, CATEGORICAL, TEXT or CORRECTION. */
  dataType: string;
  /** Of a BOOLEAN 1 or 0; of a category the value that its config gives it. */
  value: number | null;
  stringValue: string | null;
  comment: string | null;
  metadata: string | null;
  configId: string | null;
  queueId: string | null;
  authorUserId: string | null;
}

export const SCORE_RULES: MergeRules<ScoreFields> = {
  timestamp: 'earliest',
  environment: 'earliest',
  traceId: 'earliest',
  sessionId: 'earliest',
  datasetRunId: 'earliest',
  observationId: 'latest',
  name: 'latest',
  source: 'latest',
  dataType: 'latest',
  value: 'latest',
  stringValue: 'latest',
  comment: 'latest',
  metadata: 'deep',
  configId: 'latest',
  queueId: 'latest',
  authorUserId: 'latest',
};

/** What a field is where nobody has said anything; null where it is not named here. */
export const SCORE_BLANKS = { environment: 'default', source: 'API' } as const;
