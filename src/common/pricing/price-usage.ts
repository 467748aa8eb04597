import { RecentKeys } from '../recent-keys.js';
import { NO_USD, plusUsd, timesUsd, usdOf, usdText, type Usd } from '../usd.js';
import type { Effort } from './effort.js';
import { kindOf, STANDS_FOR, type BucketClass, type BucketSide } from './bucket-class.js';
import type { ModelPrice, Prices, PricingTier } from './model-price.js';
import { tierOf, type Priceable } from './pricing-tier.js';

/** What usage costs, and how that came about: cost = count × price for each bucket. Decimal texts, USD. */
export interface Pricing {
  readonly modelId: string;
  readonly modelName: string;
  readonly product: string;
  readonly tierId: string;
  readonly tierName: string;
  /** The price of one unit, by bucket. */
  readonly prices: Readonly<Record<string, string>>;
  readonly costs: Readonly<Record<string, string>>;
  /** Where a bucket has no price of its own: the name of the price that stands for it (reasoning costs what output costs). */
  readonly pricedAs: Readonly<Record<string, string>>;
  /** The sum of the costs of what went in, by the side that the buckets' names say. */
  readonly inputCost: string;
  readonly outputCost: string;
  /** The sum of all costs. */
  readonly totalCost: string;
  /** Buckets that count something, but have no price: the true cost is more than the total. */
  readonly unpriced: readonly string[];
  readonly source: string;
  readonly pricedOn: string;
}

/**
 * What the usage costs at this price. Null where nothing could be priced: there is no usage, no price for what it counts, or no time to find the tier.
 * `total` is priced only where no other bucket is: it counts them all. Of a model that charges for nothing but what goes in (embeddings, whose
 * APIs count nothing but a total) it is what went in.
 */
export function priceUsage(price: ModelPrice, subject: Priceable, effort?: Effort): Pricing | null {
  const tier = tierOf(price, subject, effort);
  if (tier === null) return null;
  const rates = ratesOf(tier);
  let bill = billOf(subject.usage, rates, false);
  if (!bill.isCharged) {
    const whole = billOf(subject.usage, rates, true);
    const isInput = Object.keys(whole.pricedAs).length > 0;
    if ((whole.isCharged || whole.unpriced.length > 0) && !(isInput && bill.unpriced.length > 0))
      bill = whole;
  }
  const isPriced = bill.isCharged || (bill.hasPrice && bill.unpriced.length === 0);
  if (!isPriced) return null;
  return {
    modelId: price.id,
    modelName: price.modelName,
    product: price.product,
    tierId: tier.id,
    tierName: tier.name,
    prices: bill.prices,
    costs: bill.costs,
    pricedAs: bill.pricedAs,
    inputCost: usdText(bill.input),
    outputCost: usdText(bill.output),
    totalCost: usdText(bill.total),
    unpriced: bill.unpriced,
    source: price.source,
    pricedOn: price.pricedOn,
  };
}

interface Bill {
  /** Whether anything that has a price counts something. */
  isCharged: boolean;
  hasPrice: boolean;
  readonly prices: Record<string, string>;
  readonly costs: Record<string, string>;
  readonly pricedAs: Record<string, string>;
  readonly unpriced: string[];
  input: Usd;
  output: Usd;
  total: Usd;
}

/** Of the buckets that are totals, or of all others. */
function billOf(usage: ReadonlyMap<string, number>, rates: Rates, ofTotals: boolean): Bill {
  const bill: Bill = {
    isCharged: false,
    hasPrice: false,
    prices: {},
    costs: {},
    pricedAs: {},
    unpriced: [],
    input: NO_USD,
    output: NO_USD,
    total: NO_USD,
  };
  for (const [bucket, count] of usage) {
    const rate = rates.get(bucket);
    if (rate.isTotal === ofTotals) charge(bill, bucket, count, rate);
  }
  return bill;
}

function charge(bill: Bill, bucket: string, count: number, { price, side, standsIn, text }: Rate): void {
  if (price === null) {
    if (count > 0) bill.unpriced.push(bucket);
    return;
  }
  bill.hasPrice = true;
  put(bill.prices, bucket, text);
  if (standsIn !== null) put(bill.pricedAs, bucket, standsIn);
  if (!(count > 0)) {
    put(bill.costs, bucket, '0');
    return;
  }
  bill.isCharged = true;
  const cost = timesUsd(price, count);
  put(bill.costs, bucket, usdText(cost));
  bill.total = plusUsd(bill.total, cost);
  if (side === 'input') bill.input = plusUsd(bill.input, cost);
  else if (side === 'output') bill.output = plusUsd(bill.output, cost);
}

/** Buckets may have any name: `__proto__` too becomes a member like any other. */
function put(texts: Record<string, string>, name: string, text: string): void {
  if (name === '__proto__')
    Object.defineProperty(texts, name, { value: text, enumerable: true, configurable: true, writable: true });
  else texts[name] = text;
}

/** What a bucket costs in a tier, worked out once: most buckets have the same few names. */
interface Rate {
  readonly isTotal: boolean;
  readonly side: BucketSide;
  /** Null: none is known. */
  readonly price: Usd | null;
  readonly text: string;
  /** The name of the price, where it is that of another class. */
  readonly standsIn: string | null;
}

type Rates = RecentKeys<Rate>;

const rates = new WeakMap<PricingTier, Rates>();

function ratesOf(tier: PricingTier): Rates {
  let known = rates.get(tier);
  if (known === undefined) {
    const byClass = namesByClass(tier.prices);
    known = new RecentKeys((bucket) => rateOf(bucket, tier.prices, byClass));
    rates.set(tier, known);
  }
  return known;
}

function rateOf(bucket: string, prices: Prices, byClass: ReadonlyMap<BucketClass, string>): Rate {
  const kind = kindOf(bucket);
  const { name, isOwn } = nameOf(bucket, kind.class, prices, byClass);
  const isTotal = kind.class === 'total';
  const text = name === null ? undefined : prices.get(name);
  const price = text === undefined ? null : usdOf(text);
  return {
    isTotal,
    side: isTotal && !isOwn ? 'input' : kind.side,
    price,
    text: price === null ? '' : usdText(price),
    standsIn: isOwn ? null : name,
  };
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
