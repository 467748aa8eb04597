import { Big } from 'big.js';
import type { PriceList } from '../../../common/pricing/match-model.js';
import { pricingBy, type Pricing } from '../../../common/pricing/price-sheet.js';
import { priceUsage } from '../../../common/pricing/price-usage.js';
import { priceableOf } from '../../../common/pricing/pricing-tier.js';
import { countsOf, MAX_USAGE_CHARACTERS, storedCounts } from '../../../common/pricing/stored-usage.js';
import type { BucketCost, CostExplanation, NoCost, NoCostReason, PricedBill } from './cost-explanation.js';
import type { ObservationBill } from './observation-bill.js';

const MAX_SHOWN_MODEL = 200;
const NO_COSTS = { inputCost: null, outputCost: null, totalCost: null };

/**
 * How the cost of an observation came about, or why it has none.
 * @param prices those of now; what was priced before keeps its own
 */
export function explainCost(bill: ObservationBill, prices: PriceList): CostExplanation {
  if (bill.terms !== null) {
    const counts = bill.usage === null ? new Map<string, number>() : countsOf(bill.usage.text);
    const pricing = pricingBy(bill.terms, counts);
    const { inputCost, outputCost, totalCost } = pricing;
    const priced = billOf(pricing, counts);
    return {
      origin: 'priced',
      inputCost,
      outputCost,
      totalCost,
      bill: priced,
      byPriceList: null,
      reason: null,
    };
  }
  const outcome = priceNow(bill, prices);
  const byPriceList = 'pricing' in outcome ? outcome : null;
  const sent = sentCosts(bill);
  if (sent !== null) return { origin: 'sent', ...sent, bill: null, byPriceList, reason: null };
  const reason = 'pricing' in outcome ? PRICED_SINCE : outcome;
  return { origin: 'none', ...NO_COSTS, bill: null, byPriceList, reason };
}

const PRICED_SINCE: NoCost = {
  code: 'PRICED_SINCE',
  message:
    'There was no price for it when it was written; there is one now: POST /api/public/models/reprice prices what was written before',
};

function priceNow(bill: ObservationBill, prices: PriceList): PricedBill | NoCost {
  const { model, startTime } = bill;
  if (model === null) return none('NO_MODEL', 'It names no model: send one with it');
  const price = prices.find(model, startTime);
  if (price === null) return unknownModel(bill, model, prices);
  if (bill.usage !== null && bill.usage.text.length > MAX_USAGE_CHARACTERS)
    return none('USAGE_TOO_LARGE', `Its usage is longer than ${MAX_USAGE_CHARACTERS} characters as JSON`);
  const counts = countsToPrice(bill);
  if (counts === null || counts.size === 0) return noUsage(bill);
  const { modelParameters, metadata, usageSent } = bill;
  const subject = priceableOf(
    counts,
    modelParameters?.text ?? null,
    metadata?.text ?? null,
    usageSent?.text ?? null,
  );
  const pricing = priceUsage(price, subject);
  if (pricing !== null) return billOf(pricing, counts);
  const buckets = [...counts.keys()].join(', ');
  return none(
    'NO_PRICE_FOR_USAGE',
    `${price.product} (${price.source}, ${price.pricedOn}) has no price for what was counted: ${buckets}. ` +
      'Define a model with prices for that with POST /api/public/models',
  );
}

function unknownModel({ usage, usageSent }: ObservationBill, model: string, prices: PriceList): NoCost {
  const later = prices.findLatest(model);
  const begins = later?.startDate?.slice(0, 10);
  const known =
    later === null || begins === undefined
      ? 'Define one with POST /api/public/models: a modelName, a matchPattern that finds this name, and prices'
      : `${later.product} has prices from ${begins} on: define one with an earlier startDate, or without one`;
  const isUsageSaid = usageSent !== null || (usage !== null && usage.text !== '{}');
  const alsoNeeded = isUsageSaid ? '' : '. Usage is needed too, and none was sent';
  return none(
    'UNKNOWN_MODEL',
    `No price is known for the model ${shown(model)} at the time at which it began. ${known}${alsoNeeded}`,
  );
}

function noUsage({ level, hasText }: ObservationBill): NoCost {
  if (level === 'ERROR')
    return none(
      'FAILED_WITHOUT_USAGE',
      'It failed, and no usage was sent: nothing is estimated for failures',
    );
  return hasText
    ? none(
        'NO_USAGE',
        'No usage was sent, and the tokens of its input and output were not counted, which is done for generations and embeddings whose ' +
          'tokenizer is known: of OpenAI, of Claude, or as the tokenizerId of a model of yours says. Send usageDetails with it',
      )
    : none('NO_USAGE', 'No usage was sent, and there is no input or output whose tokens could be counted');
}

function none(code: NoCostReason, message: string): NoCost {
  return { code, message };
}

function shown(model: string): string {
  return JSON.stringify(model.slice(0, MAX_SHOWN_MODEL).toWellFormed());
}

/** Null: nothing was counted, or too much to be looked at. */
function countsToPrice({ usage }: ObservationBill): ReadonlyMap<string, number> | null {
  return usage === null ? null : storedCounts(usage.text);
}

type SentCosts = Record<keyof typeof NO_COSTS, string | null>;

/** Null: none were. */
function sentCosts(bill: ObservationBill): SentCosts | null {
  const { sentInputCost: input, sentOutputCost: output, sentTotalCost: total, costDetails } = bill;
  const hasDetails = costDetails !== null && costDetails.text !== '{}';
  if (input === null && output === null && total === null && !hasDetails) return null;
  const parts = [input, output].filter((cost) => cost !== null);
  const sum = parts.length === 0 ? null : parts.reduce((all, cost) => all.plus(cost), new Big(0)).toFixed();
  return { inputCost: plain(input), outputCost: plain(output), totalCost: plain(total) ?? sum };
}

function plain(decimal: string | null): string | null {
  return decimal === null ? null : new Big(decimal).toFixed();
}

/** In the order in which they were counted. What is only the sum of others has no cost of its own. */
function billOf(pricing: Pricing, counts: ReadonlyMap<string, number>): PricedBill {
  const buckets: BucketCost[] = [];
  for (const [bucket, count] of counts) {
    const unitPrice = ownOf(pricing.prices, bucket);
    if (unitPrice === null && !pricing.unpriced.includes(bucket)) continue;
    const cost = ownOf(pricing.costs, bucket);
    const pricedAs = ownOf(pricing.pricedAs, bucket);
    buckets.push({ bucket, count, unitPrice, pricedAs, cost, formula: formulaOf(count, unitPrice, cost) });
  }
  return { pricing, buckets };
}

function ownOf(record: Readonly<Record<string, string>> | undefined, name: string): string | null {
  return record !== undefined && Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });

function formulaOf(count: number, unitPrice: string | null, cost: string | null): string {
  if (unitPrice === null || cost === null) return `${COUNT.format(count)} × no known price`;
  return `${COUNT.format(count)} × $${unitPrice} = $${cost}`;
}
