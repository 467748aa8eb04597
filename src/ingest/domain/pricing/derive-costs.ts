import type { PriceList } from '../../../common/pricing/match-model.js';
import type { ModelPrice } from '../../../common/pricing/model-price.js';
import { chargeUsage, type Charge } from '../../../common/pricing/price-usage.js';
import { priceableOf } from '../../../common/pricing/pricing-tier.js';
import { MAX_USAGE_CHARACTERS, storedCounts } from '../../../common/pricing/stored-usage.js';
import { isMoreThan, usdOf } from '../../../common/usd.js';
import { OBSERVATION_BLANKS, type ObservationFields } from '../telemetry-fields.js';
import { NOTHING_PRICED, type NewCosts } from './derived-costs.js';

type Fields = Partial<ObservationFields>;

/** Nothing that is sold costs more, and sums of it stay far from the end of what can be stored. */
const MAX_COST = 1e12;

/**
 * What an observation costs by the price list: a function of these two, whatever came in which order.
 * Nothing where its client has said what it costs, where nobody knows its model, or where nothing that it has used has a price.
 * @param estimatedUsage what the server has counted, as JSON; it counts only where nothing was sent
 */
export function deriveCosts(
  fields: Fields,
  prices: PriceList,
  estimatedUsage: string | null = null,
): NewCosts {
  const price = priceOf(fields, prices);
  if (price === null) return NOTHING_PRICED;
  const estimated = estimatedUsage !== null && isCountedByServer(fields) ? estimatedUsage : null;
  const usage = estimated === null ? sentUsage(fields) : storedCounts(estimated);
  const charge = usage === null ? null : chargeAt(price, usage, fields);
  if (charge === null) return estimated === null ? NOTHING_PRICED : { ...NOTHING_PRICED, estimatedUsage };
  const { sheet, inputCost, outputCost, totalCost } = charge;
  return { sheet, sheetId: sheet.id, inputCost, outputCost, totalCost, estimatedUsage: estimated };
}

/** The price of its model at its time; null where none is known or costs were sent, so that none is asked for. */
function priceOf(fields: Fields, prices: PriceList): ModelPrice | null {
  const { model, startTime } = fields;
  if (model === undefined || model === null || startTime === undefined || hasCosts(fields)) return null;
  return prices.find(model, startTime);
}

/**
 * Whether the server's own count is what it has used: nothing was sent, it has not failed, so that it has used something, and it is the call
 * of a model, not a span around one that names the same model and text.
 */
export function isCountedByServer(fields: Fields): boolean {
  const { level, type = OBSERVATION_BLANKS.type } = fields;
  return level !== 'ERROR' && MODEL_CALLS.has(type) && !hasUsage(fields) && !hasCosts(fields);
}

const MODEL_CALLS: ReadonlySet<string> = new Set(['GENERATION', 'EMBEDDING']);

function hasCosts(fields: Fields): boolean {
  return (
    isSaid(fields.calculatedTotalCost) ||
    isSaid(fields.calculatedInputCost) ||
    isSaid(fields.calculatedOutputCost) ||
    (isSaid(fields.costDetails) && fields.costDetails !== EMPTY)
  );
}

/** Whether any was sent that can be looked at. */
function hasUsage({ usageDetails, promptTokens, completionTokens, totalTokens }: Fields): boolean {
  if (isSaid(usageDetails) && usageDetails !== EMPTY) return usageDetails.length <= MAX_USAGE_CHARACTERS;
  return isSaid(promptTokens) || isSaid(completionTokens) || isSaid(totalTokens);
}

/** By bucket; null where none was sent. */
function sentUsage(fields: Fields): ReadonlyMap<string, number> | null {
  const { usageDetails, promptTokens, completionTokens, totalTokens } = fields;
  if (isSaid(usageDetails) && usageDetails !== EMPTY) return storedCounts(usageDetails);
  const counts = new Map<string, number>();
  if (isSaid(promptTokens)) counts.set('input', promptTokens);
  if (isSaid(completionTokens)) counts.set('output', completionTokens);
  if (isSaid(totalTokens)) counts.set('total', totalTokens);
  else if (counts.size > 0) counts.set('total', (promptTokens ?? 0) + (completionTokens ?? 0));
  return counts.size === 0 ? null : counts;
}

const EMPTY = '{}';

/** A price that nobody can reckon with prices nothing: what is written together with it must not fail because of it. */
function chargeAt(
  price: ModelPrice,
  usage: ReadonlyMap<string, number>,
  { modelParameters, metadata, usageSent }: Fields,
): Charge | null {
  let charge: Charge | null;
  try {
    charge = chargeUsage(
      price,
      priceableOf(usage, modelParameters ?? null, metadata ?? null, usageSent ?? null),
    );
  } catch {
    return null;
  }
  return charge === null || isMoreThan(usdOf(charge.totalCost), MAX_COST) ? null : charge;
}

function isSaid<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
