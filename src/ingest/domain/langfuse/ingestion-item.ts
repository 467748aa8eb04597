import type { Patch } from '../patch.js';

/** What became of one event of a batch. */
export type IngestionItem =
  | { readonly kind: 'patch'; readonly eventId: string; readonly patch: Patch }
  /** Taken note of; appears in no list of the answer. */
  | { readonly kind: 'ignored'; readonly eventId: string }
  | { readonly kind: 'error'; readonly eventId: string; readonly message: string };
