import { withoutOverlap } from './overlap.js';

describe(withoutOverlap, () => {
  const left = (counts: Record<string, number>): unknown => {
    const found = withoutOverlap(new Map(Object.entries(counts)));
    return found && Object.fromEntries(found);
  };
  const cached = { cache_read_input_tokens: 5000, cache_creation_input_tokens: 1000 };

  it('takes off the input what the total shows to be counted twice: what was written to a cache, read from it, or both', () => {
    const whole = { input: 100, output: 20, total: 6120, ...cached };
    expect(left({ ...whole, input: 1100 })).toEqual(whole);
    expect(left({ ...whole, input: 5100 })).toEqual(whole);
    expect(left({ ...whole, input: 6100 })).toEqual(whole);
  });

  it('takes off both sides what they say of other media', () => {
    const parts = { input_cached_tokens: 10, input_audio_tokens: 60, output_audio_tokens: 30 };
    const whole = { input: 30, output: 10, total: 140, ...parts };
    expect(left({ ...whole, input: 100, output: 40 })).toEqual(whole);
  });

  it('takes off the output what was thought, alone or besides', () => {
    const whole = { input: 60, input_cached_tokens: 40, output: 20, output_reasoning_tokens: 30, total: 150 };
    expect(left({ ...whole, output: 50 })).toEqual(whole);
    expect(left({ ...whole, input: 100, output: 50 })).toEqual(whole);
  });

  it('leaves alone what does not overlap, and what no cache and no thought explains', () => {
    expect(left({ input: 100, output: 20, total: 6120, ...cached })).toBeNull();
    expect(left({ input: 100, output: 20, ...cached })).toBeNull();
    expect(left({ input: 100, output: 20, total: 200, ...cached })).toBeNull();
    expect(left({ input: 10, output: 20, total: 9 })).toBeNull();
    // The total says nothing of the cache, and nor does the input: it is less.
    expect(left({ input: 100, output: 20, total: 120, ...cached })).toBeNull();
  });
});
