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

  it('is counted as what is built in says where a price of the project says nothing of it', () => {
    const prices = PriceList.of([aModelPrice('gpt-4o', [tier]), aModelPrice('claude-.*', [tier])]);
    expect(textToCount({ ...said, model: 'gpt-4o' }, prices)).toMatchObject({
      tokenizer: 'openai',
      model: 'gpt-4o',
    });
    expect(textToCount({ ...said, model: 'claude-sonnet-4-5' }, prices)).toMatchObject({
      tokenizer: 'claude',
    });
  });

  it('is of an embedding what went in', () => {
    const embedding = { ...said, type: 'EMBEDDING', output: '[0.1,0.2]' };
    expect(textToCount(embedding, PRICES)).toMatchObject({ input: '"a"', output: null });
    expect(textToCount({ ...embedding, input: null }, PRICES)).toBeNull();
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
