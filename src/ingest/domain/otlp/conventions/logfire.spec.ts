import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';

const EVENTS = JSON.stringify([
  { 'event.name': 'gen_ai.system.message', content: 'Be brief.', role: 'system' },
  { 'event.name': 'gen_ai.user.message', content: 'Hi', role: 'user' },
  { 'event.name': 'gen_ai.choice', index: 0, message: { role: 'assistant', content: 'Hello' } },
]);

describe('spans of Logfire and Pydantic AI', () => {
  it('reads a request from events in an attribute', () => {
    const { fields } = translated(
      anOtlpSpan({
        'logfire.msg': 'chat gpt-4o',
        'logfire.level_num': 9,
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 20,
        'gen_ai.usage.details.cache_read_tokens': 5,
        model_request_parameters: '{"function_tools":[]}',
        events: EVENTS,
      }),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      name: 'chat gpt-4o',
      level: 'DEFAULT',
      input: [
        { 'event.name': 'gen_ai.system.message', content: 'Be brief.', role: 'system' },
        { 'event.name': 'gen_ai.user.message', content: 'Hi', role: 'user' },
      ],
      output: { role: 'assistant', content: 'Hello' },
      usageDetails: { input: 15, input_cached_tokens: 5, total: 20 },
    });
    expect(fields['metadata']).not.toHaveProperty('attributes.events');
  });

  it('takes the run of an agent for one, and leaves the counting to its requests', () => {
    const { fields } = translated(
      anOtlpSpan({
        'logfire.msg': 'agent run',
        agent_name: 'agent',
        model_name: 'gpt-4o',
        'gen_ai.usage.input_tokens': 100,
        'pydantic_ai.all_messages': '[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]',
        final_result: '{"answer":42}',
      }),
    );
    expect(fields).toMatchObject({
      type: 'AGENT',
      name: 'agent run',
      input: [{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }],
      output: { answer: 42 },
    });
    for (const field of ['model', 'usageDetails']) expect(fields).not.toHaveProperty(field);
  });

  it('reads the call of a tool', () => {
    const { fields } = translated(
      anOtlpSpan({
        'gen_ai.tool.name': 'add',
        'logfire.msg': 'running tool: add',
        tool_arguments: '{"a":1}',
        tool_response: '2',
      }),
    );
    expect(fields).toMatchObject({ type: 'TOOL', name: 'add', input: { a: 1 }, output: '2' });
  });

  it.each([
    [1, 'DEBUG'],
    [13, 'WARNING'],
    [17, 'ERROR'],
  ])('reads the severity %d as %s', (severity, level) => {
    expect(translated(anOtlpSpan({ 'logfire.level_num': severity })).fields['level']).toBe(level);
  });

  it('keeps events whose messages something else has overruled', () => {
    const { fields } = translated(anOtlpSpan({ events: EVENTS, 'langfuse.observation.input': 'said' }));
    expect(fields).toMatchObject({
      input: 'said',
      output: { role: 'assistant', content: 'Hello' },
      metadata: { attributes: { events: EVENTS } },
    });
  });
});
