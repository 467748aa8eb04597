import { NO_USD, plusUsd, timesUsd, usdText, type Usd } from '../usd.js';
import type { BucketSide } from './bucket-class.js';

/** Decimal texts, USD. */
export interface SumTexts {
  /** The sum of the costs of what went in, by the side that the buckets' names say. */
  readonly inputCost: string;
  readonly outputCost: string;
  /** The sum of all costs. */
  readonly totalCost: string;
}

/** Adds up what buckets of usage cost. */
export class CostSums {
  private input = NO_USD;
  private output = NO_USD;
  private total = NO_USD;

  /** Returns what this bucket costs. */
  add(side: BucketSide, price: Usd, count: number): Usd {
    const cost = count > 0 ? timesUsd(price, count) : NO_USD;
    this.total = plusUsd(this.total, cost);
    if (side === 'input') this.input = plusUsd(this.input, cost);
    else if (side === 'output') this.output = plusUsd(this.output, cost);
    return cost;
  }

  texts(): SumTexts {
    return {
      inputCost: usdText(this.input),
      outputCost: usdText(this.output),
      totalCost: usdText(this.total),
    };
  }
}
