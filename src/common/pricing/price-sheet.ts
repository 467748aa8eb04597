import { createHash } from 'node:crypto';
import { usdOf, usdText } from '../usd.js';
import { sideOf, type BucketRate } from './bucket-rates.js';
import { CostSums, type SumTexts } from './cost-sums.js';
import type { ModelPrice, PricingTier } from './model-price.js';

/** By which prices usage was priced: the same for all usage that has the same buckets, at the same price. Decimal texts, USD. */
export interface PriceTerms {
  readonly modelId: string;
  readonly modelName: string;
  readonly product: string;
  readonly tierId: string;
  readonly tierName: string;
  /** The price of one unit, by bucket. */
  readonly prices: Readonly<Record<string, string>>;
  /** Where a bucket has no price of its own: the name of the price that stands for it (reasoning costs what output costs). */
  readonly pricedAs: Readonly<Record<string, string>>;
  /** Buckets that count something, but have no price: the true cost is more than the total. */
  readonly unpriced: readonly string[];
  readonly source: string;
  readonly pricedOn: string;
}

/** Terms, to be kept once and referred to by all that was priced by them. Other terms are another sheet: none ever changes. */
export interface PriceSheet {
  /** Of the content: a whole number of 52 bits. */
  readonly id: number;
  /** The terms; the same ones are the same text. */
  readonly json: string;
}

/** What usage costs, and how that came about: cost = count × price for each bucket. */
export interface Pricing extends PriceTerms, SumTexts {
  readonly costs: Readonly<Record<string, string>>;
}

/** @param rates of the buckets that are priced */
export function priceSheetOf(
  price: ModelPrice,
  tier: PricingTier,
  rates: readonly BucketRate[],
  unpriced: readonly string[],
): PriceSheet {
  const byName = rates.toSorted((a, b) => (a.bucket < b.bucket ? -1 : 1));
  const terms: PriceTerms = {
    modelId: price.id,
    modelName: price.modelName,
    product: price.product,
    tierId: tier.id,
    tierName: tier.name,
    prices: record(byName.map(({ bucket, text }) => [bucket, text])),
    pricedAs: record(
      byName.flatMap(({ bucket, standsIn }) => (standsIn === null ? [] : [[bucket, standsIn]])),
    ),
    unpriced: unpriced.toSorted(),
    source: price.source,
    pricedOn: price.pricedOn,
  };
  const json = JSON.stringify(terms);
  return { id: idOf(json), json };
}

/** What usage costs by terms that were made for its buckets. */
export function pricingBy(terms: PriceTerms, usage: ReadonlyMap<string, number>): Pricing {
  const costs: [string, string][] = [];
  const sums = new CostSums();
  for (const [bucket, price] of Object.entries(terms.prices)) {
    const side = sideOf(bucket, !Object.hasOwn(terms.pricedAs, bucket));
    costs.push([bucket, usdText(sums.add(side, usdOf(price), usage.get(bucket) ?? 0))]);
  }
  return { ...terms, costs: record(costs), ...sums.texts() };
}

/** Buckets may have any name: `__proto__` too is a member like any other. */
function record(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries);
}

const ID_HEX_DIGITS = 13;

function idOf(json: string): number {
  return parseInt(createHash('sha256').update(json).digest('hex').slice(0, ID_HEX_DIGITS), 16);
}
