import { minusUsd, NO_USD, plusUsd, usdText, type Usd } from '../../common/usd.js';
import type { ObservationFigures } from './observation-figures.js';

/**
 * The most that one count of an observation may be. No real one comes near, and sums stay exact: what one transaction adds and takes
 * away (20,000 observations, before and after, with twice as many in total) is less than 2^53, and a kept sum (bigint) holds
 * 461 million observations of the most.
 */
export const MAX_TOKENS = 10_000_000_000;

/** Sums that grow and shrink with observations. Money is added in decimals: what is taken away later leaves exactly nothing behind. */
export class Amounts {
  observationCount = 0;
  errorCount = 0;
  inputTokens = 0;
  outputTokens = 0;
  totalTokens = 0;
  private input = NO_USD;
  private output = NO_USD;
  private total = NO_USD;

  add(figures: ObservationFigures, sign: 1 | -1): void {
    this.observationCount += sign;
    this.errorCount += figures.isError ? sign : 0;
    this.inputTokens += sign * figures.inputTokens;
    this.outputTokens += sign * figures.outputTokens;
    this.totalTokens += sign * figures.totalTokens;
    this.input = changed(this.input, figures.inputCost, sign);
    this.output = changed(this.output, figures.outputCost, sign);
    this.total = changed(this.total, figures.totalCost, sign);
  }

  /** Decimal texts, USD. */
  get inputCost(): string {
    return usdText(this.input);
  }

  get outputCost(): string {
    return usdText(this.output);
  }

  get totalCost(): string {
    return usdText(this.total);
  }

  get isZero(): boolean {
    return (
      this.observationCount === 0 &&
      this.errorCount === 0 &&
      this.inputTokens === 0 &&
      this.outputTokens === 0 &&
      this.totalTokens === 0 &&
      [this.input, this.output, this.total].every((sum) => sum === NO_USD)
    );
  }
}

function changed(sum: Usd, cost: Usd, sign: 1 | -1): Usd {
  if (cost === NO_USD) return sum;
  return sign === 1 ? plusUsd(sum, cost) : minusUsd(sum, cost);
}
