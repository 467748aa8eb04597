import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

describe('spans of Flue', () => {
  it.each([
    ['flue.workflow report', 'CHAIN'],
    ['flue.operation shell', 'SPAN'],
    ['flue.task researcher', 'AGENT'],
    ['flue.tool search', 'TOOL'],
    ['flue.compaction', 'SPAN'],
  ])('are recognised by their names alone: %s', (name, type) => {
    expect(translated(anOtlpSpan({}, { name })).fields['type']).toBe(type);
  });

  it.each([
    ['workflow', 'payload', 'result'],
    ['task', 'prompt', 'result'],
    ['turn', 'input', 'output'],
    ['tool', 'arguments', 'result'],
    // Since they are written as OpenTelemetry has it: of what is no object.
    ['tool', 'call.arguments', 'call.result'],
  ])('have the content of a %s, and keep what else they say', (kind, input, output) => {
    const { fields } = translated(
      anOtlpSpan(
        {
          [`flue.${kind}.${input}`]: '{"city":"Paris"}',
          [`flue.${kind}.${output}`]: '18',
          'flue.run_id': 'r',
        },
        { name: `flue.${kind}` },
      ),
    );
    expect(fields).toMatchObject({ input: { city: 'Paris' }, output: '18' });
    expect(fields['metadata']).toMatchObject({ attributes: { 'flue.run_id': 'r' } });
    expect(JSON.stringify(fields['metadata'])).not.toContain('Paris');
  });

  it.each([
    ['who says it expressly', { 'session.id': 's1', 'flue.session.name': 'default' }, 's1'],
    ['the conversation where not every span has the instance', {}, 'conv_1'],
  ])('leave the session to %s', (_, others, session) => {
    const said = { 'flue.instance.id': 'c1', 'gen_ai.conversation.id': 'conv_1', ...others };
    expect(translated(anOtlpSpan(said)).traceFields['sessionId']).toBe(session);
  });
});

describe('spans that Flue has sent', () => {
  const sent = new Recording('flue');

  it('are the run of an agent, for which its trace stands', () => {
    const { fields, traceFields, rest } = sent.first('invoke_agent weather');
    const input = [{ role: 'user', parts: [{ content: 'How warm is it in Oslo?' }] }];
    const output = [
      { role: 'assistant', parts: [{ content: 'It is 21 degrees in Oslo, which has a fjord.' }] },
    ];
    expect(fields).toMatchObject({ type: 'AGENT', input, output });
    expect(traceFields).toMatchObject({ name: 'invoke_agent weather', input, output, sessionId: 'c1' });
    expect(rest).toMatchObject({ 'flue.operation.kind': 'prompt' });
  });

  it('have what the model was asked, what it has answered and what that took', () => {
    const { fields, rest } = sent.first('chat gpt-4o');
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      modelParameters: { stream: true, 'reasoning.level': 'medium' },
      input: [
        { role: 'system', parts: [{ content: 'Be brief.' }] },
        { role: 'user', parts: [{ content: 'How warm is it in Oslo?' }] },
      ],
      usageDetails: { input: 20, input_cached_tokens: 100, output: 30, total: 150 },
    });
    expect(fields['output']).toMatchObject([
      { role: 'assistant', parts: [{ name: 'get_weather', arguments: { city: 'Oslo' } }, {}, {}, {}] },
    ]);
    expect(fields).not.toHaveProperty('costDetails');
    expect(rest).toMatchObject({ 'flue.turn.purpose': 'agent', 'gen_ai.request.model': 'gpt-4o' });
  });

  it('have the arguments and the results of tools, of objects and of others', () => {
    const input = { city: 'Oslo' };
    expect(sent.first('get_weather').fields).toMatchObject({ type: 'TOOL', input, output: { degrees: 21 } });
    expect(sent.first('say_weather').fields).toMatchObject({
      type: 'TOOL',
      input,
      output: 'It is 21 degrees.',
    });
    const failing = sent.first('failing_tool');
    expect(failing.fields).toMatchObject({
      type: 'TOOL',
      input,
      level: 'ERROR',
      statusMessage: 'No such city',
    });
    expect(failing.fields).not.toHaveProperty('output');
  });

  it('are one session, whatever conversations there are within', () => {
    const sessions = sent.spans.map(({ traceFields }) => traceFields['sessionId']);
    expect(new Set(sessions)).toEqual(new Set(['c1']));
    // Of the agent, of its subagent, and of what a tool has asked the model.
    expect(new Set(sent.spans.flatMap(({ rest }) => rest['gen_ai.conversation.id'] ?? [])).size).toBe(3);
  });

  it('count the calls of the model alone, those of subagents, tools and compaction too', () => {
    expect(sent.first('invoke_agent researcher').fields).toMatchObject({ type: 'AGENT' });
    const asked = sent.named('invoke_agent weather').find(({ rest }) => 'flue.usage.total_tokens' in rest);
    expect(asked?.rest).toMatchObject({ 'gen_ai.usage.input_tokens': 120 });
    for (const name of ['flue.operation compact', 'flue.compaction']) {
      expect(sent.first(name).fields).toMatchObject({ type: 'SPAN' });
    }
    expect(sent.totalTokens()).toBe(8 * 150);
  });

  it('say how a call of the model has failed, and the run with it', () => {
    const message = '400: {"message":"The request was refused","type":"invalid_request_error"}';
    const failed = sent.spans.filter(
      ({ fields }) => fields['level'] === 'ERROR' && fields['type'] !== 'TOOL',
    );
    expect(failed.map(({ fields }) => fields)).toMatchObject([
      { type: 'GENERATION', model: 'gpt-4o', statusMessage: message, usageDetails: { total: 0 } },
      { type: 'AGENT', statusMessage: expect.stringMatching(/^dispatch\(.*400: /) as string },
    ]);
  });
});
