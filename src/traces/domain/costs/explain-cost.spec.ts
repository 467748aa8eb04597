import { anObservationBill } from '../../../../test/factories/observation-bill.factory.js';
import { JsonText } from '../../../common/json/json-text.js';
import { PriceList } from '../../../common/pricing/match-model.js';
import type { ModelPrice } from '../../../common/pricing/model-price.js';
import { priceUsage } from '../../../common/pricing/price-usage.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { explainCost } from './explain-cost.js';
import type { ObservationBill } from './observation-bill.js';

const PRICE: ModelPrice = {
  id: 'm',
  projectId: 'p',
  modelName: 'mine',
  matchPattern: '^mine$',
  startDate: null,
  unit: 'TOKENS',
  tokenizerId: null,
  tokenizerConfig: null,
  tiers: [
    {
      id: 't',
      name: 'Standard',
      isDefault: true,
      priority: 0,
      conditions: [],
      prices: new Map([
        ['input', '0.0000025'],
        ['output', '0.00001'],
      ]),
    },
    {
      id: 'b',
      name: 'Batch',
      isDefault: false,
      priority: 1,
      conditions: [{ source: 'model_parameters', key: 'service_tier', values: ['batch'] }],
      prices: new Map([['input', '0.000001']]),
    },
  ],
  source: 'project',
  pricedOn: '2026-01-31',
  product: 'Mine',
};
const LATE: ModelPrice = {
  ...PRICE,
  matchPattern: '^late$',
  product: 'Late',
  startDate: '2026-02-01T00:00:00.000000Z' as Timestamp,
};
const PRICES = PriceList.of([PRICE, LATE]);

function aBill(known: Partial<ObservationBill> & { counts?: object } = {}): ObservationBill {
  const { counts, ...others } = known;
  const usage = counts === undefined ? null : new JsonText(JSON.stringify(counts));
  return anObservationBill({ model: 'mine', usage, hasText: true, ...others });
}

describe(explainCost, () => {
  it('shows each bucket of what was priced, also one without a price and one priced as another', () => {
    const counts = { input: 1_234_567, output_reasoning: 10, input_audio: 3, total: 1_234_580 };
    const terms = priceUsage(PRICE, {
      usage: new Map(Object.entries(counts)),
      modelParameters: null,
      metadata: null,
    });
    const { origin, totalCost, bill } = explainCost(aBill({ counts, terms }), PRICES);
    expect([origin, totalCost]).toEqual(['priced', '3.0865175']);
    expect(bill?.buckets).toEqual([
      {
        bucket: 'input',
        count: 1_234_567,
        unitPrice: '0.0000025',
        pricedAs: null,
        cost: '3.0864175',
        formula: '1,234,567 × $0.0000025 = $3.0864175',
      },
      {
        bucket: 'output_reasoning',
        count: 10,
        unitPrice: '0.00001',
        pricedAs: 'output',
        cost: '0.0001',
        formula: '10 × $0.00001 = $0.0001',
      },
      {
        bucket: 'input_audio',
        count: 3,
        unitPrice: null,
        pricedAs: null,
        cost: null,
        formula: '3 × no known price',
      },
    ]);
  });

  it('adds up what was sent, without float, beside what the price list says in the tier that counts', () => {
    const sent = { sentInputCost: '0.10', sentOutputCost: '0.20' };
    const modelParameters = new JsonText('{"service_tier":"batch"}');
    const explained = explainCost(aBill({ ...sent, counts: { input: 1000 }, modelParameters }), PRICES);
    expect(explained).toMatchObject({
      origin: 'sent',
      inputCost: '0.1',
      outputCost: '0.2',
      totalCost: '0.3',
      bill: null,
      byPriceList: { pricing: { tierName: 'Batch', totalCost: '0.001' } },
      reason: null,
    });
    const usageSent = new JsonText('{"prompt_tokens":1000,"service_tier":"batch"}');
    const served = explainCost(aBill({ ...sent, counts: { input: 1000 }, usageSent }), PRICES);
    expect(served.byPriceList?.pricing.tierName).toBe('Batch');
  });

  it('takes details for costs that were sent, though no price is known', () => {
    const costDetails = new JsonText('{"search":0.5}');
    expect(explainCost(aBill({ costDetails, model: null }), PRICES)).toMatchObject({
      origin: 'sent',
      totalCost: null,
      byPriceList: null,
    });
  });

  it.each<[string, Parameters<typeof aBill>[0], RegExp]>([
    ['NO_MODEL', { model: null, counts: { input: 1 } }, /names no model/],
    [
      'UNKNOWN_MODEL',
      { model: 'other"\n', counts: { input: 1 } },
      /"other\\"\\n".*POST \/api\/public\/models.* and prices$/,
    ],
    ['UNKNOWN_MODEL', { model: 'other' }, /and prices\. Usage is needed too, and none was sent$/],
    ['UNKNOWN_MODEL', { model: 'late', counts: { input: 1 } }, /Late has prices from 2026-02-01 on: .*one$/],
    ['FAILED_WITHOUT_USAGE', { level: 'ERROR' }, /nothing is estimated/],
    ['NO_USAGE', {}, /were not counted.* Send usageDetails/],
    ['NO_USAGE', { hasText: false }, /no input or output/],
    ['USAGE_TOO_LARGE', { counts: { ['x'.repeat(17_000)]: 1 } }, /16384 characters/],
    ['NO_PRICE_FOR_USAGE', { counts: { input_audio: 5 } }, /Mine \(project, 2026-01-31\).*input_audio/],
    ['PRICED_SINCE', { counts: { input: 5 } }, /reprice/],
  ])('says why there is no cost: %s', (code, known, message) => {
    const { origin, totalCost, bill, reason } = explainCost(aBill(known), PRICES);
    expect({ origin, totalCost, bill }).toEqual({ origin: 'none', totalCost: null, bill: null });
    expect(reason).toEqual({ code, message: expect.stringMatching(message) as string });
  });
});
