import type { PriceList } from '../../../common/pricing/match-model.js';
import type { ObservationFields } from '../telemetry-fields.js';
import type { CountRequest } from '../token-counter.js';
import { isCountedByServer, priceOf } from './derive-costs.js';

/** What OpenAI's chats take besides their texts, where the model says nothing else. */
const TOKENS_PER_MESSAGE = 3;
const TOKENS_PER_NAME = 1;

/** What is to be counted of an observation; null for most: those that say what they used or cost, have failed, have no text, or no model whose tokenizer is known. */
export function textToCount(fields: Partial<ObservationFields>, prices: PriceList): CountRequest | null {
  const { input = null, output = null } = fields;
  // First what costs nothing to see.
  if ((input === null && output === null) || !isCountedByServer(fields)) return null;
  const price = priceOf(fields, prices);
  const tokenizer = price?.tokenizerId;
  if (tokenizer !== 'openai' && tokenizer !== 'claude') return null;
  const config = price?.tokenizerConfig ?? {};
  const model = config['tokenizerModel'];
  return {
    tokenizer,
    model: typeof model === 'string' ? model : (fields.model ?? ''),
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
