import type { Timestamp } from '../../common/time/timestamp.js';
import type { Observation } from './observation.js';
import type { Payload } from './payload.js';

/** A trace as it is stored, without its payload. Latency in seconds, cost in USD. */
export interface TraceRecord {
  readonly projectId: string;
  readonly id: string;
  readonly timestamp: Timestamp;
  readonly environment: string;
  readonly name: string | null;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly release: string | null;
  readonly version: string | null;
  readonly externalId: string | null;
  readonly tags: readonly string[];
  readonly public: boolean;
  readonly bookmarked: boolean;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
  /** What a client said about the whole trace. */
  readonly sent: { readonly latency: number | null; readonly totalCost: number | null };
  /** What its observations add up to. */
  readonly observed: {
    readonly firstStart: Timestamp | null;
    readonly lastEnd: Timestamp | null;
    readonly totalCost: number;
  };
}

/** A trace in a list. Null: the group was not asked for. */
export interface ListedTrace extends TraceRecord {
  readonly payload: Payload | null;
  /** In the order of the ids. */
  readonly observationIds: readonly string[] | null;
}

/** A trace with everything that belongs to it. */
export interface TraceDetail extends TraceRecord {
  readonly payload: Payload;
  /** By start, then id. */
  readonly observations: readonly Observation[];
}
