import { Big } from 'big.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aModelPrice, aPricingTier } from '../../../../test/factories/price-list.factory.js';
import { PriceList } from '../../../common/pricing/match-model.js';
import { priceUsage } from '../../../common/pricing/price-usage.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { usageFields } from '../langfuse/usage-details.js';

/** Usage as an API or a library returns it, the buckets that it comes to, and what these cost. */
interface VendorUsage {
  readonly vendor: string;
  readonly model: string;
  /** When it was called: at noon of the last day of January 2026 where nothing is said. */
  readonly at?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Without `total`. */
  readonly buckets: Readonly<Record<string, number>>;
  /** Each bucket's count (a number, or one less others), and the vendor's price in USD for a million. */
  readonly arithmetic: readonly (readonly [count: string, priceOfMillion: string])[];
  /** USD, worked out by hand. */
  readonly cost: string;
}

const VENDOR_USAGE = JSON.parse(
  readFileSync(join(__dirname, '../../../../test/fixtures/vendor-usage.json'), 'utf8'),
) as VendorUsage[];

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
        (all, [count, price]) => all.plus(new Big(price).times(numberOf(count))),
        new Big(0),
      );
      expect(sum.div(1_000_000).toFixed()).toBe(cost);
      expect(arithmetic.map(([count]) => numberOf(count)).sort(ascending)).toEqual(
        Object.values(buckets).sort(ascending),
      );
    });

    it('costs that by the prices that are known', () => {
      const price = PRICES.find(model, at as Timestamp);
      const usage = new Map(Object.entries(counted));
      const pricing =
        price &&
        priceUsage(price, { usage, modelParameters: null, metadata: null, usageSent: usageSent ?? null });
      expect({ cost: pricing?.totalCost, unpriced: pricing?.unpriced }).toEqual({ cost, unpriced: [] });
    });
  });
});

function ascending(a: number, b: number): number {
  return a - b;
}

function numberOf(difference: string): number {
  const [first = 0, ...others] = difference.split(' - ').map(Number);
  return others.reduce((left, other) => left - other, first);
}
