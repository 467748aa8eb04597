import { randomUUID } from 'node:crypto';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import type { PricingTier } from '../../common/pricing/model-price.js';
import type { NewModel, NewTier } from './new-model.js';
import { tierCondition } from './tier-conditions.js';

/** What prices that stand beside the model belong to. */
const ONLY_TIER = 'Standard';
const FLAT = [
  ['input', 'inputPrice'],
  ['output', 'outputPrice'],
  ['total', 'totalPrice'],
] as const;

/**
 * The tiers of a model, of which exactly one is the default, by ascending priority.
 * @throws InvalidFieldError
 */
export function pricingTiers(sent: NewModel): PricingTier[] {
  const flat = flatPrices(sent);
  if (flat.size > 0 && sent.pricingTiers.length > 0)
    throw new InvalidFieldError(
      ['pricingTiers'],
      'cannot stand beside inputPrice, outputPrice and totalPrice',
    );
  if (flat.size > 0)
    return [checkedTier({ name: ONLY_TIER, isDefault: true, priority: 0, conditions: [], prices: flat }, 0)];
  if (sent.pricingTiers.length === 0)
    throw new InvalidFieldError(
      ['pricingTiers'],
      'is required where there is no inputPrice, outputPrice or totalPrice',
    );
  if (sent.pricingTiers.filter(({ isDefault }) => isDefault).length !== 1)
    throw new InvalidFieldError(['pricingTiers'], 'must have exactly one tier with isDefault true');
  for (const name of ['name', 'priority'] as const) refuseTwice(sent.pricingTiers, name);
  return sent.pricingTiers.map(checkedTier).sort((a, b) => a.priority - b.priority);
}

function flatPrices(sent: NewModel): ReadonlyMap<string, string> {
  const prices = new Map<string, string>();
  for (const [bucket, field] of FLAT) {
    const price = sent[field];
    if (price !== null) prices.set(bucket, price);
  }
  if (prices.has('total') && prices.size > 1)
    throw new InvalidFieldError(['totalPrice'], 'cannot stand beside inputPrice and outputPrice');
  return prices;
}

function checkedTier(tier: NewTier, index: number): PricingTier {
  const path = ['pricingTiers', index];
  const refuse = (field: keyof NewTier, rule: string): never => {
    throw new InvalidFieldError([...path, field], rule);
  };
  if (tier.isDefault && tier.priority !== 0) refuse('priority', 'must be 0 for the default tier');
  if (tier.isDefault && tier.conditions.length > 0)
    refuse('conditions', 'must be empty for the default tier');
  if (!tier.isDefault && tier.priority === 0)
    refuse('priority', 'must be at least 1, but for the default tier');
  if (!tier.isDefault && tier.conditions.length === 0)
    refuse('conditions', 'must not be empty, but for the default tier');
  return {
    ...tier,
    id: randomUUID(),
    conditions: tier.conditions.map((condition, at) => tierCondition(condition, [...path, 'conditions', at])),
  };
}

function refuseTwice(tiers: readonly NewTier[], field: 'name' | 'priority'): void {
  const seen = new Set<unknown>();
  for (const [index, tier] of tiers.entries()) {
    if (seen.has(tier[field]))
      throw new InvalidFieldError(['pricingTiers', index, field], 'must not be that of another tier');
    seen.add(tier[field]);
  }
}
