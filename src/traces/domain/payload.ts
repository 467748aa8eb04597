import type { JsonText } from '../../common/json/json-text.js';

/** What went into a step and what came out of it, as it was sent. Null: nothing was sent. */
export interface Payload {
  readonly input: JsonText | null;
  readonly output: JsonText | null;
  readonly metadata: JsonText | null;
}
