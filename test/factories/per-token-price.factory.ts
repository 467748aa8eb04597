import type { ModelPrice, PricingTier, TierCondition } from '../../src/common/pricing/model-price.js';

export const PER_TOKEN = { input: '0.000003', input_cached_tokens: '0.0000003', output: '0.000015' };

/** Of one tier. @param prices USD per unit, by bucket */
export function model(prices: Readonly<Record<string, string>>): ModelPrice {
  return {
    id: 'm',
    projectId: 'p',
    modelName: 'm',
    matchPattern: '^m$',
    startDate: null,
    unit: 'TOKENS',
    tokenizerId: null,
    tokenizerConfig: null,
    tiers: [{ ...tier('Standard', 0, [], true), prices: new Map(Object.entries(prices)) }],
    source: 'project',
    pricedOn: '2026-01-01',
    product: 'M',
  };
}

/** With the prices of PER_TOKEN. */
export function tier(
  name: string,
  priority: number,
  conditions: readonly TierCondition[],
  isDefault = false,
): PricingTier {
  return { id: name, name, isDefault, priority, conditions, prices: new Map(Object.entries(PER_TOKEN)) };
}
