import type { Timestamp } from '../../../common/time/timestamp.js';

/** Waiting and running ones are open; the others are over. */
export type RepriceState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Which job. */
export interface RepriceRef {
  readonly projectId: string;
  readonly id: string;
}

/** Observations that begin in a range of time are priced again, by the prices as they are while that goes on. */
export interface RepriceJob extends RepriceRef {
  readonly state: RepriceState;
  readonly from: Timestamp;
  /** Not included. */
  readonly to: Timestamp;
  /** Only those of this model, as their clients name it; null: all. */
  readonly model: string | null;
  /** How many observations that are; null until it has begun. */
  readonly total: number | null;
  /** How many have been looked at. */
  readonly done: number;
  /** How many of them have another cost now. */
  readonly changed: number;
  readonly createdAt: Timestamp;
  readonly finishedAt: Timestamp | null;
  /** Why it has failed. */
  readonly error: string | null;
}

export type NewRepriceJob = Pick<RepriceJob, 'projectId' | 'id' | 'from' | 'to' | 'model' | 'createdAt'>;
