import type { PriceSheet } from '../../../common/pricing/price-sheet.js';

/**
 * What the server itself says about the usage and the cost of an observation. It follows from what is known of the observation and from the prices,
 * and is never merged: nobody can send it.
 */
export interface DerivedCosts {
  /** By which prices it was priced. Null where costs were sent or nothing could be priced. */
  readonly sheetId: number | null;
  /** Decimal texts, USD; of buckets of input, of output and of all buckets. */
  readonly inputCost: string | null;
  readonly outputCost: string | null;
  readonly totalCost: string | null;
  /** Counts of tokens by bucket as JSON, `total` among them. Null unless the server has counted them. */
  readonly estimatedUsage: string | null;
}

/** With the prices themselves, which are to be kept where they are not yet. */
export interface NewCosts extends DerivedCosts {
  readonly sheet: PriceSheet | null;
}

export const NOTHING_DERIVED: DerivedCosts = {
  sheetId: null,
  inputCost: null,
  outputCost: null,
  totalCost: null,
  estimatedUsage: null,
};

export const NOTHING_PRICED: NewCosts = { ...NOTHING_DERIVED, sheet: null };
