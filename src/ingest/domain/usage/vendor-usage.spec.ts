import { Big } from 'big.js';
import { VENDOR_USAGE } from '../../../../test/fixtures/vendor-usage.js';
import { usageFields } from '../langfuse/usage-details.js';

describe('Usage as vendors return it', () => {
  describe.each(VENDOR_USAGE)('$vendor', ({ payload, buckets, arithmetic, cost }) => {
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
  });
});

function ascending(a: number, b: number): number {
  return a - b;
}
