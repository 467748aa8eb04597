import { JsonReadError } from '../../common/json/json-read-error.js';
import { readJson } from '../../common/json/json-reader.js';
import { JSONB_TEXT } from '../../common/json/json-shape.js';

/** Of a trace, and so of one write. */
export const MAX_TAGS = 1000;

/** A shorter text has too few values, and too short paths, to break any rule. */
const MIN_SUSPECT_CHARACTERS = 4000;
const NO_LIMITS = { maxDepth: Infinity, maxValues: Infinity };

/** A field would have more, merged, than a single write may say of it. */
export class MergeLimitError extends Error {
  constructor(
    readonly field: string,
    /** What follows the field: `have more than …` */
    readonly problem: string,
  ) {
    super(`${field} ${problem}`);
  }
}

/** @throws MergeLimitError */
export function requireTagsFit(field: string, tags: readonly string[]): void {
  if (tags.length > MAX_TAGS) throw new MergeLimitError(field, `have more than ${MAX_TAGS} elements`);
}

/** @throws MergeLimitError for a text that a request would be refused for */
export function requireJsonFits(field: string, text: string): void {
  if (text.length < MIN_SUSPECT_CHARACTERS) return;
  try {
    readJson(text, JSONB_TEXT, NO_LIMITS);
  } catch (error) {
    throw error instanceof JsonReadError ? new MergeLimitError(field, error.reason) : error;
  }
}
