import { anOtlpSpan, translated } from '../../../../../test/factories/otlp-span.factory.js';

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

  it('have the model and the counts of a turn in the words of OpenTelemetry', () => {
    const attributes = {
      'flue.turn.purpose': 'agent',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'm',
      'gen_ai.usage.output_tokens': 3,
    };
    expect(translated(anOtlpSpan(attributes, { name: 'gen_ai.generate' })).fields).toMatchObject({
      type: 'GENERATION',
      model: 'm',
      completionTokens: 3,
    });
  });
});
