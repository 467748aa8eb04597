import { MAX_TOKENS } from '../amounts.js';
import type { Buckets } from './ingestion-event.js';
import { usageFields } from './usage-details.js';

function details(usageDetails: Buckets): unknown {
  return JSON.parse(usageFields(null, usageDetails, null).usageDetails ?? 'null');
}

describe(usageFields, () => {
  it('says nothing where nothing was sent', () => {
    expect(usageFields(undefined, null, undefined)).toEqual({});
    expect(usageFields({}, {}, {})).toEqual({});
  });

  it('reads the older names of usage', () => {
    expect(usageFields({ promptTokens: 3, completionTokens: 4, totalTokens: 7 }, null, null)).toEqual({
      usageDetails: '{"input":3,"output":4,"total":7}',
      promptTokens: 3,
      completionTokens: 4,
      totalTokens: 7,
    });
  });

  it('reads unit and costs of usage', () => {
    const usage = { input: 10, unit: 'CHARACTERS', inputCost: 0.1, outputCost: 0.2, totalCost: null };
    expect(usageFields(usage, null, null)).toEqual({
      usageDetails: '{"input":10,"total":10}',
      promptTokens: 10,
      completionTokens: 0,
      totalTokens: 10,
      unit: 'CHARACTERS',
      costDetails: '{"input":0.1,"output":0.2,"total":0.3}',
      calculatedInputCost: 0.1,
      calculatedOutputCost: 0.2,
      calculatedTotalCost: 0.3,
    });
  });

  it('knows no other counts in usage than its own', () => {
    expect(usageFields({ input: 1, reasoning: 5, totalCost: 2 }, null, null)).toMatchObject({
      usageDetails: '{"input":1,"total":1}',
      costDetails: '{"total":2}',
    });
  });

  it('reads in usage, too, what OpenAI returns', () => {
    expect(
      usageFields({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }, null, null),
    ).toMatchObject({
      usageDetails: '{"input":3,"output":4,"total":7}',
    });
  });

  it('lets usageDetails win over usage', () => {
    expect(usageFields({ input: 1 }, { input: 2 }, null).promptTokens).toBe(2);
  });

  it('adds up all buckets that have input or output in their name, and all for the total', () => {
    expect(usageFields(null, { input: 5, input_cached_tokens: 3, output: 2, audio: 1 }, null)).toMatchObject({
      promptTokens: 8,
      completionTokens: 2,
      totalTokens: 11,
    });
  });

  it('takes off the input what the total shows to be counted twice, and keeps what was sent', () => {
    const sent = { input: 1100, output: 20, total: 6120, cache_creation_input_tokens: 1000 };
    const usage = { ...sent, cache_read_input_tokens: 5000 };
    expect(usageFields(null, usage, null)).toMatchObject({ promptTokens: 6100, totalTokens: 6120 });
    expect(details(usage)).toEqual({ ...usage, input: 100 });
    expect(usageFields(null, usage, null).usageSent).toBe(JSON.stringify(usage));
  });

  it('keeps a total that was sent', () => {
    expect(usageFields(null, { input: 5, total: 9 }, null).totalTokens).toBe(9);
  });

  it.each([{ total_tokens: 9 }, { totalTokens: '9' }, { total: 9 }])(
    'knows a total by any name: %j',
    (sent) => {
      const alone = { usageDetails: '{"total":9}', promptTokens: 0, completionTokens: 0, totalTokens: 9 };
      expect(usageFields(null, sent, null)).toEqual(alone);
      expect(usageFields(sent, null, null)).toEqual(alone);
      expect(details({ ...sent, input: 4 })).toEqual({ total: 9, input: 4 });
    },
  );

  it('takes what a completion of OpenAI counted apart, so that no token counts twice', () => {
    expect(
      details({
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 40, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 20 },
      }),
    ).toEqual({
      input: 60,
      input_cached_tokens: 40,
      input_audio_tokens: 0,
      output: 30,
      output_reasoning_tokens: 20,
      total: 150,
    });
  });

  it('does the same with a response of OpenAI', () => {
    expect(
      details({
        input_tokens: 9,
        input_tokens_details: { cached_tokens: 10 },
        output_tokens: 1,
        total_tokens: 10,
      }),
    ).toEqual({ input: 0, input_cached_tokens: 10, output: 1, total: 10 });
  });

  it('counts nothing else that stands beside the counts of a vendor', () => {
    expect(details({ prompt_tokens: 1, cost: 2 })).toEqual({ input: 1, total: 1 });
  });

  it.each([
    { input: 3, output: 4, cache_read_input_tokens: 5 },
    { input: 3, input_cached_tokens: 5, output_reasoning_tokens: 2, total: 10 },
    { input_tokens: 3, input_cached_tokens: 5 },
    { tokens: 7, pictures: 2 },
  ])('leaves the buckets %j as they are', (buckets) => {
    expect(usageFields(null, buckets, null)).not.toHaveProperty('usageSent');
    expect(details(buckets)).toMatchObject(buckets);
  });

  it.each([
    [{ prompt_tokens: '5', prompt_tokens_details: { cached_tokens: 2 } }, null],
    [{ input: 3, service_tier: 'priority', speed: 'fast' }, null],
    [null, { input: 3, reasoning: 5, unit: 'TOKENS' }],
    [null, { input_tokens: 3, output_tokens: 1 }],
  ])('keeps as it was sent what its counts do not say: %j %j', (usageDetails, usage) => {
    const { usageSent } = usageFields(usage, usageDetails, null);
    expect(usageSent).toBe(JSON.stringify(usageDetails ?? usage));
  });

  it('keeps nothing that is longer than usage can be', () => {
    const sent = { input: 1, note: 'x'.repeat(100_000) };
    expect(usageFields(null, sent, null)).not.toHaveProperty('usageSent');
  });

  it('reads whole numbers in texts, and drops what is no count', () => {
    const sent = { input: '12', output: 1.5, a: -1, b: 'x', c: null, d: '', e: 1e300, f: '0x10', g: '1e3' };
    expect(details({ ...sent, output_audio: ' 3.0 ' })).toEqual({ input: 12, output_audio: 3, total: 15 });
  });

  it('takes buckets of any name, also of those that every object has', () => {
    const sent = JSON.parse('{"constructor":1,"toString":2,"__proto__":3,"input":4}') as Buckets;
    expect(usageFields(null, sent, null)).toMatchObject({ promptTokens: 4, totalTokens: 10 });
    expect(details(sent)).toEqual(
      JSON.parse('{"constructor":1,"toString":2,"__proto__":3,"input":4,"total":10}'),
    );
  });

  it('refuses counts that are too many together for the sums that are kept', () => {
    expect(usageFields(null, { input: MAX_TOKENS, output: MAX_TOKENS }, null).totalTokens).toBe(
      2 * MAX_TOKENS,
    );
    for (const sent of [
      { input: MAX_TOKENS, input_cached: 1 },
      { output: MAX_TOKENS, output_audio: 1 },
      { a: MAX_TOKENS, b: MAX_TOKENS, c: 1 },
    ])
      expect(() => usageFields(null, sent, null)).toThrow(/^body\.usageDetails must count at most/);
  });

  it('adds up all costs for the total where none was said, and leaves the costs as they were sent', () => {
    expect(usageFields(null, null, { input: 0.1, cache: 0.2, bad: -1, worse: 'x' })).toEqual({
      costDetails: '{"input":0.1,"cache":0.2}',
      calculatedInputCost: 0.1,
      calculatedOutputCost: 0,
      calculatedTotalCost: 0.3,
    });
    expect(usageFields(null, null, { search: 0.01 }).calculatedTotalCost).toBe(0.01);
    expect(usageFields(null, null, { search: 0.01, total: 0 }).calculatedTotalCost).toBe(0);
  });
});
