import type { AttemptSize } from './attempt.js';
import type { Model } from './model.js';
import type { StepEnd } from './step.js';

const TOKENS_PER_PRICE = 1_000_000;
const DOLLAR_DIGITS = 10;

/** Tokens, prices (USD per token) and costs (USD), as an instrumented client reports them. */
export function usageAndCost(model: Model, { promptTokens, completionTokens }: AttemptSize): StepEnd {
  const inputPrice = dollars(model.inputPrice / TOKENS_PER_PRICE);
  const outputPrice = dollars(model.outputPrice / TOKENS_PER_PRICE);
  const inputCost = promptTokens * inputPrice;
  const outputCost = completionTokens * outputPrice;
  return {
    usage: { input: promptTokens, output: completionTokens, total: promptTokens + completionTokens },
    unit: 'TOKENS',
    inputPrice,
    outputPrice,
    calculatedInputCost: dollars(inputCost),
    calculatedOutputCost: dollars(outputCost),
    calculatedTotalCost: dollars(inputCost + outputCost),
  };
}

function dollars(amount: number): number {
  return Number(amount.toFixed(DOLLAR_DIGITS));
}
