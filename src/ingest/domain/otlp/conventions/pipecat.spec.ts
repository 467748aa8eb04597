import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';
import { Recording } from '../../../../../test/factories/recorded-spans.js';

describe('spans that Pipecat has sent', () => {
  const sent = new Recording('pipecat');

  it('of its model have the instructions before the messages, and what was set', () => {
    const [asking, answering] = sent.named('llm');
    expect(asking?.fields).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o',
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What is the weather in Oslo?' },
      ],
      usageDetails: { input: 20, input_cached_tokens: 100, output: 20, output_reasoning_tokens: 10 },
      totalTokens: 150,
    });
    expect(asking?.fields['modelParameters']).toEqual({ temperature: 0.2 });
    // It says nothing of the call that the model has answered with; the next request has it.
    expect(asking?.fields).not.toHaveProperty('output');
    expect(asking?.rest).toMatchObject({
      'gen_ai.request.top_k': 'NOT_GIVEN',
      'metrics.ttfb': 0.1586620807647705,
      tools: expect.stringContaining('get_weather') as string,
    });
    expect(answering?.fields).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      input: [{}, {}, { tool_calls: [{ id: 'call_1' }] }, { role: 'tool', tool_call_id: 'call_1' }],
      output: 'It is 21 degrees in Oslo.',
      completionStartTime: '2026-11-27T08:41:17.234206Z',
    });
  });

  it('of speech have what was said, on its side', () => {
    expect(sent.first('stt')).toMatchObject({
      fields: { model: 'gpt-4o-transcribe', output: 'What is the weather in Oslo?' },
      rest: { 'metrics.audio_seconds': 1.5, is_final: true },
    });
    expect(sent.first('stt').fields).not.toHaveProperty('input');
    expect(sent.first('tts')).toMatchObject({
      fields: { model: 'gpt-4o-mini-tts', input: 'It is 21 degrees in Oslo.' },
      rest: { 'metrics.character_count': 25, voice_id: 'alloy' },
    });
    expect(sent.first('tts').fields).toHaveProperty('completionStartTime');
    const live = { 'gen_ai.request.model': 'm', transcript: 'Hello', 'transcript.is_input': true };
    const scope = { name: 'pipecat', version: '', attributes: new Map() };
    const heard = translated(anOtlpSpan(live, { scope })).fields;
    expect(heard).toMatchObject({ input: 'Hello' });
    expect(heard).not.toHaveProperty('output');
  });

  it('of turns belong to the conversation, which names the trace and counts nothing', () => {
    expect(sent.first('conversation')).toMatchObject({
      traceFields: { name: 'conversation', sessionId: 's1' },
      rest: { 'conversation.id': 'c1' },
    });
    expect(sent.first('turn').rest).toMatchObject({ 'turn.number': 1 });
    expect(sent.totalTokens()).toBe(2 * 150);
  });

  it('have plain names that others may use for anything', () => {
    const { fields } = translated(anOtlpSpan({ text: 'a', transcript: 'b', 'metrics.ttfb': 1 }));
    for (const field of ['input', 'output', 'completionStartTime']) expect(fields).not.toHaveProperty(field);
  });
});
