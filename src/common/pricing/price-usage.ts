import { Big } from 'big.js';
import { RecentKeys } from '../recent-keys.js';
import { kindOf, STANDS_FOR, type BucketClass } from './bucket-class.js';
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
 * What the usage costs at this price. Null where nothing could be priced: there is no usage, or no price for what it counts.
 * `total` is priced only where no other bucket is: it counts them all.
 */
export function priceUsage(price: ModelPrice, subject: Priceable): Pricing | null {
  const tier = tierOf(price, subject);
  if (tier === null) return null;
  const rates = ratesOf(tier);
  let bill = billOf(subject.usage, rates, false);
  if (!bill.isCharged) {
    const whole = billOf(subject.usage, rates, true);
    if (whole.isCharged || whole.unpriced.length > 0) bill = whole;
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
    inputCost: bill.input.toFixed(),
    outputCost: bill.output.toFixed(),
    totalCost: bill.total.toFixed(),
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
  input: Big;
  output: Big;
  total: Big;
}

/** Of the buckets that are totals, or of all others. */
function billOf(usage: ReadonlyMap<string, number>, rates: Rates, ofTotals: boolean): Bill {
  const bill: Bill = {
    isCharged: false,
    hasPrice: false,
    prices: record(),
    costs: record(),
    pricedAs: record(),
    unpriced: [],
    input: ZERO,
    output: ZERO,
    total: ZERO,
  };
  for (const [bucket, count] of usage) {
    if ((kindOf(bucket).class === 'total') === ofTotals) charge(bill, bucket, count, rates.get(bucket));
  }
  return bill;
}

function charge(bill: Bill, bucket: string, count: number, rate: Rate | null): void {
  if (rate === null) {
    if (count > 0) bill.unpriced.push(bucket);
    return;
  }
  bill.hasPrice = true;
  bill.prices[bucket] = rate.text;
  if (rate.standsIn !== null) bill.pricedAs[bucket] = rate.standsIn;
  if (!(count > 0)) {
    bill.costs[bucket] = '0';
    return;
  }
  bill.isCharged = true;
  const cost = rate.price.times(count);
  bill.costs[bucket] = cost.toFixed();
  bill.total = bill.total.plus(cost);
  const { side } = kindOf(bucket);
  if (side === 'input') bill.input = bill.input.plus(cost);
  else if (side === 'output') bill.output = bill.output.plus(cost);
}

const ZERO = new Big(0);

/** Buckets may have any name, `__proto__` too: an object with a prototype would lose that one. */
function record(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

interface Rate {
  readonly text: string;
  readonly price: Big;
  /** The name of the price, where it is that of another class. */
  readonly standsIn: string | null;
}

type Rates = RecentKeys<Rate | null>;

const rates = new WeakMap<PricingTier, Rates>();

function ratesOf(tier: PricingTier): Rates {
  let known = rates.get(tier);
  if (known === undefined) {
    const byClass = pricesByClass(tier.prices);
    known = new RecentKeys((bucket) => rateOf(bucket, tier.prices, byClass));
    rates.set(tier, known);
  }
  return known;
}

/** The price of just this name; else that of its class; else that of the class which stands for it. */
function rateOf(bucket: string, prices: Prices, byClass: ReadonlyMap<BucketClass, string>): Rate | null {
  if (prices.has(bucket)) return rate(bucket, prices, null);
  let kind = kindOf(bucket).class;
  let isOwn = true;
  while (kind !== null) {
    const name = byClass.get(kind);
    if (name !== undefined) return rate(name, prices, isOwn ? null : name);
    kind = STANDS_FOR[kind] ?? null;
    isOwn = false;
  }
  return null;
}

function rate(name: string, prices: Prices, standsIn: string | null): Rate {
  const price = new Big(prices.get(name) ?? 0);
  return { text: price.toFixed(), price, standsIn };
}

/** The name of the price of each class: of several spellings the first. */
function pricesByClass(prices: Prices): ReadonlyMap<BucketClass, string> {
  const names = new Map<BucketClass, string>();
  for (const name of prices.keys()) {
    const kind = kindOf(name).class;
    if (kind !== null && !names.has(kind)) names.set(kind, name);
  }
  return names;
}
