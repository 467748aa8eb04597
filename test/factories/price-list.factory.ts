import { PriceList } from '../../src/common/pricing/match-model.js';
import type { ModelPrice, PricingTier, TierCondition } from '../../src/common/pricing/model-price.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';

/** @param prices USD per unit, by bucket */
export function aPricingTier(
  prices: Readonly<Record<string, string>>,
  condition: TierCondition | null = null,
): PricingTier {
  const isDefault = condition === null;
  const name = isDefault ? 'Standard' : 'Special';
  return {
    id: name.toLowerCase(),
    name,
    isDefault,
    priority: isDefault ? 0 : 1,
    conditions: isDefault ? [] : [condition],
    prices: new Map(Object.entries(prices)),
  };
}

/** Of models of just this name. */
export function aModelPrice(
  model: string,
  tiers: readonly PricingTier[],
  startDate: Timestamp | null = null,
): ModelPrice {
  return {
    id: `${model}-${startDate ?? 'always'}`,
    projectId: 'p',
    modelName: model,
    matchPattern: `^${model}$`,
    startDate,
    unit: 'TOKENS',
    tokenizerId: null,
    tokenizerConfig: null,
    tiers,
    source: 'project',
    pricedOn: '2026-01-31',
    product: model,
  };
}

/** Of the few models that random patches name: one that became cheaper and has tiers, one that is priced by its total, and none for `c`. */
export const FEW_PRICES = PriceList.of([
  aModelPrice('a', [
    aPricingTier({ input: '0.1', output: '0.25' }),
    aPricingTier({ input: '0.000003' }, { source: 'metadata', key: 'b', values: ['1', 'x'] }),
  ]),
  aModelPrice(
    'a',
    [
      aPricingTier({ input: '0.01', output: '0.02', input_cached: '0.005' }),
      aPricingTier(
        { input: '7', output: '9' },
        { usageDetailPattern: '^input', operator: 'gt', value: 6, caseSensitive: true },
      ),
    ],
    '2026-02-01T00:00:00.000000Z' as Timestamp,
  ),
  aModelPrice('b', [aPricingTier({ total: '0.3' })]),
]);

/** The same models at other prices, and another one. */
export const OTHER_PRICES = PriceList.of([
  aModelPrice('a', [aPricingTier({ input: '0.2', output: '0.000000000001' })]),
  aModelPrice('c', [aPricingTier({ output: '3' })]),
]);
