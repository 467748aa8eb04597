import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

describe('spans of MLflow', () => {
  it('reads the call of a model', () => {
    const { fields, traceFields } = translated(
      anOtlpSpan({
        'mlflow.traceRequestId': '"tr-1"',
        'mlflow.spanType': '"CHAT_MODEL"',
        'mlflow.spanInputs': '{"messages":[{"role":"user","content":"Hi"}]}',
        'mlflow.spanOutputs': '"Hello"',
        'mlflow.llm.model': '"gpt-4o"',
        'mlflow.chat.tokenUsage': '{"input_tokens":10,"output_tokens":2,"total_tokens":12}',
        'mlflow.llm.cost': '{"input_cost":0.1,"output_cost":0.2,"total_cost":0.3}',
        'mlflow.trace.session': '"s1"',
        'mlflow.trace.user': 'u1',
      }),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o',
      input: { messages: [{ role: 'user', content: 'Hi' }] },
      output: 'Hello',
      usageDetails: { input: 10, output: 2, total: 12 },
      costDetails: { input: 0.1, output: 0.2, total: 0.3 },
      metadata: { attributes: { 'mlflow.traceRequestId': '"tr-1"' } },
    });
    expect(traceFields).toMatchObject({ sessionId: 's1', userId: 'u1' });
  });

  it.each(['AGENT', 'CHAIN', 'TOOL', 'RETRIEVER'])('knows %s', (type) => {
    expect(translated(anOtlpSpan({ 'mlflow.spanType': `"${type}"` })).fields['type']).toBe(type);
  });
});

describe('spans that MLflow has sent', () => {
  const sent = new Recording('mlflow');

  it('are an agent, a retriever and a tool as they were declared', () => {
    expect(sent.first('weather')).toMatchObject({
      fields: { type: 'AGENT', output: 'It is 21 degrees in Oslo.' },
      traceFields: { name: 'weather' },
    });
    expect(sent.first('look_up').fields).toMatchObject({ type: 'RETRIEVER', output: [{ id: '1' }] });
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: { city: 'Oslo', degrees: 21 },
    });
  });

  it('are calls whose arguments are attributes of their own names', () => {
    const [asking, , stream, failing] = sent.named('Completions');
    expect(asking?.fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      input: { messages: [{ role: 'system' }, { role: 'user' }] },
      usageDetails: { input: 20, input_cached_tokens: 100, output: 30, total: 150 },
    });
    expect(stream?.fields).toMatchObject({ modelParameters: { stream: true } });
    expect(failing?.fields).toMatchObject({ level: 'ERROR', model: 'gpt-4o' });
    expect(sent.first('Embeddings').fields).toMatchObject({ type: 'EMBEDDING' });
    expect(sent.totalTokens()).toBe(4 * 150);
  });
});
