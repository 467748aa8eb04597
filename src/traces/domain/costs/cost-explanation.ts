import type { Pricing } from '../../../common/pricing/price-sheet.js';

/** What a bucket of usage costs. */
export interface BucketCost {
  readonly bucket: string;
  readonly count: number;
  /** USD per unit; null: none is known. */
  readonly unitPrice: string | null;
  /** The bucket whose price stands for it, where it has none of its own. */
  readonly pricedAs: string | null;
  readonly cost: string | null;
  /** `1,200 × $0.0000025 = $0.003` */
  readonly formula: string;
}

/** A price with what it comes to. */
export interface PricedBill {
  readonly pricing: Pricing;
  readonly buckets: readonly BucketCost[];
}

export const NO_COST_REASONS = [
  'NO_MODEL',
  'UNKNOWN_MODEL',
  'FAILED_WITHOUT_USAGE',
  'NO_USAGE',
  'USAGE_TOO_LARGE',
  'NO_PRICE_FOR_USAGE',
  'PRICED_SINCE',
] as const;
export type NoCostReason = (typeof NO_COST_REASONS)[number];

/** Why no cost is known, and what to do about it. */
export interface NoCost {
  readonly code: NoCostReason;
  readonly message: string;
}

/** `priced`: by the server; `sent`: by its client; `none`: nobody knows a cost. */
export const COST_ORIGINS = ['priced', 'sent', 'none'] as const;

export interface CostExplanation {
  readonly origin: (typeof COST_ORIGINS)[number];
  readonly inputCost: string | null;
  readonly outputCost: string | null;
  readonly totalCost: string | null;
  /** How it came about, where the server has priced it. */
  readonly bill: PricedBill | null;
  /** What the prices of now would come to, where the cost is not by them: it was sent, or there is none. */
  readonly byPriceList: PricedBill | null;
  /** Where there is no cost. */
  readonly reason: NoCost | null;
}
