import { Big } from 'big.js';
import fc from 'fast-check';
import { model, PER_TOKEN } from '../../../test/factories/per-token-price.factory.js';
import type { ModelPrice } from './model-price.js';
import type { Pricing } from './price-sheet.js';
import { chargeUsage, priceUsage } from './price-usage.js';
import type { Priceable } from './pricing-tier.js';

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
