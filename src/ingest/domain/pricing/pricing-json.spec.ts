import * as fc from 'fast-check';
import { PriceList } from '../../../common/pricing/match-model.js';
import { priceUsage } from '../../../common/pricing/price-usage.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { pricingJson } from './pricing-json.js';

const AT = '2026-10-01T00:00:00.000000Z' as Timestamp;
const BUCKETS = ['input', 'input_cached_tokens', 'output', 'output_reasoning_tokens', '"odd"\n', '__proto__'];

describe(pricingJson, () => {
  it('is what JSON.stringify makes of a pricing, of whatever model, tier and buckets', () => {
    const usage = fc.array(fc.tuple(fc.constantFrom(...BUCKETS), fc.nat(400_000)), { minLength: 1 });
    const model = fc.constantFrom('gpt-4o-mini', 'gpt-5.1', 'claude-sonnet-4-5', 'gemini-2.5-pro');
    const tier = fc.constantFrom('default', 'batch', 'priority');
    fc.assert(
      fc.property(model, usage, tier, (name, counts, service_tier) => {
        const price = PriceList.of([]).find(name, AT);
        if (price === null) throw new Error(`${name} has no price`);
        const subject = { usage: new Map(counts), modelParameters: { service_tier }, metadata: null };
        const pricing = priceUsage(price, subject);
        fc.pre(pricing !== null);
        expect(JSON.parse(pricingJson(pricing, price))).toEqual(JSON.parse(JSON.stringify(pricing)));
      }),
    );
  });
});
