import type { ModelPrice } from '../../../common/pricing/model-price.js';
import type { Pricing } from '../../../common/pricing/price-usage.js';
import { keyJson } from '../../../common/json/json-key.js';

/** A pricing as JSON. What it says of the price is the same for all observations of a model and a tier, and is written once. */
export function pricingJson(pricing: Pricing, price: ModelPrice): string {
  const { costs, pricedAs, prices, unpriced, inputCost, outputCost, totalCost } = pricing;
  return (
    `{${aboutPrice(pricing, price)},"prices":${textsJson(prices)},"costs":${textsJson(costs)},"pricedAs":${textsJson(pricedAs)},` +
    `"inputCost":"${inputCost}","outputCost":"${outputCost}","totalCost":"${totalCost}","unpriced":${JSON.stringify(unpriced)}}`
  );
}

/** By price and the id of the tier. */
const ABOUT = new WeakMap<ModelPrice, Map<string, string>>();

function aboutPrice(pricing: Pricing, price: ModelPrice): string {
  let byTier = ABOUT.get(price);
  if (byTier === undefined) ABOUT.set(price, (byTier = new Map<string, string>()));
  let text = byTier.get(pricing.tierId);
  if (text === undefined) {
    const { modelId, modelName, product, tierId, tierName, source, pricedOn } = pricing;
    const about = { modelId, modelName, product, tierId, tierName, source, pricedOn };
    byTier.set(tierId, (text = JSON.stringify(about).slice(1, -1)));
  }
  return text;
}

function textsJson(texts: Readonly<Record<string, string>>): string {
  let json = '';
  for (const name in texts)
    json += `${json === '' ? '' : ','}${keyJson(name)}:${JSON.stringify(texts[name])}`;
  return `{${json}}`;
}
