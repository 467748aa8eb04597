import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

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

describe('spans that Genkit has sent', () => {
  const sent = new Recording('genkit');

  it('are the actions of a flow, of which only the calls of the model count', () => {
    expect(sent.first('weather')).toMatchObject({
      fields: { type: 'CHAIN', input: 'How warm is it in Oslo?', output: 'It is 21 degrees in Oslo.' },
      traceFields: { name: 'weather' },
    });
    const [asking] = sent.named('fake/gpt-4o');
    expect(asking?.fields).toMatchObject({
      model: 'fake/gpt-4o',
      modelParameters: { temperature: 0.2 },
      input: { messages: [{ role: 'system' }, { role: 'user' }] },
      usageDetails: {
        input: 20,
        input_cached_tokens: 100,
        output: 20,
        output_reasoning_tokens: 10,
        total: 150,
      },
    });
    expect(sent.first('get_weather').fields).toMatchObject({ type: 'TOOL', output: { degrees: 21 } });
    expect(sent.first('fake/embed').fields).toMatchObject({ type: 'EMBEDDING' });
    expect(sent.first('generate').fields).toMatchObject({ type: 'SPAN' });
    expect(sent.first('failing').fields).toMatchObject({
      level: 'ERROR',
      statusMessage: 'The model is overloaded',
    });
    expect(sent.totalTokens()).toBe(2 * 150);
  });
});
