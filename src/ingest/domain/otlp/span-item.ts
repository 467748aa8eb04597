import type { Patch } from '../patch.js';

/** What became of a span when it was read: what it says, or why it cannot be taken. */
export type SpanItem =
  | { readonly kind: 'span'; readonly patches: readonly Patch[] }
  | { readonly kind: 'refused'; readonly reason: string };
