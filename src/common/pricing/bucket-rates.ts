import { flatCopy } from '../flat-copy.js';
import { RecentKeys } from '../recent-keys.js';
import { usdOf, usdText, type Usd } from '../usd.js';
import { kindOf, STANDS_FOR, type BucketClass, type BucketSide } from './bucket-class.js';
import type { Prices, PricingTier } from './model-price.js';

/** What a bucket costs in a tier. */
export interface BucketRate {
  readonly bucket: string;
  /** Whether it counts what others count too. */
  readonly isTotal: boolean;
  readonly side: BucketSide;
  /** Null: none is known. */
  readonly price: Usd | null;
  readonly text: string;
  /** The name of the price, where it is that of another class. */
  readonly standsIn: string | null;
}

export type Rates = RecentKeys<BucketRate>;

const rates = new WeakMap<PricingTier, Rates>();

/** By the names of buckets: most have the same few. */
export function ratesOf(tier: PricingTier): Rates {
  let known = rates.get(tier);
  if (known === undefined) {
    const byClass = namesByClass(tier.prices);
    known = new RecentKeys((bucket) => rateOf(bucket, tier.prices, byClass));
    rates.set(tier, known);
  }
  return known;
}

function rateOf(bucket: string, prices: Prices, byClass: ReadonlyMap<BucketClass, string>): BucketRate {
  const kind = kindOf(bucket);
  const { name, isOwn } = nameOf(bucket, kind.class, prices, byClass);
  const text = name === null ? undefined : prices.get(name);
  const price = text === undefined ? null : usdOf(text);
  return {
    bucket: flatCopy(bucket),
    isTotal: kind.class === 'total',
    side: sideOf(bucket, isOwn),
    price,
    text: price === null ? '' : usdText(price),
    standsIn: isOwn ? null : name,
  };
}

/** On which side a bucket is charged. @param isOwn whether by a price of its own: that of input alone stands for a total */
export function sideOf(bucket: string, isOwn: boolean): BucketSide {
  const { class: bucketClass, side } = kindOf(bucket);
  return bucketClass === 'total' && !isOwn ? 'input' : side;
}

/** The price of just this name; else that of its class; else that of the class which stands for it. */
function nameOf(
  bucket: string,
  bucketClass: BucketClass | null,
  prices: Prices,
  byClass: ReadonlyMap<BucketClass, string>,
): { name: string | null; isOwn: boolean } {
  if (prices.has(bucket)) return { name: bucket, isOwn: true };
  for (let kind = bucketClass; kind !== null; kind = standInOf(kind, byClass)) {
    const name = byClass.get(kind);
    if (name !== undefined) return { name, isOwn: kind === bucketClass };
  }
  return { name: null, isOwn: true };
}

function standInOf(kind: BucketClass, byClass: ReadonlyMap<BucketClass, string>): BucketClass | null {
  if (kind !== 'total') return STANDS_FOR[kind] ?? null;
  return [...byClass.keys()].some((each) => each.startsWith('output')) ? null : 'input';
}

/** The name of the price of each class: of several spellings the first. */
function namesByClass(prices: Prices): ReadonlyMap<BucketClass, string> {
  const names = new Map<BucketClass, string>();
  for (const name of prices.keys()) {
    const kind = kindOf(name).class;
    if (kind !== null && !names.has(kind)) names.set(kind, name);
  }
  return names;
}
