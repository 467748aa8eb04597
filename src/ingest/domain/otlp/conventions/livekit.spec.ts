import { anOtlpSpan, aSpanEvent, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';
import type { OtlpSpan } from '../otlp-span.js';

const scope = { name: 'livekit-agents', version: '1.2', attributes: new Map() };

function aLiveKitSpan(name: string, attributes = {}, fields: Partial<OtlpSpan> = {}): OtlpSpan {
  return anOtlpSpan(attributes, { name, scope, ...fields });
}

describe('spans of LiveKit', () => {
  it('reads a request, and its messages from the events', () => {
    const { fields } = translated(
      aLiveKitSpan(
        'llm_request',
        { 'gen_ai.request.model': 'gpt-4o-mini', 'gen_ai.usage.input_tokens': 7, 'lk.llm_metrics': '{}' },
        {
          events: [
            aSpanEvent('gen_ai.user.message', { content: 'Hi' }),
            aSpanEvent('gen_ai.choice', { role: 'assistant', content: 'Hello' }),
          ],
        },
      ),
    );
    expect(fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-mini',
      input: [{ role: 'user', content: 'Hi' }],
      output: { role: 'assistant', content: 'Hello' },
      usageDetails: { input: 7, total: 7 },
    });
  });

  it('takes the node around a request for no generation', () => {
    const { fields } = translated(
      aLiveKitSpan('llm_node', { 'gen_ai.request.model': 'gpt-4o-mini', 'lk.response.text': 'Hello' }),
    );
    expect(fields).toMatchObject({ type: 'SPAN', output: 'Hello' });
    expect(fields).not.toHaveProperty('model');
  });

  it('reads the call of a tool, and that it failed', () => {
    const { fields } = translated(
      aLiveKitSpan('function_tool', {
        'lk.function_tool.name': 'book',
        'lk.function_tool.arguments': '{"day":"Monday"}',
        'lk.function_tool.output': 'full',
        'lk.function_tool.is_error': true,
      }),
    );
    expect(fields).toMatchObject({
      type: 'TOOL',
      name: 'book',
      level: 'ERROR',
      input: { day: 'Monday' },
      output: 'full',
    });
  });

  it('puts the machinery into the background, unless it fails', () => {
    expect(translated(aLiveKitSpan('eou_detection')).fields['level']).toBe('DEBUG');
    expect(translated(aLiveKitSpan('eou_detection', {}, { statusCode: 'ERROR' })).fields['level']).toBe(
      'ERROR',
    );
  });
});

describe('spans that LiveKit has sent', () => {
  const sent = new Recording('livekit');

  it('are one generation for each request, whatever is around it', () => {
    const [asking] = sent.named('llm_request');
    expect(asking?.fields).toMatchObject({
      model: 'gpt-4o',
      input: [{ role: 'system' }, { role: 'user' }],
      output: [{ role: 'assistant', parts: [{ type: 'tool_call' }] }],
      usageDetails: {
        input: 20,
        input_cached_tokens: 100,
        output: 20,
        output_reasoning_tokens: 10,
        total: 150,
      },
    });
    expect(asking?.fields).toHaveProperty('completionStartTime');
    for (const name of ['llm_request_run', 'llm_node']) {
      const { fields } = sent.first(name);
      expect(fields).toMatchObject({ type: 'SPAN' });
      expect(fields).not.toHaveProperty('model');
    }
    expect(sent.totalTokens()).toBe(2 * 150);
  });

  it('are a turn and a tool with what was said, which is marked as personal', () => {
    expect(sent.first('agent_turn').fields).toMatchObject({
      type: 'AGENT',
      input: 'How warm is it in Oslo?',
      output: 'It is 21 degrees in Oslo.',
    });
    expect(sent.first('get_weather').fields).toMatchObject({
      type: 'TOOL',
      input: { city: 'Oslo' },
      output: '21',
    });
    expect(sent.first('agent_session').traceFields).toMatchObject({ name: 'agent_session' });
  });
});
