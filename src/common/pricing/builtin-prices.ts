import { Big } from 'big.js';
import { FIRST_PRICES } from './data/first-prices.js';
import { LinearPatterns } from './linear-pattern.js';
import type { ModelPrice, PricingTier } from './model-price.js';

const PRICED_ON = '2026-11-27';
const MILLION = new Big('1e-6');

const all: readonly ModelPrice[] = FIRST_PRICES.map((model) => ({
  id: `builtin:${model.id}`,
  projectId: null,
  modelName: model.name,
  matchPattern: model.pattern,
  startDate: null,
  unit: 'TOKENS',
  tokenizerId: model.tokenizer,
  tokenizerConfig: null,
  tiers: [standardTier(model.id, model.prices)],
  source: model.source,
  pricedOn: PRICED_ON,
  product: model.product,
}));

const patterns = new LinearPatterns(all.map((price) => price.matchPattern));

/** The prices that every project sees. */
export function builtinPrices(): readonly ModelPrice[] {
  return all;
}

/** Those of them for the model of this name. */
export function builtinPricesOf(name: string): readonly ModelPrice[] {
  return patterns.findIn(name).flatMap((index) => all[index] ?? []);
}

function standardTier(id: string, prices: Readonly<Record<string, string>>): PricingTier {
  return {
    id: `builtin:${id}:standard`,
    name: 'Standard',
    isDefault: true,
    priority: 0,
    conditions: [],
    prices: new Map(
      Object.entries(prices).map(([bucket, price]) => [bucket, new Big(price).times(MILLION).toFixed()]),
    ),
  };
}
