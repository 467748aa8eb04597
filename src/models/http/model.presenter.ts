import { JsonText } from '../../common/json/json-text.js';
import type { Prices, PricingTier, TierCondition } from '../../common/pricing/model-price.js';
import { formatTimestamp } from '../../common/time/timestamp.js';
import type { ModelDefinition } from '../domain/model-definition.js';
import type { ModelResponseDto, PricingTierDto, TierConditionDto } from './dto/model-response.dto.js';

export function presentModel({ price, createdAt }: ModelDefinition): ModelResponseDto {
  const prices: Prices = price.tiers.find(({ isDefault }) => isDefault)?.prices ?? new Map<string, string>();
  return {
    id: price.id,
    modelName: price.modelName,
    matchPattern: price.matchPattern,
    startDate: price.startDate === null ? null : formatTimestamp(price.startDate),
    unit: price.unit,
    inputPrice: number(prices.get('input')),
    outputPrice: number(prices.get('output')),
    totalPrice: number(prices.get('total')),
    tokenizerId: price.tokenizerId,
    tokenizerConfig: price.tokenizerConfig,
    isLangfuseManaged: price.projectId === null,
    createdAt: formatTimestamp(createdAt),
    prices: mapPrices(prices, (amount) => ({ price: new JsonText(amount) })),
    pricingTiers: price.tiers.map(presentTier),
    source: price.source,
    pricedOn: price.pricedOn,
    product: price.product,
  };
}

function presentTier(tier: PricingTier): PricingTierDto {
  return {
    id: tier.id,
    name: tier.name,
    isDefault: tier.isDefault,
    priority: tier.priority,
    conditions: tier.conditions.map(presentCondition),
    prices: mapPrices(tier.prices, (amount) => new JsonText(amount)),
  };
}

function presentCondition(condition: TierCondition): TierConditionDto {
  if ('source' in condition) {
    const { source, key, values } = condition;
    return { source, key, operator: 'in', values: [...values] };
  }
  const { usageDetailPattern, operator, value, caseSensitive } = condition;
  return { usageDetailPattern, operator, value, caseSensitive };
}

/** As own members, whatever their names are. */
function mapPrices<T>(prices: Prices, present: (amount: string) => T): Record<string, T> {
  return Object.fromEntries([...prices].map(([bucket, amount]) => [bucket, present(amount)]));
}

function number(amount: string | undefined): JsonText | null {
  return amount === undefined ? null : new JsonText(amount);
}
