import type { ModelPrice, PricingTier } from '../../src/common/pricing/model-price.js';
import { timestampFromMs } from '../../src/common/time/timestamp.js';
import type { ModelDefinition } from '../../src/models/domain/model-definition.js';

export function aTier(others: Partial<PricingTier> = {}): PricingTier {
  return {
    id: 'standard',
    name: 'Standard',
    isDefault: true,
    priority: 0,
    conditions: [],
    prices: new Map([['input', '0.0000025']]),
    ...others,
  };
}

/** A model of project p that was defined at this minute. */
export function aModel(id: string, minute: number, others: Partial<ModelPrice> = {}): ModelDefinition {
  const createdAt = timestampFromMs(Date.UTC(2026, 0, 31, 8, minute));
  const modelName = others.modelName ?? id;
  return {
    createdAt,
    price: {
      id,
      projectId: 'p',
      modelName,
      matchPattern: `^${id}$`,
      startDate: null,
      unit: 'TOKENS',
      tokenizerId: null,
      tokenizerConfig: null,
      tiers: [aTier()],
      source: 'project',
      pricedOn: createdAt.slice(0, 10),
      product: modelName,
      ...others,
    },
  };
}
