import type { Replica } from '../fleet/replica.js';

/** How one request to a model went. */
export interface Attempt {
  readonly durationMs: number;
  /** Absent if no token came. */
  readonly firstTokenMs?: number;
  /** Absent if it went well. */
  readonly failure?: string;
  /** Where it ran, for self-hosted models. */
  readonly replica?: Replica;
}

export interface AttemptSize {
  readonly promptTokens: number;
  readonly completionTokens: number;
}
