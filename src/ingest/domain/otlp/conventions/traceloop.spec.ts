import { anOtlpSpan, aSpanEvent, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

describe('spans of OpenLLMetry', () => {
  it('reads the call of a model from indexed attributes', () => {
    const { fields, traceFields } = translated(
      anOtlpSpan(
        {
          'llm.request.type': 'chat',
          'gen_ai.system': 'Anthropic',
          'gen_ai.request.model': 'claude-3-opus-20240229',
          'gen_ai.response.model': 'claude-3-opus-20240229',
          'gen_ai.prompt.0.role': 'system',
          'gen_ai.prompt.0.content': 'Be brief.',
          'gen_ai.prompt.10.role': 'user',
          'gen_ai.prompt.10.content': '42',
          'gen_ai.prompt.2.role': 'assistant',
          'gen_ai.prompt.2.tool_calls.0.name': 'add',
          'gen_ai.prompt.2.tool_calls.0.arguments': '{"a": 1}',
          'gen_ai.completion.0.role': 'assistant',
          'gen_ai.completion.0.content': 'Yes',
          'gen_ai.completion.0.finish_reason': 'stop',
          'gen_ai.usage.prompt_tokens': 30,
          'gen_ai.usage.completion_tokens': 2,
          'llm.usage.total_tokens': 32,
          'gen_ai.usage.cache_read_input_tokens': 10,
          'traceloop.association.properties.user_id': 'u1',
          'traceloop.association.properties.session_id': 's1',
        },
        { events: [aSpanEvent('llm.content.completion.chunk'), aSpanEvent('llm.content.completion.chunk')] },
      ),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'claude-3-opus-20240229',
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'assistant', tool_calls: [{ name: 'add', arguments: '{"a": 1}' }] },
        { role: 'user', content: '42' },
      ],
      output: [{ role: 'assistant', content: 'Yes', finish_reason: 'stop' }],
      usageDetails: { input: 20, output: 2, input_cached_tokens: 10, total: 32 },
      completionStartTime: '2026-11-22T13:09:02.576000Z',
    });
    expect(traceFields).toMatchObject({ userId: 'u1', sessionId: 's1' });
  });

  it('reads a streamed call from the attributes of the current conventions', () => {
    const { fields, traceFields } = translated(
      anOtlpSpan(
        {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.openai.api_base': 'http://127.0.0.1:33175/v1/',
          'gen_ai.is_streaming': true,
          'gen_ai.user': 'u1',
          'gen_ai.request.model': 'gpt-4o-mini',
          'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
          'gen_ai.input.messages': '[{"role": "user", "parts": [{"type": "text", "content": "Why?"}]}]',
          'gen_ai.usage.input_tokens': 14,
          'gen_ai.usage.output_tokens': 4,
          'gen_ai.usage.cache_read.input_tokens': 6,
        },
        { events: [aSpanEvent('gen_ai.content.completion.chunk')] },
      ),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-mini-2024-07-18',
      usageDetails: { input: 8, output: 4, input_cached_tokens: 6, total: 18 },
      completionStartTime: '2026-11-22T13:09:02.576000Z',
    });
    expect(traceFields).toMatchObject({ userId: 'u1' });
  });

  it('takes the user whom LiteLLM names for that of the trace, unless a user is set', () => {
    const span = { 'llm.user': 'u2', 'llm.request.type': 'completion', 'gen_ai.operation.name': 'chat' };
    expect(translated(anOtlpSpan(span)).traceFields).toMatchObject({ userId: 'u2' });
    expect(translated(anOtlpSpan({ ...span, 'user.id': 'u3' })).traceFields).toMatchObject({ userId: 'u3' });
  });

  it.each([
    ['workflow', 'CHAIN'],
    ['agent', 'AGENT'],
    ['tool', 'TOOL'],
    ['task', 'SPAN'],
  ])('takes a %s for %s', (kind, type) => {
    const { fields } = translated(
      anOtlpSpan({
        'traceloop.span.kind': kind,
        'traceloop.entity.name': 'joke',
        'traceloop.entity.input': '{"args":[],"kwargs":{"topic":"cats"}}',
        'traceloop.entity.output': '"Meow"',
      }),
    );
    expect(fields).toMatchObject({
      type,
      input: { args: [], kwargs: { topic: 'cats' } },
      metadata: { attributes: { 'traceloop.entity.name': 'joke' } },
    });
  });
});

describe('spans that OpenLLMetry has sent', () => {
  const sent = new Recording('traceloop');

  it('are the workflow, the task and the tool that were decorated', () => {
    expect(sent.first('weather.workflow')).toMatchObject({
      fields: {
        type: 'CHAIN',
        input: { args: ['How warm is it in Oslo?'], kwargs: {} },
        // It writes every value as JSON.
        output: 'It is 21 degrees in Oslo.',
        metadata: { tier: 'gold' },
      },
      traceFields: { name: 'weather.workflow', userId: 'u1', sessionId: 's1' },
    });
    expect(sent.first('ask.task').fields).toMatchObject({ type: 'SPAN' });
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      output: { city: 'Oslo', degrees: 21 },
    });
  });

  it('are generations whose messages are in the words of OpenTelemetry', () => {
    const [asking, , stream] = sent.named('openai.chat');
    expect(asking?.fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      input: [{ role: 'system' }, { role: 'user' }],
      output: [{ role: 'assistant', parts: [{ type: 'tool_call', arguments: { city: 'Oslo' } }] }],
      usageDetails: {
        input: 20,
        input_cached_tokens: 100,
        output: 20,
        output_reasoning_tokens: 10,
        total: 150,
      },
    });
    expect(asking?.rest).toHaveProperty(['gen_ai.tool.definitions']);
    expect(stream?.fields).toHaveProperty('completionStartTime');
    expect(sent.first('openai.embeddings').fields).toMatchObject({ type: 'EMBEDDING', totalTokens: 8 });
    expect(sent.first('openai.response').fields).toMatchObject({ input: [{ role: 'system' }, {}] });
    expect(sent.first('anthropic.chat').fields).toMatchObject({
      model: 'claude-sonnet-4-5-20250929',
      input: [{ role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] }, { role: 'user' }],
      usageDetails: { input: 20, input_cached_tokens: 100, input_cache_creation: 7, output: 30, total: 157 },
    });
  });

  it('from JavaScript are read likewise', () => {
    const js = new Recording('traceloop-js');
    expect(js.first('weather.workflow')).toMatchObject({
      fields: { type: 'CHAIN', output: 'It is 21 degrees in Oslo.', metadata: { tier: 'gold' } },
      traceFields: { userId: 'u1' },
    });
    expect(js.first('get_weather.tool').fields).toMatchObject({ type: 'TOOL', output: { degrees: 21 } });
    expect(js.first('chat gpt-4o').fields).toMatchObject({ input: [{ role: 'system' }, { role: 'user' }] });
    expect(js.totalTokens()).toBe(2 * 150);
  });
});
