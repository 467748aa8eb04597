import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';

describe('spans with plain attributes', () => {
  it('reads what they are called', () => {
    const { fields } = translated(anOtlpSpan({ input: '{"q":1}', output: 'yes', model: 'llama-3' }));
    expect(fields).toMatchObject({ type: 'GENERATION', input: { q: 1 }, output: 'yes', model: 'llama-3' });
  });
});
