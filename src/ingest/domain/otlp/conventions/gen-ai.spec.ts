import { anOtlpSpan, aSpanEvent, translated } from '../../../../../test/factories/otlp-span.factory.js';

const INPUT = [{ role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] }];
const OUTPUT = [
  {
    role: 'assistant',
    parts: [{ type: 'tool_call', id: 'call_1', name: 'get_weather', arguments: { city: 'Paris' } }],
    finish_reason: 'tool_calls',
  },
];

const CHAT = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4o',
  'gen_ai.response.model': 'gpt-4o-2024-08-06',
  'gen_ai.request.temperature': 0.2,
  'gen_ai.request.max_tokens': 100,
  'gen_ai.request.stop_sequences': ['END'],
  'gen_ai.usage.input_tokens': 1000,
  'gen_ai.usage.output_tokens': 300,
  'gen_ai.usage.cache_read.input_tokens': 800,
  'gen_ai.usage.reasoning.output_tokens': 200,
  'gen_ai.conversation.id': 'conv-1',
};

describe('spans by the semantic conventions of OpenTelemetry', () => {
  it.each([
    [{ 'openai.response.service_tier': 'default', 'gen_ai.request.service_tier': 'flex' }, 'default'],
    [{ 'gen_ai.openai.response.service_tier': 'flex', 'gen_ai.openai.request.service_tier': 'auto' }, 'flex'],
    [{ 'gen_ai.response.service_tier': 'priority' }, 'priority'],
    [{ 'openai.request.service_tier': 'flex' }, 'flex'],
    [{ 'gen_ai.request.service_tier': 'batch' }, 'batch'],
  ])('know the tier that was given, else the one that was asked for: %j', (tiers, tier) => {
    const { fields } = translated(anOtlpSpan({ ...CHAT, ...tiers }));
    expect(fields['modelParameters']).toMatchObject({ temperature: 0.2, service_tier: tier });
    const said = { ...(fields['metadata'] as Readonly<Record<string, object>>)['attributes'] };
    for (const [key, value] of Object.entries(tiers))
      expect([tier, (said as Readonly<Record<string, unknown>>)[key]]).toContain(value);
  });

  it('know it whoever said what the parameters were, and keep what those say otherwise', () => {
    const langfuse = 'langfuse.observation.model.parameters';
    const asked = { ...CHAT, [langfuse]: '{"service_tier":"flex","seed":1}' };
    const served = { ...asked, 'openai.response.service_tier': 'default' };
    expect(translated(anOtlpSpan(served)).fields['modelParameters']).toEqual({
      service_tier: 'default',
      requested_service_tier: 'flex',
      seed: 1,
    });
    const parameters = translated(anOtlpSpan({ ...asked, 'openai.request.service_tier': 'auto' })).fields;
    expect(parameters['modelParameters']).toEqual({ service_tier: 'flex', seed: 1 });
  });

  it('reads messages from attributes, with the instructions before them', () => {
    const { fields, traceFields } = translated(
      anOtlpSpan({
        ...CHAT,
        'gen_ai.system_instructions': '[{"type":"text","content":"Be brief."}]',
        'gen_ai.input.messages': JSON.stringify(INPUT),
        'gen_ai.output.messages': JSON.stringify(OUTPUT),
        'openai.request.service_tier': 'auto',
        'openai.response.service_tier': 'flex',
      }),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      name: 'a span',
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2, max_tokens: 100, stop_sequences: ['END'], service_tier: 'flex' },
      input: [{ role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] }, ...INPUT],
      output: OUTPUT,
      usageDetails: {
        input: 200,
        output: 100,
        input_cached_tokens: 800,
        output_reasoning_tokens: 200,
        total: 1300,
      },
      promptTokens: 1000,
      completionTokens: 300,
    });
    expect(fields['metadata']).toMatchObject({
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o',
      },
    });
    expect(traceFields).toMatchObject({ sessionId: 'conv-1' });
  });

  it('reads messages that are structured values', () => {
    const { fields } = translated(anOtlpSpan({ 'gen_ai.input.messages': INPUT }));
    expect(fields['input']).toEqual(INPUT);
  });

  it('reads messages from the event with all details', () => {
    const { fields } = translated(
      anOtlpSpan(CHAT, {
        events: [
          aSpanEvent('gen_ai.client.inference.operation.details', {
            'gen_ai.input.messages': INPUT,
            'gen_ai.output.messages': JSON.stringify(OUTPUT),
            'gen_ai.request.model': 'gpt-4o',
          }),
        ],
      }),
    );
    expect(fields).toMatchObject({ input: INPUT, output: OUTPUT });
    expect(fields['metadata']).toMatchObject({
      events: [
        {
          name: 'gen_ai.client.inference.operation.details',
          attributes: { 'gen_ai.request.model': 'gpt-4o' },
        },
      ],
    });
  });

  it('reads messages from an event for each', () => {
    const { fields } = translated(
      anOtlpSpan(CHAT, {
        events: [
          aSpanEvent('gen_ai.system.message', { content: 'Be brief.' }),
          aSpanEvent('gen_ai.user.message', { 'gen_ai.event.content': '{"role":"user","content":"Hi"}' }),
          aSpanEvent('gen_ai.tool.message', { id: 'call_1', content: '{"t":21}' }),
          aSpanEvent('gen_ai.choice', { index: 0, finish_reason: 'stop', message: '{"content":"Hello"}' }),
        ],
      }),
    );
    expect(fields).toMatchObject({
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'tool', id: 'call_1', content: { t: 21 } },
      ],
      output: { index: 0, finish_reason: 'stop', message: { content: 'Hello' } },
    });
  });

  it('reads the prompt and the completion from the oldest events', () => {
    const { fields } = translated(
      anOtlpSpan(CHAT, {
        events: [
          aSpanEvent('gen_ai.content.prompt', { 'gen_ai.prompt': '[{"role":"user","content":"Hi"}]' }),
          aSpanEvent('gen_ai.content.completion', { 'gen_ai.completion': 'Hello' }),
        ],
      }),
    );
    expect(fields).toMatchObject({ input: [{ role: 'user', content: 'Hi' }], output: 'Hello' });
  });

  it('reads the call of a tool', () => {
    const { fields } = translated(
      anOtlpSpan({
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.call.id': 'call_1',
        'gen_ai.tool.call.arguments': '{"city":"Paris","id":12345678901234567890}',
        'gen_ai.tool.call.result': '21',
      }),
    );
    expect(fields).toMatchObject({ type: 'TOOL', name: 'get_weather', output: '21' });
  });

  it('counts nothing of a span that sums up others', () => {
    const { fields } = translated(
      anOtlpSpan({ ...CHAT, 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'weather' }),
    );
    expect(fields['type']).toBe('AGENT');
    for (const field of ['model', 'usageDetails', 'totalTokens']) expect(fields).not.toHaveProperty(field);
    expect(fields['metadata']).toMatchObject({ attributes: { 'gen_ai.usage.input_tokens': 1000 } });
  });

  it.each([
    ['text_completion', 'GENERATION'],
    ['generate_content', 'GENERATION'],
    ['embeddings', 'EMBEDDING'],
    ['create_agent', 'AGENT'],
    ['something_else', 'SPAN'],
  ])('takes the operation %s for %s', (operation, type) => {
    expect(translated(anOtlpSpan({ 'gen_ai.operation.name': operation })).fields['type']).toBe(type);
  });

  it('counts no part twice where the total, or a whole that is less than its parts, shows that they stand beside it', () => {
    const usageOf = (attributes: Record<string, number>) =>
      translated(anOtlpSpan(attributes)).fields['usageDetails'];
    expect(usageOf({ 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.cache_read_input_tokens': 50 })).toEqual({
      input: 10,
      input_cached_tokens: 50,
      total: 60,
    });
    expect(
      usageOf({
        'gen_ai.usage.prompt_tokens': 10,
        'gen_ai.usage.completion_tokens': 5,
        'gen_ai.usage.cache_read_input_tokens': 50,
        'gen_ai.usage.total_tokens': 65,
      }),
    ).toEqual({ input: 10, output: 5, input_cached_tokens: 50, total: 65 });
    expect(usageOf({ 'gen_ai.usage.input_tokens': -1, 'gen_ai.usage.output_tokens': 1.5 })).toBeUndefined();
  });

  it('dates the first token', () => {
    const { fields } = translated(anOtlpSpan({ 'gen_ai.response.time_to_first_chunk': 0.25 }));
    expect(fields['completionStartTime']).toBe('2026-11-22T13:09:02.825000Z');
  });
});
