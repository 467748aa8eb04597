import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { Score } from '../../src/traces/domain/scores/score.js';

/** A score of 1 of which nothing is known but what must be. */
export function aScore(known: Partial<Score> & Pick<Score, 'projectId' | 'id'>): Score {
  return {
    timestamp: '2026-01-31T08:00:00.000000Z' as Timestamp,
    environment: 'default',
    traceId: null,
    sessionId: null,
    datasetRunId: null,
    observationId: null,
    name: 'helpfulness',
    source: 'API',
    dataType: 'NUMERIC',
    value: 1,
    stringValue: null,
    comment: null,
    metadata: null,
    configId: null,
    queueId: null,
    authorUserId: null,
    createdAt: '2026-01-31T08:00:01.000000Z' as Timestamp,
    updatedAt: '2026-01-31T08:00:02.000000Z' as Timestamp,
    ...known,
  };
}
