import type { Random } from '../load/random.js';
import type { Slots } from '../texts/slots.js';
import type { ModelBackend } from './model-backend.js';
import type { TraceRecorder } from './trace-recorder.js';

/** What the steps of one trace share. */
export interface Run {
  readonly trace: TraceRecorder;
  readonly backend: ModelBackend;
  readonly random: Random;
  readonly slots: Slots;
}
