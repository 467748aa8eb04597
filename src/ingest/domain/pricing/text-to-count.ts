import type { PriceList } from '../../../common/pricing/match-model.js';
import type { ObservationFields } from '../telemetry-fields.js';
import { observationKey, type Patch } from '../patch.js';
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
  // First what costs nothing to see.
  const { input, output } = textOf(fields);
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

/** Whether the writing of these patches may have to wait for counts. What has been said before of their observations is not known here. */
export function mayNeedCounts(patches: readonly Patch[]): boolean {
  const withText = new Set<string>();
  for (const patch of patches) {
    if (patch.kind === 'observation' && hasText(patch.state.fields) && isCountedByServer(patch.state.fields))
      withText.add(observationKey(patch.projectId, patch.traceId, patch.id));
  }
  if (withText.size === 0) return false;
  for (const patch of patches) {
    if (patch.kind === 'observation' && !isCountedByServer(patch.state.fields))
      withText.delete(observationKey(patch.projectId, patch.traceId, patch.id));
  }
  return withText.size > 0;
}

function hasText(fields: Partial<ObservationFields>): boolean {
  const { input, output } = textOf(fields);
  return input !== null || output !== null;
}

function textOf({ type, input = null, output = null }: Partial<ObservationFields>): {
  input: string | null;
  output: string | null;
} {
  return { input, output: type === 'EMBEDDING' ? null : output };
}

function countOr(otherwise: number, value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000
    ? value
    : otherwise;
}
