import fc from 'fast-check';
import { anOtlpSpan, translated } from '../../../../test/factories/otlp-span.factory.js';
import { GENERIC_USAGE } from './generic-usage.js';

const { input, output, total, details } = GENERIC_USAGE;
const BUCKETS: Readonly<Record<string, readonly string[]>> = { input, output, total, ...details };
const KEYS = Object.values(BUCKETS).flat();

function bucketOf(key: string): string {
  return Object.keys(BUCKETS).find((bucket) => BUCKETS[bucket]?.includes(key)) ?? '';
}

function records(value: unknown): Readonly<Record<string, unknown>> {
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}

describe('counts of attributes', () => {
  it('stand beside what was sent where parts were taken from a whole', () => {
    const attributes = {
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 300,
      'gen_ai.usage.cache_read.input_tokens': 800,
      'gen_ai.usage.reasoning.output_tokens': '200',
    };
    const { fields } = translated(anOtlpSpan(attributes));
    expect(fields).toMatchObject({
      usageDetails: {
        input: 200,
        output: 100,
        input_cached_tokens: 800,
        output_reasoning_tokens: 200,
        total: 1300,
      },
      usageSent: attributes,
    });
  });

  it('say all by themselves where nothing was taken apart', () => {
    const { fields } = translated(
      anOtlpSpan({ 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 3 }),
    );
    expect(fields).toMatchObject({ usageDetails: { input: 10, output: 3, total: 13 } });
    expect(fields).not.toHaveProperty('usageSent');
    expect(fields['metadata']).not.toHaveProperty('attributes');
  });

  it('of MLflow and what providers told the AI SDK are there, too', () => {
    const usage = { input_tokens: 10, output_tokens: 2, cache_read_input_tokens: 4, total_tokens: 12 };
    const mlflow = translated(
      anOtlpSpan({ 'mlflow.spanType': '"LLM"', 'mlflow.chat.tokenUsage': JSON.stringify(usage) }),
    );
    expect(mlflow.fields).toMatchObject({
      usageDetails: { input: 6, input_cached_tokens: 4, output: 2, total: 12 },
      metadata: { attributes: { 'mlflow.chat.tokenUsage': JSON.stringify(usage) } },
    });
    const vercel = translated(
      anOtlpSpan({
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.model.id': 'gpt-4o',
        'ai.usage.promptTokens': 100,
        'ai.usage.completionTokens': 5,
        'ai.response.providerMetadata': '{"openai":{"cachedPromptTokens":40,"serviceTier":"priority"}}',
      }),
    );
    expect(vercel.fields).toMatchObject({
      usageDetails: { input: 60, input_cached_tokens: 40, output: 5 },
      usageSent: { 'ai.usage.promptTokens': 100, 'ai.usage.completionTokens': 5 },
      modelParameters: { service_tier: 'priority' },
    });
  });

  it('lose nothing that was sent, whatever was', () => {
    const counts = fc.dictionary(fc.constantFrom(...KEYS), fc.nat(30), { minKeys: 1, maxKeys: 8 });
    fc.assert(
      fc.property(counts, (sent) => {
        const { fields } = translated(anOtlpSpan(sent));
        const places = [records(fields['usageSent']), records(records(fields['metadata'])['attributes'])];
        const usage = records(fields['usageDetails']);
        for (const [key, count] of Object.entries(sent))
          expect([...places.map((place) => place[key]), usage[bucketOf(key)] ?? 0]).toContain(count);
      }),
    );
  });
});
