import { aModelPrice, aPricingTier, FEW_PRICES } from '../../../../test/factories/price-list.factory.js';
import { PriceList } from '../../../common/pricing/match-model.js';
import type { PriceTerms } from '../../../common/pricing/price-sheet.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { ObservationFields } from '../telemetry-fields.js';
import { deriveCosts } from './derive-costs.js';
import { NOTHING_PRICED } from './derived-costs.js';

const startTime = '2026-01-31T08:00:00.000000Z' as Timestamp;
const used = { startTime, model: 'a', usageDetails: '{"input":3,"output":2,"total":5}' };

function termsOf(fields: Partial<ObservationFields>, prices = FEW_PRICES): PriceTerms | null {
  const { sheet } = deriveCosts(fields, prices);
  return sheet === null ? null : (JSON.parse(sheet.json) as PriceTerms);
}

describe(deriveCosts, () => {
  it('prices what was used by the price of the model', () => {
    expect(deriveCosts(used, FEW_PRICES)).toMatchObject({
      inputCost: '0.3',
      outputCost: '0.5',
      totalCost: '0.8',
      estimatedUsage: null,
    });
    expect(termsOf(used)).toMatchObject({ tierName: 'Standard', prices: { input: '0.1', output: '0.25' } });
  });

  it.each([
    ['a total cost', { calculatedTotalCost: 0 }],
    ['a cost of input', { calculatedInputCost: 1 }],
    ['a cost of output', { calculatedOutputCost: 1 }],
    ['costs of buckets', { costDetails: '{"cached":1}', calculatedTotalCost: null }],
  ])('prices nothing where %s was sent', (_, costs) => {
    expect(deriveCosts({ ...used, ...costs }, FEW_PRICES)).toBe(NOTHING_PRICED);
  });

  it.each([
    ['no model', { model: null }],
    ['a model without a price', { model: 'c' }],
    ['no usage', { usageDetails: '{}' }],
    ['usage that is longer than any', { usageDetails: `{"input":1${',"input":1'.repeat(2000)}}` }],
  ])('prices nothing where there is %s', (_, fields) => {
    expect(deriveCosts({ ...used, ...fields }, FEW_PRICES)).toEqual(NOTHING_PRICED);
  });

  it('prices where costs were sent that say nothing', () => {
    const fields = { ...used, costDetails: '{}', calculatedTotalCost: null };
    expect(deriveCosts(fields, FEW_PRICES).totalCost).toBe('0.8');
  });

  it('prices counts that were sent without buckets', () => {
    const counts = { promptTokens: 10, completionTokens: 0, totalTokens: 99 };
    expect(deriveCosts({ startTime, model: 'a', ...counts }, FEW_PRICES).totalCost).toBe('1');
    expect(deriveCosts({ startTime, model: 'b', totalTokens: 9 }, FEW_PRICES).totalCost).toBe('2.7');
  });

  it('prices the sum of counts that were sent without a total by the price of the whole', () => {
    const counts = { promptTokens: 3, completionTokens: 2 };
    expect(deriveCosts({ startTime, model: 'b', ...counts }, FEW_PRICES).totalCost).toBe('1.5');
    expect(deriveCosts({ startTime, model: 'b', completionTokens: 2 }, FEW_PRICES).totalCost).toBe('0.6');
  });

  it('takes the price of the time of the observation, and the tier of its metadata', () => {
    const later = { ...used, startTime: '2026-02-01T00:00:00.000000Z' as Timestamp };
    expect(deriveCosts(later, FEW_PRICES).totalCost).toBe('0.07');
    expect(termsOf({ ...used, metadata: '{"b":1.0}' })?.tierName).toBe('Special');
  });

  it('is the same in whatever order the buckets stand', () => {
    const [one, other] = ['{"x":1,"y":2,"input":3}', '{"input":3,"y":2,"x":1}'].map((usageDetails) =>
      deriveCosts({ ...used, usageDetails }, FEW_PRICES),
    );
    expect(one).toEqual(other);
    expect(termsOf({ ...used, usageDetails: '{"y":2,"x":1,"input":3}' })?.unpriced).toEqual(['x', 'y']);
  });

  it('prices what the server has counted, and keeps the count where it has no price', () => {
    const counted = '{"input":10,"output":0,"total":10}';
    expect(deriveCosts({ startTime, model: 'a' }, FEW_PRICES, counted)).toMatchObject({
      totalCost: '1',
      estimatedUsage: counted,
    });
    expect(deriveCosts(used, FEW_PRICES, counted).estimatedUsage).toBeNull();
  });

  it.each(['no decimal', '1e900', '1e15'])('prices nothing by the odd price %s', (price) => {
    const prices = PriceList.of([aModelPrice('a', [aPricingTier({ input: price })])]);
    expect(deriveCosts(used, prices)).toEqual(NOTHING_PRICED);
  });
});
