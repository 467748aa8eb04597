import type { ModelPrice } from '../../common/pricing/model-price.js';
import type { Timestamp } from '../../common/time/timestamp.js';

export const MODEL_UNITS = ['TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'IMAGES', 'REQUESTS'] as const;
export type ModelUnit = (typeof MODEL_UNITS)[number];

export const TOKENIZER_IDS = ['openai', 'claude'] as const;
export type TokenizerId = (typeof TOKENIZER_IDS)[number];

/** What a model costs, as a project says (which may change it) or as it is built in. */
export interface ModelDefinition {
  readonly price: ModelPrice;
  readonly createdAt: Timestamp;
}
