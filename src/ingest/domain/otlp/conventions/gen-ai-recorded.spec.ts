import { Recording } from '../../../../../test/factories/recorded-spans.js';

describe('spans in the words of OpenTelemetry', () => {
  it('that Semantic Kernel has sent, whose messages are not on them', () => {
    const sent = new Recording('semantic-kernel');
    expect(sent.first('chat gpt-4o').fields).toMatchObject({ model: 'gpt-4o', totalTokens: 150 });
    expect(sent.first('W-get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: '21',
    });
    expect(sent.first('invoke_agent weather')).toMatchObject({
      fields: { type: 'AGENT', output: [{ role: 'assistant', content: 'It is 21 degrees in Oslo.' }] },
      rest: { 'gen_ai.tool.definitions': expect.any(String) as string },
    });
    expect(sent.totalTokens()).toBe(3 * 150);
  });

  it("that OpenTelemetry's own instrumentation has sent, whose messages are log records", () => {
    const sent = new Recording('openai-v2-legacy');
    const [chat] = sent.named('chat gpt-4o');
    expect(chat?.fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      usageDetails: { input: 120, output: 30, total: 150 },
    });
    expect(chat?.fields).not.toHaveProperty('input');
    const failing = sent.named('chat gpt-4o').at(-1);
    expect(failing?.fields).toMatchObject({ level: 'ERROR', model: 'gpt-4o' });
  });

  it("that OpenTelemetry's own instrumentation has sent since its messages are attributes", () => {
    const sent = new Recording('openai-v2');
    const [asking, answering, streamed] = sent.named('chat gpt-4o');
    const system = { role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] };
    const user = { role: 'user', parts: [{ type: 'text', content: 'What is the weather in Oslo?' }] };
    const call = { type: 'tool_call', id: 'call_1', name: 'get_weather', arguments: { city: 'Oslo' } };
    expect(asking?.fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2, max_tokens: 100, service_tier: 'default' },
      input: [system, user],
      output: [{ role: 'assistant', parts: [call], finish_reason: 'tool_calls' }],
      usageDetails: { input: 120, output: 30, total: 150 },
    });
    expect(asking?.rest).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.response.finish_reasons': ['tool_calls'],
      'gen_ai.response.id': 'chatcmpl-1',
      'openai.response.system_fingerprint': 'fp_1',
      'server.address': '127.0.0.1',
      'server.port': 4320,
    });
    expect(answering?.fields).toMatchObject({
      input: [system, user, { parts: [call] }, { role: 'tool', parts: [{ id: 'call_1', response: '21' }] }],
      output: [{ parts: [{ content: 'It is 21 degrees in Oslo.' }] }],
    });
    expect(streamed?.fields).toMatchObject({ output: [{ role: 'assistant' }], totalTokens: 150 });
    expect(sent.first('embeddings text-embedding-3-small').fields).toMatchObject({
      type: 'EMBEDDING',
      usageDetails: { input: 8 },
    });
    expect(sent.first('chat no-such-model').fields).toMatchObject({
      level: 'ERROR',
      statusMessage: expect.stringContaining('No such model') as string,
      input: [system, user],
    });
    expect(sent.totalTokens()).toBe(3 * 150 + 8);
  });

  it('that LiteLLM has sent', () => {
    const sent = new Recording('litellm');
    const [chat, asking, , embedding, failing] = sent.named('litellm_request');
    expect(chat).toMatchObject({
      fields: {
        model: 'gpt-4o-2024-08-06',
        input: [{ role: 'system' }, { role: 'user' }],
        output: [{ role: 'assistant', parts: [{ type: 'text', content: 'It is 21 degrees in Oslo.' }] }],
        costDetails: { input: 0.000175, output: 0.00030000000000000003 },
      },
      traceFields: { userId: 'u1' },
    });
    expect(JSON.stringify(asking?.fields['output'])).toContain('get_weather');
    expect(embedding?.fields).toMatchObject({ type: 'EMBEDDING', totalTokens: 8 });
    expect(failing?.fields).toMatchObject({ level: 'ERROR', model: 'gpt-4o' });
    // What it has sent to the provider is another span, which counts nothing.
    expect(sent.first('raw_gen_ai_request').fields).toMatchObject({ type: 'SPAN' });
    expect(sent.totalTokens()).toBe(3 * 150 + 8);
  });

  it('that the AI SDK of Vercel has sent since version 7', () => {
    const sent = new Recording('vercel-ai-7');
    expect(sent.first('invoke_agent gpt-4o')).toMatchObject({
      fields: { type: 'AGENT', input: [{ role: 'system' }, { role: 'user' }] },
      traceFields: { name: 'invoke_agent gpt-4o' },
      rest: { 'gen_ai.usage.input_tokens': 240 },
    });
    const [asking] = sent.named('chat gpt-4o');
    expect(asking?.fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      input: [{ role: 'system' }, { role: 'user' }],
      output: [{ role: 'assistant', parts: [{ type: 'tool_call', arguments: { city: 'Oslo' } }] }],
      usageDetails: { input: 20, input_cached_tokens: 100, output: 30, total: 150 },
    });
    expect(asking?.rest).toHaveProperty(['gen_ai.tool.definitions']);
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: { city: 'Oslo', degrees: 21 },
    });
    expect(sent.first('chat claude-sonnet-4-5').fields).toMatchObject({
      usageDetails: { input: 20, input_cached_tokens: 100, input_cache_creation: 7, output: 30, total: 157 },
    });
    expect(sent.totalTokens()).toBe(3 * 150 + 157 + 8);
  });
});
