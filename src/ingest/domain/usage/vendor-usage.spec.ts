import { Big } from 'big.js';
import { aModelPrice, aPricingTier } from '../../../../test/factories/price-list.factory.js';
import { VENDOR_USAGE } from '../../../../test/fixtures/vendor-usage.js';
import { PriceList } from '../../../common/pricing/match-model.js';
import { priceUsage } from '../../../common/pricing/price-usage.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { usageFields } from '../langfuse/usage-details.js';

const NOON = '2026-01-31T12:00:00.000000Z';
/** The built-in prices, and one of the project for a model that it runs itself. */
const PRICES = PriceList.of([
  aModelPrice('llama3.2', [aPricingTier({ input: '0.0000001', output: '0.0000004' })]),
]);

describe('Usage as vendors return it', () => {
  describe.each(VENDOR_USAGE)('$vendor', ({ model, at = NOON, payload, buckets, arithmetic, cost }) => {
    const { usageDetails = null, usageSent, totalTokens } = usageFields(null, payload, null);
    const { total, ...counted } = JSON.parse(usageDetails ?? '{}') as Record<string, number>;

    it('comes to buckets that do not overlap, whose sum is the whole', () => {
      const filled = Object.entries(counted).filter(([, count]) => count > 0);
      expect(Object.fromEntries(filled)).toEqual(buckets);
      expect(total).toBe(filled.reduce((sum, [, count]) => sum + count, 0));
      expect(totalTokens).toBe(total);
    });

    it('is kept as it was sent', () => {
      expect(JSON.parse(usageSent ?? 'null')).toEqual(payload);
    });

    it('costs what its arithmetic says', () => {
      const sum = arithmetic.reduce(
        (all, [count, price]) => all.plus(new Big(price).times(count)),
        new Big(0),
      );
      expect(sum.div(1_000_000).toFixed()).toBe(cost);
      expect(arithmetic.map(([count]) => count).sort(ascending)).toEqual(
        Object.values(buckets).sort(ascending),
      );
    });

    it('costs that by the prices that are known', () => {
      const price = PRICES.find(model, at as Timestamp);
      const usage = new Map(Object.entries(counted));
      const pricing = price && priceUsage(price, { usage, modelParameters: null, metadata: null });
      expect({ cost: pricing?.totalCost, unpriced: pricing?.unpriced }).toEqual({ cost, unpriced: [] });
    });
  });
});

function ascending(a: number, b: number): number {
  return a - b;
}
