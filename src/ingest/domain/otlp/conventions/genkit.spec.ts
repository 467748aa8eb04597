import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';

const MODEL = {
  'genkit:type': 'action',
  'genkit:metadata:subtype': 'model',
  'genkit:name': 'googleai/gemini-2.5-flash',
  'genkit:path': '/{flow,t:flow}/{model,t:action,s:model}',
  'genkit:input': '{"messages":[{"role":"user","content":[{"text":"Hi"}]}],"config":{"temperature":0.3}}',
  'genkit:output':
    '{"message":{"role":"model","content":[{"text":"Hello"}]},"usage":{"inputTokens":10,"outputTokens":4,"thoughtsTokens":6,"cachedContentTokens":8,"totalTokens":20}}',
  'genkit:state': 'success',
};

describe('spans of Genkit', () => {
  it('reads the call of a model', () => {
    const { fields } = translated(anOtlpSpan(MODEL));
    expect(fields).toMatchObject({
      type: 'GENERATION',
      name: 'googleai/gemini-2.5-flash',
      model: 'googleai/gemini-2.5-flash',
      modelParameters: { temperature: 0.3 },
      input: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
      output: { message: { role: 'model', content: [{ text: 'Hello' }] } },
      usageDetails: { input: 2, output: 4, input_cached_tokens: 8, output_reasoning_tokens: 6, total: 20 },
      metadata: { attributes: { 'genkit:state': 'success' } },
    });
  });

  it.each([
    ['flow', 'CHAIN'],
    ['tool', 'TOOL'],
    ['retriever', 'RETRIEVER'],
    ['embedder', 'EMBEDDING'],
    ['util', 'SPAN'],
  ])('takes a %s for %s, and counts nothing of it', (subtype, type) => {
    const { fields } = translated(anOtlpSpan({ ...MODEL, 'genkit:metadata:subtype': subtype }));
    expect(fields['type']).toBe(type);
    expect(fields).not.toHaveProperty('usageDetails');
  });
});
