import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';

const METADATA = {
  'ai.telemetry.functionId': 'answer',
  'ai.telemetry.metadata.userId': 'u1',
  'ai.telemetry.metadata.sessionId': 's1',
  'ai.telemetry.metadata.tags': ['t1', 't2'],
  'ai.telemetry.metadata.plan': 'pro',
  'ai.telemetry.metadata.langfusePrompt': '{"name":"greet","version":2,"labels":[]}',
};

const STEP = {
  ...METADATA,
  'operation.name': 'ai.streamText.doStream answer',
  'ai.operationId': 'ai.streamText.doStream',
  'ai.model.id': 'gpt-4o',
  'ai.model.provider': 'openai.chat',
  'ai.prompt.messages': '[{"role":"user","content":[{"type":"text","text":"Hi"}]}]',
  'ai.settings.maxRetries': 2,
  'ai.response.text': 'Hello',
  'ai.response.toolCalls': '[{"toolCallId":"c1","toolName":"add","input":"{}"}]',
  'ai.response.finishReason': 'tool-calls',
  'ai.response.msToFirstChunk': 123.456,
  'ai.usage.inputTokens': 100,
  'ai.usage.outputTokens': 50,
  'ai.usage.totalTokens': 150,
  'ai.usage.cachedInputTokens': 60,
  'ai.usage.reasoningTokens': 20,
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.request.temperature': 0,
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.usage.input_tokens': 100,
  'gen_ai.usage.output_tokens': 50,
};

describe("spans of Vercel's AI SDK", () => {
  it('reads the call of a model', () => {
    const { fields, traceFields } = translated(anOtlpSpan(STEP));
    expect(fields).toMatchObject({
      type: 'GENERATION',
      name: 'answer:ai.streamText.doStream',
      model: 'gpt-4o-2024-08-06',
      modelParameters: { maxRetries: 2, finishReason: 'tool-calls', temperature: 0 },
      input: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      output: {
        role: 'assistant',
        content: 'Hello',
        tool_calls: [{ toolCallId: 'c1', toolName: 'add', input: '{}' }],
      },
      usageDetails: {
        input: 40,
        output: 30,
        input_cached_tokens: 60,
        output_reasoning_tokens: 20,
        total: 150,
      },
      completionStartTime: '2026-11-22T13:09:02.698456Z',
      promptName: 'greet',
      promptVersion: 2,
      metadata: { plan: 'pro', spanName: 'a span' },
    });
    expect(traceFields).toMatchObject({ userId: 'u1', sessionId: 's1', tags: ['t1', 't2'] });
  });

  it('counts the whole operation only in its steps', () => {
    const { fields } = translated(
      anOtlpSpan({ ...STEP, 'ai.operationId': 'ai.streamText', 'ai.prompt': '{"prompt":"Hi"}' }),
    );
    expect(fields).toMatchObject({ type: 'SPAN', name: 'answer:ai.streamText' });
    for (const field of ['model', 'usageDetails']) expect(fields).not.toHaveProperty(field);
  });

  it('reads the call of a tool', () => {
    const { fields } = translated(
      anOtlpSpan({
        'ai.operationId': 'ai.toolCall',
        'ai.toolCall.name': 'add',
        'ai.toolCall.id': 'c1',
        'ai.toolCall.args': '{"a":1}',
        'ai.toolCall.result': '2',
      }),
    );
    expect(fields).toMatchObject({ type: 'TOOL', name: 'add', input: { a: 1 }, output: '2' });
  });

  it('reads embeddings', () => {
    const { fields } = translated(
      anOtlpSpan({
        'ai.operationId': 'ai.embed.doEmbed',
        'ai.model.id': 'text-embedding-3-small',
        'ai.values': ['"cats"'],
        'ai.embeddings': ['[0.1,0.2]'],
        'ai.usage.tokens': 4,
      }),
    );
    expect(fields).toMatchObject({
      type: 'EMBEDDING',
      model: 'text-embedding-3-small',
      output: [[0.1, 0.2]],
      usageDetails: { input: 4, total: 4 },
    });
  });
});
