import { LRUCache } from 'lru-cache';
import { flatCopy } from '../flat-copy.js';
import type { Usd } from '../usd.js';
import { ratesOf, type BucketRate, type Rates } from './bucket-rates.js';
import { CostSums, type SumTexts } from './cost-sums.js';
import type { Effort } from './effort.js';
import type { ModelPrice, PricingTier } from './model-price.js';
import { priceSheetOf, pricingBy, type PriceSheet, type PriceTerms, type Pricing } from './price-sheet.js';
import { tierOf, type Priceable } from './pricing-tier.js';

/** What usage costs, without how that came about: see Pricing. */
export interface Charge extends SumTexts {
  readonly sheet: PriceSheet;
}

/**
 * What the usage costs at this price. Null where nothing could be priced: there is no usage, no price for what it counts, or no time to find the tier.
 * `total` is priced only where no other bucket is: it counts them all. Of a model that charges for nothing but what goes in (embeddings, whose
 * APIs count nothing but a total) it is what went in.
 */
export function chargeUsage(price: ModelPrice, subject: Priceable, effort?: Effort): Charge | null {
  const tier = tierOf(price, subject, effort);
  if (tier === null) return null;
  const scheme = schemeOf(price, tier, subject.usage);
  if (scheme === null) return null;
  const sums = new CostSums();
  for (const { bucket, price: unit, side } of scheme.charged)
    sums.add(side, unit, subject.usage.get(bucket) ?? 0);
  return { sheet: scheme.sheet, ...sums.texts() };
}

/** The same with how it came about. */
export function priceUsage(price: ModelPrice, subject: Priceable, effort?: Effort): Pricing | null {
  const charge = chargeUsage(price, subject, effort);
  return charge === null ? null : pricingBy(JSON.parse(charge.sheet.json) as PriceTerms, subject.usage);
}

type PricedRate = BucketRate & { readonly price: Usd };

/** How usage is priced that counts something in the same buckets. */
interface Scheme {
  readonly sheet: PriceSheet;
  readonly charged: readonly PricedRate[];
}

const MAX_SCHEMES = 2000;
/** Usage has some ten buckets; what has very many is worked out each time. */
const MAX_KEY_CHARACTERS = 600;
const schemes = new LRUCache<string, { readonly scheme: Scheme | null }>({ max: MAX_SCHEMES });

function schemeOf(price: ModelPrice, tier: PricingTier, usage: ReadonlyMap<string, number>): Scheme | null {
  let key = `${numberOf(price)}.${price.tiers.indexOf(tier)}`;
  for (const [bucket, count] of usage) key += `${count > 0 ? '+' : '-'}${bucket.length}:${bucket}`;
  const known = schemes.get(key);
  if (known !== undefined) return known.scheme;
  const scheme = newScheme(price, tier, usage);
  if (key.length <= MAX_KEY_CHARACTERS) schemes.set(flatCopy(key), { scheme });
  return scheme;
}

const numbers = new WeakMap<ModelPrice, number>();
let priceCount = 0;

function numberOf(price: ModelPrice): number {
  let number = numbers.get(price);
  if (number === undefined) numbers.set(price, (number = ++priceCount));
  return number;
}

function newScheme(price: ModelPrice, tier: PricingTier, usage: ReadonlyMap<string, number>): Scheme | null {
  const rates = ratesOf(tier);
  const parts = partsOf(usage, rates, false);
  let chosen = parts;
  if (!parts.isCharged) {
    const whole = partsOf(usage, rates, true);
    const isInput = whole.charged.some(({ standsIn }) => standsIn !== null);
    if ((whole.isCharged || whole.unpriced.length > 0) && !(isInput && parts.unpriced.length > 0))
      chosen = whole;
  }
  const { charged, unpriced, isCharged } = chosen;
  const isPriced = isCharged || (charged.length > 0 && unpriced.length === 0);
  return isPriced ? { sheet: priceSheetOf(price, tier, charged, unpriced), charged } : null;
}

interface Parts {
  readonly charged: PricedRate[];
  readonly unpriced: string[];
  /** Whether anything that has a price counts something. */
  readonly isCharged: boolean;
}

/** Of the buckets that are totals, or of all others. */
function partsOf(usage: ReadonlyMap<string, number>, rates: Rates, ofTotals: boolean): Parts {
  const charged: PricedRate[] = [];
  const unpriced: string[] = [];
  let isCharged = false;
  for (const [bucket, count] of usage) {
    const rate = rates.get(bucket);
    if (rate.isTotal !== ofTotals) continue;
    if (hasPrice(rate)) {
      charged.push(rate);
      isCharged ||= count > 0;
    } else if (count > 0) unpriced.push(bucket);
  }
  return { charged, unpriced, isCharged };
}

function hasPrice(rate: BucketRate): rate is PricedRate {
  return rate.price !== null;
}
