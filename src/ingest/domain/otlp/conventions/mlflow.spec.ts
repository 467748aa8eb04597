import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';

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
