import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Payload } from '../payload.js';
import type { TraceRecord } from '../trace.js';

/** What several traces belong to: a conversation, for example. */
export interface Session {
  readonly projectId: string;
  readonly id: string;
  /** That of the earliest trace which ever said that it belongs to the session; so is the environment. */
  readonly createdAt: Timestamp;
  readonly environment: string;
}

export type TraceOfSession = TraceRecord & { readonly payload: Payload };

export interface SessionDetail extends Session {
  readonly traces: readonly TraceOfSession[];
}
