import type { NewCondition, NewModel, NewTier } from './new-model.js';
import { pricingTiers } from './pricing-tiers.js';

const DEFAULT: NewTier = {
  name: 'Standard',
  isDefault: true,
  priority: 0,
  conditions: [],
  prices: new Map([['input', '1']]),
};
const LONG: NewCondition = { usageDetailPattern: '^input', operator: 'gt', value: 200_000 };
const FURTHER: NewTier = { ...DEFAULT, name: 'Long', isDefault: false, priority: 1, conditions: [LONG] };

function sent(others: Partial<NewModel>): NewModel {
  return {
    modelName: 'm',
    matchPattern: 'm',
    startDate: null,
    unit: 'TOKENS',
    inputPrice: null,
    outputPrice: null,
    totalPrice: null,
    pricingTiers: [],
    tokenizerId: null,
    tokenizerConfig: null,
    ...others,
  };
}

function withCondition(condition: NewCondition): NewTier[] {
  return [DEFAULT, { ...FURTHER, conditions: [LONG, condition] }];
}

describe(pricingTiers, () => {
  it('puts prices that stand beside the model into one tier', () => {
    expect(pricingTiers(sent({ inputPrice: '0.1', outputPrice: '0' }))).toEqual([
      {
        ...DEFAULT,
        id: expect.any(String) as string,
        prices: new Map([
          ['input', '0.1'],
          ['output', '0'],
        ]),
      },
    ]);
    expect(pricingTiers(sent({ totalPrice: '2' }))[0]?.prices).toEqual(new Map([['total', '2']]));
  });

  it('orders tiers by priority, each with an id of its own', () => {
    const attribute: NewCondition = { source: 'metadata', key: 'tier', values: ['flex'] };
    const flex = { ...FURTHER, name: 'Flex', priority: 7, conditions: [attribute] };
    const tiers = pricingTiers(sent({ pricingTiers: [flex, FURTHER, DEFAULT] }));
    expect(tiers.map(({ name }) => name)).toEqual(['Standard', 'Long', 'Flex']);
    expect(tiers[1]?.conditions).toEqual([{ ...LONG, caseSensitive: false }]);
    expect(tiers[2]?.conditions).toEqual([attribute]);
    expect(new Set(tiers.map(({ id }) => id)).size).toBe(3);
  });

  const at = 'pricingTiers[1].conditions[1]';
  it.each<[string, Partial<NewModel>]>([
    ['pricingTiers is required where there is no inputPrice, outputPrice or totalPrice', {}],
    [
      'pricingTiers cannot stand beside inputPrice, outputPrice and totalPrice',
      { totalPrice: '1', pricingTiers: [DEFAULT] },
    ],
    ['totalPrice cannot stand beside inputPrice and outputPrice', { totalPrice: '1', outputPrice: '1' }],
    ['pricingTiers must have exactly one tier with isDefault true', { pricingTiers: [FURTHER] }],
    [
      'pricingTiers must have exactly one tier with isDefault true',
      { pricingTiers: [DEFAULT, { ...DEFAULT, name: 'x' }] },
    ],
    [
      'pricingTiers[1].name must not be that of another tier',
      { pricingTiers: [DEFAULT, { ...FURTHER, name: 'Standard' }] },
    ],
    [
      'pricingTiers[2].priority must not be that of another tier',
      { pricingTiers: [DEFAULT, FURTHER, { ...FURTHER, name: 'x' }] },
    ],
    [
      'pricingTiers[0].priority must be 0 for the default tier',
      { pricingTiers: [{ ...DEFAULT, priority: 5 }, FURTHER] },
    ],
    [
      'pricingTiers[0].priority must be at least 1, but for the default tier',
      {
        pricingTiers: [
          { ...FURTHER, priority: 0 },
          { ...DEFAULT, priority: 1 },
        ],
      },
    ],
    [
      'pricingTiers[0].conditions must be empty for the default tier',
      { pricingTiers: [{ ...DEFAULT, conditions: [LONG] }] },
    ],
    [
      'pricingTiers[1].conditions must not be empty, but for the default tier',
      { pricingTiers: [DEFAULT, { ...FURTHER, conditions: [] }] },
    ],
    [`${at}.usageDetailPattern is required`, { pricingTiers: withCondition({}) }],
    [`${at}.value is required`, { pricingTiers: withCondition({ usageDetailPattern: 'a', operator: 'gt' }) }],
    [
      `${at}.operator must be one of gt, gte, lt, lte, eq, neq`,
      { pricingTiers: withCondition({ ...LONG, operator: 'in' }) },
    ],
    [
      `${at}.usageDetailPattern must be a regular expression`,
      { pricingTiers: withCondition({ ...LONG, usageDetailPattern: '(?=a)' }) },
    ],
    [`${at}.key is required`, { pricingTiers: withCondition({ source: 'metadata', values: ['a'] }) }],
    [
      `${at}.operator must be one of in`,
      { pricingTiers: withCondition({ source: 'metadata', key: 'k', values: ['a'], operator: 'eq' }) },
    ],
    [
      `${at}.value cannot stand beside source, key and values`,
      { pricingTiers: withCondition({ source: 'metadata', key: 'k', values: ['a'], value: 1 }) },
    ],
  ])('says that %s', (message, model) => {
    expect(() => pricingTiers(sent(model))).toThrow(message);
  });
});
