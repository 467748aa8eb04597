import type { Patch } from '../patch.js';

/** What became of one event of a batch. */
export type IngestionItem =
  | PatchItem
  /** Taken note of; appears in no list of the answer. */
  | { readonly kind: 'ignored'; readonly eventId: string }
  | { readonly kind: 'error'; readonly eventId: string; readonly message: string };

export interface PatchItem {
  readonly kind: 'patch';
  readonly eventId: string;
  readonly patch: Patch;
  /** It updates an observation and does not name the trace: that of the observation is meant. */
  readonly lacksTrace: boolean;
  /** It is a score that does not say its type: that of its value, or of the config that it names. */
  readonly lacksType: boolean;
}
