import { anOtlpSpan, translated, type Sent } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

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

  it.each([
    ['logfire.level_num', 9],
    ['mlflow.spanLogLevel', 30],
  ])('lets no %s of %d hide a status that says error', (key, severity) => {
    const failed = (said: Readonly<Record<string, Sent>>) =>
      translated(anOtlpSpan(said, { statusCode: 'ERROR' })).fields['level'];
    expect(failed({ [key]: severity })).toBe('ERROR');
    expect(failed({ [key]: severity, 'langfuse.observation.level': 'warn' })).toBe('WARNING');
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

describe.each([1, 2, 5])('spans that Pydantic AI has sent, its instrumentation of version %d', (version) => {
  const sent = new Recording(`pydantic-ai-v${version}`);

  it('are a generation for each request, with its cost', () => {
    const [asking, answering] = sent.named('chat gpt-4o');
    expect(asking?.fields).toMatchObject({
      name: 'chat gpt-4o',
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2, max_tokens: 100 },
      input: [{ role: 'system' }, { role: 'user' }],
      totalTokens: 150,
      costDetails: { total: 0.000475 },
    });
    expect(JSON.stringify(asking?.fields['output'])).toContain('get_weather');
    expect(JSON.stringify(answering?.fields['output'])).toContain('It is 21 degrees in Oslo.');
    expect(asking?.rest).toHaveProperty('model_request_parameters');
    for (const key of ['events', 'gen_ai.input.messages', 'gen_ai.system_instructions', 'operation.cost'])
      expect(asking?.rest).not.toHaveProperty([key]);
  });

  it('are a tool with what it was given and gave', () => {
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: { city: 'Oslo', degrees: 21 },
    });
  });

  it('are an agent whose input is the conversation and whose output is what it came to', () => {
    const { fields, traceFields } = sent.first('weather run');
    expect(fields).toMatchObject({ type: 'AGENT', output: 'It is 21 degrees in Oslo.' });
    expect(fields['input']).toMatchObject([{ role: 'system' }, { role: 'user' }, {}, {}, {}]);
    expect(traceFields).toMatchObject({ name: 'weather run' });
    expect(sent.first('structured run').fields).toMatchObject({ output: { city: 'Oslo', degrees: 7 } });
  });

  it('count the tokens of each request once', () => {
    expect(sent.totalTokens()).toBe((version === 1 ? 3 : 4) * 150);
  });
});

describe('spans that Logfire has sent', () => {
  const sent = new Recording('logfire');

  it('have the messages and the level that it gave them', () => {
    expect(sent.first('asking for Oslo')).toMatchObject({
      fields: { type: 'SPAN' },
      traceFields: { name: 'asking for Oslo' },
    });
    expect(sent.first('slow Oslo').fields).toMatchObject({ level: 'WARNING' });
    expect(sent.first('failing').fields).toMatchObject({
      level: 'ERROR',
      statusMessage: 'ValueError: The model is overloaded',
    });
  });

  it('have the messages to the model before the little that else was kept of the request', () => {
    expect(sent.first("Chat Completion with 'gpt-4o'").fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2 },
      input: [{ role: 'system' }, { role: 'user' }],
      output: [{ role: 'assistant', parts: [{ type: 'text', content: 'It is 21 degrees in Oslo.' }] }],
      usageDetails: { input: 20, input_cached_tokens: 100, output: 30, total: 150 },
      costDetails: { total: 0.000475 },
    });
    expect(sent.totalTokens()).toBe(150 + 8);
  });
});
