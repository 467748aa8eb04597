import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { Payload } from '../../src/traces/domain/payload.js';
import type { TraceRecord } from '../../src/traces/domain/trace.js';

/** A trace before anybody looks at its observations. */
export type StoredTrace = Omit<TraceRecord, 'observed'> & { readonly payload: Payload };

/** A trace of which nothing is known but what must be. */
export function aTrace(known: Partial<StoredTrace> & Pick<StoredTrace, 'projectId' | 'id'>): StoredTrace {
  return {
    timestamp: '2026-01-31T08:00:00.000000Z' as Timestamp,
    environment: 'default',
    name: null,
    userId: null,
    sessionId: null,
    release: null,
    version: null,
    externalId: null,
    tags: [],
    public: false,
    bookmarked: false,
    createdAt: '2026-01-31T08:00:01.000000Z' as Timestamp,
    updatedAt: '2026-01-31T08:00:02.000000Z' as Timestamp,
    sent: { latency: null, totalCost: null },
    payload: { input: null, output: null, metadata: null },
    ...known,
  };
}
