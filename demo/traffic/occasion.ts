import type { Random } from '../load/random.js';
import type { TimeWindow } from '../load/time-window.js';
import type { ModelBackend } from './model-backend.js';

export type OccasionKind = 'agent' | 'question' | 'chat' | 'import';

/** Somebody begins to use the product. */
export interface Occasion {
  readonly kind: OccasionKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** For this occasion alone. */
  readonly random: Random;
}

/** The world in which it happens. */
export interface Scene {
  readonly window: TimeWindow;
  readonly backend: ModelBackend;
}
