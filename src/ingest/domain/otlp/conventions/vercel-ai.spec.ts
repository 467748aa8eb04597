import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

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

  it('knows every spelling of a count, and what a call was of', () => {
    const { fields } = translated(
      anOtlpSpan({
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.id': 'gpt-4o',
        'ai.usage.inputTokens': 100,
        'ai.usage.outputTokens': 50,
        'gen_ai.usage.cache_read_input_tokens': 40,
        'gen_ai.usage.reasoning_tokens': 10,
        'gen_ai.system': 'openai.chat',
        'gen_ai.openai.response.service_tier': 'flex',
        'gen_ai.response.finish_reasons': ['stop'],
      }),
    );
    expect(fields).toMatchObject({
      usageDetails: {
        input: 60,
        input_cached_tokens: 40,
        output: 40,
        output_reasoning_tokens: 10,
        total: 150,
      },
      modelParameters: { system: 'openai.chat', service_tier: 'flex', finishReason: 'stop' },
    });
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

const ASKED = [{ role: 'user', content: [{ type: 'text', text: 'How warm is it in Oslo?' }] }];
const CALLED = { input: 20, input_cached_tokens: 100, output: 20, output_reasoning_tokens: 10, total: 150 };

describe.each([4, 5, 6])('spans that ai %d has sent', (version) => {
  const sent = new Recording(`vercel-ai-${version}`);
  // Version 5 writes no details of the usage of a call, and version 4 only what the provider has said.
  const counted = version === 5 ? { input: 120, output: 30, total: 150 } : CALLED;

  it('are a generation for the call of a model', () => {
    const { fields, traceFields, rest } = sent.first('text:ai.generateText.doGenerate');
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2, max_tokens: 100, finishReason: 'stop' },
      input: [{ role: 'system', content: 'Be brief.' }, ...ASKED],
      output: 'It is 21 degrees in Oslo.',
      metadata: { tier: 'gold', spanName: 'ai.generateText.doGenerate' },
    });
    expect(fields['usageDetails']).toEqual(counted);
    expect(traceFields).toMatchObject({ userId: 'u1', sessionId: 's1', tags: ['demo'] });
    expect(Object.keys(rest)).toEqual(
      expect.arrayContaining(['ai.model.provider', 'ai.response.id', 'gen_ai.response.finish_reasons']),
    );
    for (const key of ['ai.prompt.messages', 'ai.response.text', 'gen_ai.usage.input_tokens'])
      expect(rest).not.toHaveProperty([key]);
  });

  it('are the steps of a conversation with a tool', () => {
    const [asking, answering] = sent.named('tools:ai.generateText.doGenerate');
    const [outer] = sent.named('tools:ai.generateText');
    expect(asking?.fields).toMatchObject({
      type: 'GENERATION',
      input: ASKED,
      output: [{ toolCallId: 'call_1', toolName: 'get_weather' }],
      modelParameters: { finishReason: 'tool-calls', toolChoice: { type: 'auto' } },
    });
    expect(asking?.rest).toHaveProperty(['ai.prompt.tools']);
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: { city: 'Oslo', degrees: 21 },
    });
    expect(answering?.fields['input']).toHaveLength(3);
    expect(outer?.fields).toMatchObject({ type: 'SPAN', output: 'It is 21 degrees in Oslo.' });
    expect(outer?.traceFields).toMatchObject({ name: 'tools:ai.generateText' });
  });

  it('are a stream with the time of its first chunk, an object, and embeddings', () => {
    const stream = sent.first('stream:ai.streamText.doStream').fields;
    expect(stream).toMatchObject({ type: 'GENERATION', output: 'It is 21 degrees.' });
    expect(stream['completionStartTime']).not.toBe(stream['startTime']);
    expect(sent.first('object:ai.generateObject.doGenerate').fields).toMatchObject({
      type: 'GENERATION',
      output: { city: 'Oslo', degrees: 21 },
    });
    expect(sent.first('embed:ai.embed.doEmbed').fields).toMatchObject({
      type: 'EMBEDDING',
      model: 'text-embedding-3-small',
      input: ['Oslo'],
      output: [[0.25, 0.5, 0.75]],
      usageDetails: { input: 8, total: 8 },
    });
    expect(sent.first('embed:ai.embed').fields['input']).toBe('Oslo');
    expect(sent.first('embed-many:ai.embedMany').fields['input']).toEqual(['Oslo', 'Bergen']);
  });

  it('are errors where the model fails', () => {
    expect(sent.first('failing:ai.generateText.doGenerate').fields).toMatchObject({
      level: 'ERROR',
      statusMessage: 'The model is overloaded',
    });
  });

  it('count the tokens of five calls and two embeddings once', () => {
    expect(sent.totalTokens()).toBe(5 * 150 + 2 * 8);
  });
});

describe.each([4, 5, 6])('spans that ai %d has sent of real providers', (version) => {
  const sent = new Recording(`vercel-ai-${version}-providers`);

  it('have what is cached beside the rest of the input, however it is counted', () => {
    expect(sent.first('anthropic:ai.generateText.doGenerate').fields['usageDetails']).toEqual({
      input: 20,
      input_cached_tokens: 100,
      input_cache_creation: 7,
      output: 30,
      total: 157,
    });
    expect(sent.first('openai:ai.generateText.doGenerate').fields).toMatchObject({
      usageDetails: version === 5 ? { input: 120, output: 30, total: 150 } : CALLED,
    });
    expect(sent.totalTokens()).toBe(157 + 150);
  });
});
