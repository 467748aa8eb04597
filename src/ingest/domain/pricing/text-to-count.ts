import type { PriceList } from '../../../common/pricing/match-model.js';
import type { ObservationFields } from '../telemetry-fields.js';
import type { CountRequest } from '../token-counter.js';
import { isCountedByServer } from './derive-costs.js';

/** What OpenAI's chats take besides their texts, where the model says nothing else. */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_PER_NAME = 1;

/**
 * What is to be counted of an observation; null for most: those that say what they used or cost, have failed, have no text, or no model whose
 * tokenizer is known. Of embeddings only what went in: the vectors that came out are no tokens.
 */
export function textToCount(fields: Partial<ObservationFields>, prices: PriceList): CountRequest | null {
  const input = fields.input ?? null;
  const output = fields.type === 'EMBEDDING' ? null : (fields.output ?? null);
  // First what costs nothing to see.
  if ((input === null && output === null) || !isCountedByServer(fields)) return null;
  const { model, startTime } = fields;
  if (model === undefined || model === null || startTime === undefined) return null;
  const known = prices.findTokenizer(model, startTime);
  const tokenizer = known?.tokenizerId;
  if (tokenizer !== 'openai' && tokenizer !== 'claude') return null;
  const config = known?.tokenizerConfig ?? {};
  const tokenizerModel = config['tokenizerModel'];
  return {
    tokenizer,
    model: typeof tokenizerModel === 'string' ? tokenizerModel : model,
    tokensPerMessage: countOr(TOKENS_PER_MESSAGE, config['tokensPerMessage']),
    tokensPerName: countOr(TOKENS_PER_NAME, config['tokensPerName']),
    input,
    output,
  };
}

function countOr(otherwise: number, value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000
    ? value
    : otherwise;
}
