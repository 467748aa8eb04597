import { Big } from 'big.js';
import fc from 'fast-check';
import { parseTimestamp } from '../time/timestamp.js';
import { Effort } from './effort.js';
import { PriceList } from './match-model.js';
import type { ModelPrice, PricingTier, TierCondition, TierOperator } from './model-price.js';
import type { Pricing } from './price-sheet.js';
import { chargeUsage, priceUsage } from './price-usage.js';
import { tierOf, type Priceable } from './pricing-tier.js';

const NOW = parseTimestamp('2026-06-01T00:00:00Z');
const PER_TOKEN = { input: '0.000003', input_cached_tokens: '0.0000003', output: '0.000015' };

describe('priceUsage', () => {
  it('multiplies each bucket by its price, exactly', () => {
    expect(
      priced(model(PER_TOKEN), { input: 1001, input_cached_tokens: 3, output: 7, total: 1011 }),
    ).toMatchObject({
      prices: PER_TOKEN,
      costs: { input: '0.003003', input_cached_tokens: '0.0000009', output: '0.000105' },
      inputCost: '0.0030039',
      outputCost: '0.000105',
      totalCost: '0.0031089',
      unpriced: [],
      tierName: 'Standard',
    });
  });

  it.each([
    // bucket, as what, at which price of the model
    ['cache_read_input_tokens', {}, '0.0000003'],
    ['output_reasoning_tokens', { output_reasoning_tokens: 'output' }, '0.000015'],
    ['input_text_tokens', {}, '0.000003'],
    ['output_rejected_prediction_tokens', {}, '0.000015'],
    ['input_image_tokens', { input_image_tokens: 'input' }, '0.000003'],
    ['prompt_cache_miss_tokens', {}, '0.000003'],
  ])('prices %s by what it counts', (bucket, pricedAs, price) => {
    expect(priced(model(PER_TOKEN), { [bucket]: 1 })).toMatchObject({
      prices: { [bucket]: price },
      pricedAs,
      totalCost: price,
    });
  });

  it('prefers the price of just this name', () => {
    const prices = { input_cached_tokens: '1', cache_read_input_tokens: '2' };
    expect(priced(model(prices), { cache_read_input_tokens: 3 })?.totalCost).toBe('6');
    // Of several spellings the first.
    expect(priced(model(prices), { cachedInputTokens: 3 })?.totalCost).toBe('3');
  });

  it('says what it has no price for instead of guessing one', () => {
    const usage = {
      input: 10,
      input_audio_tokens: 5,
      output_image_tokens: 4,
      widgets: 3,
      input_cache_creation_1h: 2,
    };
    const buckets = ['input_audio_tokens', 'output_image_tokens', 'widgets', 'input_cache_creation_1h'];
    expect(priced(model(PER_TOKEN), usage)).toMatchObject({
      totalCost: '0.00003',
      unpriced: buckets.toSorted(),
    });
    expect(priced(model(PER_TOKEN), { widgets: 3 })).toBeNull();
    expect(priced(model(PER_TOKEN), { input: 0, widgets: 3 })).toBeNull();
    expect(priced(model(PER_TOKEN), {})).toBeNull();
  });

  it('prices the total only where no other bucket has a price', () => {
    const whole = model({ total: '0.001' });
    expect(priced(whole, { input: 1, output: 2, total: 3 })).toMatchObject({
      costs: { total: '0.003' },
      inputCost: '0',
      totalCost: '0.003',
      unpriced: [],
    });
    expect(priced(model({ ...PER_TOKEN, total: '1' }), { input: 1, total: 1 })?.totalCost).toBe('0.000003');
    expect(priced(model(PER_TOKEN), { input: 0, output: 0, total: 9 })).toBeNull();
    expect(priced(model(PER_TOKEN), { input: 0, output: 0, total: 0 })?.totalCost).toBe('0');
  });

  it('takes a lone total for what went in, where nothing else is charged for', () => {
    const embedding = model({ input: '0.00000002' });
    expect(priced(embedding, { total: 500 })).toMatchObject({
      costs: { total: '0.00001' },
      pricedAs: { total: 'input' },
      inputCost: '0.00001',
      outputCost: '0',
      totalCost: '0.00001',
    });
    expect(priced(embedding, { input: 3, total: 500 })?.totalCost).toBe('0.00000006');
    expect(priced(embedding, { output: 3, total: 500 })).toBeNull();
  });

  it('keeps buckets of any name', () => {
    expect(priced(model({ ['__proto__']: '2' }), { ['__proto__']: 3 })?.costs['__proto__']).toBe('6');
  });

  it('has one sheet for all usage of the same buckets at the same price, whatever their order and counts', () => {
    const price = model(PER_TOKEN);
    const sheetOf = (usage: Record<string, number>, of = price): unknown =>
      chargeUsage(of, subjectOf(usage, {}))?.sheet;
    const sheet = sheetOf({ input: 1, output: 2, widgets: 3 });
    expect(sheetOf({ widgets: 9, output: 0, input: 5 }, model(PER_TOKEN))).toEqual(sheet);
    expect(sheetOf({ input: 1, output: 2, widgets: 0 })).not.toEqual(sheet);
    expect(sheetOf({ input: 1, output: 2, widgets: 3 }, { ...price, pricedOn: '2026-01-02' })).not.toEqual(
      sheet,
    );
    expect(sheetOf({ input: 1, output: 2, widgets: 3 }, model({ ...PER_TOKEN, output: '1' }))).not.toEqual(
      sheet,
    );
  });

  it('costs are linear in counts, add up to the total, and nothing is left out', () => {
    const names = fc.constantFrom(
      'input',
      'output',
      'cache_read_input_tokens',
      'reasoning',
      'input_audio',
      'x',
      'total',
    );
    const usages = fc.dictionary(names, fc.integer({ min: 0, max: 10_000_000_000 }));
    const amounts = fc
      .bigInt({ min: 0n, max: 10n ** 15n })
      .map((digits) => new Big(digits).times('1e-12').toFixed());
    const prices = fc.dictionary(names, amounts);
    fc.assert(
      fc.property(usages, prices, fc.integer({ min: 1, max: 9 }), (usage, price, times) => {
        const one = priced(model(price), usage);
        const charge = chargeUsage(model(price), subjectOf(usage, {}));
        const many = Object.fromEntries(Object.entries(usage).map(([name, count]) => [name, count * times]));
        const all = priced(model(price), many);
        if (one === null || charge === null) return one === charge && all === null;
        const sum = Object.values(one.costs).reduce((total, cost) => total.plus(cost), new Big(0));
        const shown = new Set([...Object.keys(one.costs), ...one.unpriced]);
        const counted = Object.keys(usage).filter((name) => name !== 'total' && usage[name] !== 0);
        return (
          sum.eq(one.totalCost) &&
          [one.inputCost, one.outputCost, one.totalCost].join() ===
            [charge.inputCost, charge.outputCost, charge.totalCost].join() &&
          new Big(one.totalCost).times(times).eq(all?.totalCost ?? -1) &&
          (shown.has('total') || counted.every((name) => shown.has(name)))
        );
      }),
    );
  });
});

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
    expect(priced(price, usage, modelParameters)?.tierName).toBe(name);
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

describe('PriceList', () => {
  it('prefers prices of the project, of these the latest that has begun', () => {
    const own = [
      dated('old', null),
      dated('new', '2026-05-01T00:00:00Z'),
      dated('to come', '2026-07-01T00:00:00Z'),
    ];
    const list = PriceList.of(own);
    expect(NOW && list.find('GPT-4o', NOW)?.id).toBe('new');
    expect(NOW && PriceList.of(own.slice(2)).find('gpt-4o', NOW)?.id).toBe('builtin:openai:gpt-4o');
    expect(NOW && list.find('gpt-4o-of-ours', NOW)).toBeNull();
    expect(NOW && list.find(`gpt-4o${' '.repeat(300)}`, NOW)).toBeNull();
  });

  it('looks for patterns that are very many and very large in short names only', () => {
    const large = Array.from({ length: 300 }, (_, index) => ({
      ...dated(String(index), null),
      matchPattern: `^(a|b|c${index})*a(a|b){120}$|^short-${index}$`,
    }));
    const list = PriceList.of(large, new Effort());
    expect(NOW && list.find('short-299', NOW)?.id).toBe('299');
    expect(NOW && list.find('a'.repeat(150), NOW)).toBeNull();
    expect(NOW && PriceList.of(large.slice(0, 3), new Effort()).find('a'.repeat(150), NOW)?.id).toBe('0');
  });
});

function dated(id: string, start: string | null): ModelPrice {
  const startDate = start === null ? null : parseTimestamp(start);
  return { ...model(PER_TOKEN), id, matchPattern: String.raw`(?i)^(openai\/)?(gpt-4o)$`, startDate };
}

function model(prices: Readonly<Record<string, string>>): ModelPrice {
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

function tier(
  name: string,
  priority: number,
  conditions: readonly TierCondition[],
  isDefault = false,
): PricingTier {
  return { id: name, name, isDefault, priority, conditions, prices: new Map(Object.entries(PER_TOKEN)) };
}

function priced(
  price: ModelPrice,
  usage: Readonly<Record<string, number>>,
  modelParameters: unknown = {},
): Pricing | null {
  return priceUsage(price, subjectOf(usage, modelParameters));
}

function subjectOf(usage: Readonly<Record<string, number>>, modelParameters: unknown): Priceable {
  return { usage: new Map(Object.entries(usage)), modelParameters, metadata: null };
}
