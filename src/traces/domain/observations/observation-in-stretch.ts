import type { Observation } from '../observation.js';
import type { ObservationPosition } from './observation-query.js';

/** What an observation takes over from its trace. */
export interface TraceContext {
  readonly name: string | null;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly release: string | null;
  readonly tags: readonly string[];
  readonly public: boolean;
  readonly bookmarked: boolean;
}

/** Payloads that were not asked for are null. */
export interface ObservationInStretch {
  readonly observation: Observation;
  /** Null: not asked for, or the trace is gone. */
  readonly trace: TraceContext | null;
}

export interface ObservationStretch {
  readonly items: ObservationInStretch[];
  /** Where the next stretch begins. Null: this was the last one. */
  readonly next: ObservationPosition | null;
}
