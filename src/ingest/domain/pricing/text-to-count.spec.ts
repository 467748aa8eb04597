import { aModelPrice, aPricingTier } from '../../../../test/factories/price-list.factory.js';
import { PriceList } from '../../../common/pricing/match-model.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import { textToCount } from './text-to-count.js';

const tier = aPricingTier({ input: '1' });
const PRICES = PriceList.of([
  { ...aModelPrice('mine', [tier]), tokenizerId: 'openai', tokenizerConfig: { tokensPerName: -1 } },
  {
    ...aModelPrice('tuned', [tier]),
    tokenizerId: 'openai',
    tokenizerConfig: { tokenizerModel: 'gpt-4', tokensPerMessage: 4, tokensPerName: 0 },
  },
  { ...aModelPrice('other', [tier]), tokenizerId: 'llama' },
  aModelPrice('plain', [tier]),
]);
const said = { startTime: '2026-01-31T08:00:00.000000Z' as Timestamp, model: 'mine', input: '"a"' };

describe(textToCount, () => {
  it('is what was said, for the tokenizer of the model', () => {
    const request = { tokenizer: 'openai', input: '"a"', output: null };
    expect(textToCount(said, PRICES)).toEqual({
      ...request,
      model: 'mine',
      tokensPerMessage: 3,
      tokensPerName: 1,
    });
    expect(textToCount({ ...said, model: 'tuned' }, PRICES)).toEqual({
      ...request,
      model: 'gpt-4',
      tokensPerMessage: 4,
      tokensPerName: 0,
    });
  });

  it.each([
    ['usage', { usageDetails: '{"input":0}' }],
    ['a count', { totalTokens: 0 }],
    ['a cost', { calculatedTotalCost: 0 }],
    ['that it is a span around a call', { type: 'SPAN' }],
    ['that it failed', { level: 'ERROR' }],
    ['no text', { input: null }],
    ['no model', { model: null }],
    ['a model that nobody knows', { model: 'unknown' }],
    ['a model without a tokenizer', { model: 'plain' }],
    ['a model with another tokenizer', { model: 'other' }],
  ])('is nothing where the client has said %s', (_, fields) => {
    expect(textToCount({ ...said, ...fields }, PRICES)).toBeNull();
  });
});
