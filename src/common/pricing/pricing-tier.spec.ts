import { model, PER_TOKEN, tier } from '../../../test/factories/per-token-price.factory.js';
import type { TierCondition, TierOperator } from './model-price.js';
import { priceUsage } from './price-usage.js';
import { tierOf } from './pricing-tier.js';

describe('tiers', () => {
  const long: TierCondition = {
    usageDetailPattern: '(input|cache)',
    operator: 'gt',
    value: 100,
    caseSensitive: false,
  };
  const batch: TierCondition = { source: 'model_parameters', key: 'service_tier', values: ['batch'] };
  const price = {
    ...model(PER_TOKEN),
    tiers: [
      tier('long', 2, [long]),
      tier('batch', 3, [batch]),
      tier('Standard', 0, [], true),
      tier('long batch', 1, [long, batch]),
    ],
  };

  it.each([
    [{ input: 100 }, {}, 'Standard'],
    [{ INPUT: 50, cache_read: 51, output: 900 }, {}, 'long'],
    [{ input: 1 }, { service_tier: 'batch' }, 'batch'],
    [{ input: 101 }, { service_tier: 'batch' }, 'long batch'],
    [{ input: 1 }, { service_tier: ['batch'] }, 'Standard'],
    [{ input: 1 }, null, 'Standard'],
  ])('of %j with %j is %s', (usage, modelParameters, name) => {
    const subject = { usage: new Map(Object.entries(usage)), modelParameters, metadata: null };
    expect(priceUsage(price, subject)?.tierName).toBe(name);
  });

  it.each<[usageSent: object, modelParameters: object | null, name: string]>([
    [{ prompt_tokens: 1, service_tier: 'batch' }, null, 'batch'],
    [{ prompt_tokens: 1, service_tier: 'batch' }, { service_tier: 'auto' }, 'batch'],
    [{ prompt_tokens: 1, service_tier: 'default' }, { service_tier: 'flex' }, 'Standard'],
    [{ prompt_tokens: 1, service_tier: 'default' }, { service_tier: 'batch' }, 'batch'],
    [{ prompt_tokens: 1, service_tier: 'auto' }, { service_tier: 'batch' }, 'batch'],
    [{ prompt_tokens: 1, service_tier: null }, { service_tier: 'batch' }, 'batch'],
    [{ prompt_tokens: 1, queue_time: 0.2 }, { service_tier: 'batch' }, 'batch'],
    [{ promptTokenCount: 1, serviceTier: 'batch' }, null, 'batch'],
    [{ promptTokenCount: 1, trafficType: 'ON_DEMAND_FLEX' }, null, 'flex'],
    [{ promptTokenCount: 1, trafficType: 'ON_DEMAND' }, { service_tier: 'flex' }, 'Standard'],
    [{ input_tokens: 1, input_token_details: { flex: 1, flex_cache_read: 0 } }, null, 'flex'],
    [{ input_tokens: 1, speed: 'fast' }, { speed: 'standard' }, 'fast'],
  ])('is what %j says, else %j: %s', (usageSent, modelParameters, name) => {
    const of = (key: string, value: string): TierCondition[] => [
      { source: 'model_parameters', key, values: [value] },
    ];
    const served = {
      ...model(PER_TOKEN),
      tiers: [
        tier('Standard', 0, [], true),
        tier('batch', 1, of('service_tier', 'batch')),
        tier('flex', 2, of('service_tier', 'flex')),
        tier('fast', 3, of('speed', 'fast')),
      ],
    };
    const usage = new Map([['input', 1]]);
    const subject = { usage, modelParameters, metadata: null, usageSent: JSON.stringify(usageSent) };
    expect(tierOf(served, subject)?.name).toBe(name);
  });
});

describe('tierOf', () => {
  function tierFor(usage: Readonly<Record<string, number>>, conditions: readonly TierCondition[]): unknown {
    const price = {
      ...model(PER_TOKEN),
      tiers: [tier('Standard', 0, [], true), tier('special', 1, conditions)],
    };
    const subject = { usage: new Map(Object.entries(usage)), modelParameters: null, metadata: null };
    return tierOf(price, subject)?.name;
  }

  it.each<[TierOperator, string]>([
    ['gt', 'above'],
    ['gte', 'at above'],
    ['lt', 'below'],
    ['lte', 'below at'],
    ['eq', 'at'],
    ['neq', 'below above'],
  ])('takes %s for what is %s', (operator, where) => {
    const condition = { usageDetailPattern: '^input', operator, value: 100, caseSensitive: false };
    const places = Object.entries({ below: 99.5, at: 100, above: 100.5 });
    const holding = places.filter(([, input]) => tierFor({ input }, [condition]) === 'special');
    expect(holding.map(([place]) => place).join(' ')).toBe(where);
  });

  it('counts the buckets whose names the pattern finds, by its case where that matters, and no endless names', () => {
    const condition = { usageDetailPattern: '^in', operator: 'gt', value: 0 } as const;
    const usage = { INPUT: 1 };
    expect(tierFor(usage, [{ ...condition, caseSensitive: true }])).toBe('Standard');
    expect(tierFor(usage, [{ ...condition, caseSensitive: false }])).toBe('special');
    const named = (length: number): unknown =>
      tierFor({ ['in'.padEnd(length, 'x')]: 1 }, [{ ...condition, caseSensitive: true }]);
    expect([named(100), named(101)]).toEqual(['special', 'Standard']);
  });

  it('is none without conditions, but for the default one', () => {
    expect(tierFor({ input: 1 }, [])).toBe('Standard');
  });

  it('reads metadata once, and only where a tier asks for it', () => {
    const conditions: TierCondition[] = [{ source: 'metadata', key: 'speed', values: ['fast'] }];
    const price = {
      ...model(PER_TOKEN),
      tiers: [tier('a', 1, conditions), tier('b', 2, conditions), tier('c', 0, [], true)],
    };
    let readings = 0;
    const subject = {
      usage: new Map([['input', 1]]),
      modelParameters: null,
      get metadata() {
        readings += 1;
        return { speed: 'slow' };
      },
    };
    expect([tierOf(price, subject)?.name, readings]).toEqual(['c', 1]);
    expect([tierOf(model(PER_TOKEN), subject)?.name, readings]).toEqual(['Standard', 1]);
  });
});
