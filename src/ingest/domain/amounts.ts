import { Big } from 'big.js';
import type { ObservationFigures } from './observation-figures.js';

/** Sums that grow and shrink with observations. Money is added in decimals: what is taken away later leaves exactly nothing behind. */
export class Amounts {
  observationCount = 0;
  errorCount = 0;
  inputTokens = 0;
  outputTokens = 0;
  totalTokens = 0;
  private input = ZERO;
  private output = ZERO;
  private total = ZERO;

  add(figures: ObservationFigures, sign: 1 | -1): void {
    this.observationCount += sign;
    this.errorCount += figures.isError ? sign : 0;
    this.inputTokens += sign * figures.inputTokens;
    this.outputTokens += sign * figures.outputTokens;
    this.totalTokens += sign * figures.totalTokens;
    const { inputCost, outputCost, totalCost } = figures;
    if (inputCost !== 0) this.input = this.input.plus(sign * inputCost);
    if (outputCost !== 0) this.output = this.output.plus(sign * outputCost);
    if (totalCost !== null) this.total = this.total.plus(sign * totalCost);
    else if (inputCost !== 0 || outputCost !== 0)
      this.total = this.total.plus(sign * inputCost).plus(sign * outputCost);
  }

  /** Decimal texts, USD. */
  get inputCost(): string {
    return this.input.toFixed();
  }

  get outputCost(): string {
    return this.output.toFixed();
  }

  get totalCost(): string {
    return this.total.toFixed();
  }

  get isZero(): boolean {
    return (
      this.observationCount === 0 &&
      this.errorCount === 0 &&
      this.inputTokens === 0 &&
      this.outputTokens === 0 &&
      this.totalTokens === 0 &&
      [this.input, this.output, this.total].every((sum) => sum.eq(0))
    );
  }
}

const ZERO = new Big(0);
