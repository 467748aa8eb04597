import { RE2JS } from 're2js';
import { parseTimestamp, type Timestamp } from '../time/timestamp.js';
import { builtinPrices } from './builtin-prices.js';
import { kindOf } from './bucket-class.js';
import { PriceList } from './match-model.js';
import type { ModelPrice } from './model-price.js';
import { priceUsage } from './price-usage.js';

const list = PriceList.of([]);
const NOON = at('2026-11-20T12:00:00Z');

describe('built-in prices', () => {
  // USD per million tokens, in and out, as the vendors' price lists have them.
  it.each([
    ['gpt-4o', 'OpenAI GPT-4o', '2.5', '10'],
    ['GPT-4o-2024-08-06', 'OpenAI GPT-4o', '2.5', '10'],
    ['gpt-4o-2024-05-13', 'OpenAI GPT-4o-2024-05-13', '5', '15'],
    ['openai/gpt-4o', 'OpenAI GPT-4o', '2.5', '10'],
    ['openai:gpt-4.1-2025-04-14', 'OpenAI GPT-4.1', '2', '8'],
    ['azure/gpt-4o', 'OpenAI GPT-4o', '2.5', '10'],
    ['azure/eu/gpt-4o-2024-08-06', 'OpenAI GPT-4o', '2.5', '10'],
    ['gpt-5.6', 'OpenAI GPT-5.6 Sol', '4', '20'],
    ['gpt-5.6-sol-2026-07-09', 'OpenAI GPT-5.6 Sol', '4', '20'],
    ['o3-2025-04-16', 'OpenAI o3', '2', '8'],
    ['ft:gpt-4o-2024-08-06:acme::abc', 'OpenAI ft:GPT-4o', '3.75', '15'],
    ['text-embedding-3-small', 'OpenAI text-embedding-3-small', '0.02', undefined],
    ['claude-sonnet-4-5-20250929', 'Anthropic Claude Sonnet 4.5', '3', '15'],
    ['claude-sonnet-4-5-20250929[1m]', 'Anthropic Claude Sonnet 4.5', '3', '15'],
    ['anthropic/claude-sonnet-4.5', 'Anthropic Claude Sonnet 4.5', '3', '15'],
    ['claude-3-5-haiku-latest', 'Anthropic Claude Haiku 3.5', '0.8', '4'],
    ['claude-opus-4-20250514', 'Anthropic Claude Opus 4', '15', '75'],
    [
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'Amazon Bedrock Claude Sonnet 4.5 (regional)',
      '3.3',
      '16.5',
    ],
    [
      'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'Amazon Bedrock Claude Sonnet 4.5 (global)',
      '3',
      '15',
    ],
    [
      'bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'Amazon Bedrock Claude Sonnet 4.5 (regional)',
      '3.3',
      '16.5',
    ],
    [
      'bedrock/us-east-1/anthropic.claude-3-haiku-20240307-v1:0',
      'Amazon Bedrock Claude 3 Haiku (regional)',
      '0.25',
      '1.25',
    ],
    ['us.amazon.nova-lite-v1:0', 'Amazon Bedrock Nova Lite', '0.06', '0.24'],
    ['meta.llama3-3-70b-instruct-v1:0', 'Amazon Bedrock Llama 3.3 70B Instruct', '0.72', '0.72'],
    ['gemini-2.5-pro', 'Google Gemini 2.5 Pro', '1.25', '10'],
    ['models/gemini-2.5-pro', 'Google Gemini 2.5 Pro', '1.25', '10'],
    ['gemini/gemini-2.5-flash-lite', 'Google Gemini 2.5 Flash Lite', '0.1', '0.4'],
    ['gemini-1.5-flash-8b-001', 'Google Gemini-flash-1.5-8b', '0.0375', '0.15'],
    ['google-gla:gemini-2.5-flash', 'Google Gemini 2.5 Flash', '0.3', '2.5'],
    ['gemini-2.5-pro-preview-tts', 'Google Gemini 2.5 Pro TTS', '1', '20'],
    ['vertex_ai/gemini-2.5-pro', 'Google Gemini 2.5 Pro', '1.25', '10'],
    ['vertex_ai/claude-sonnet-4-5@20250929', 'Google Claude Sonnet 4.5', '3', '15'],
    ['claude-sonnet-4-5@20250929', 'Google Claude Sonnet 4.5', '3', '15'],
    ['mistral/mistral-large-2512', 'Mistral Large 3 2512', '0.5', '1.5'],
    ['codestral-latest', 'Mistral Codestral', '0.3', '0.9'],
    ['command-r-plus-08-2024', 'Cohere Command R+', '2.5', '10'],
    ['deepseek/deepseek-v4-pro', 'DeepSeek V4 Pro', '0.66', '1.98'],
    ['xai/grok-4', 'xAI Grok 4', '3', '15'],
    ['moonshot/kimi-k2.5', 'Moonshot AI Kimi K2.5', '0.6', '3'],
    ['MiniMax-M2', 'MiniMax M2', '0.3', '1.2'],
    ['glm-5.3', 'Z.ai GLM-5.3', '1.4', '4.4'],
    ['sonar-pro', 'Perplexity Sonar Pro', '3', '15'],
    ['voyage-3.5', 'Voyage AI Voyage 3.5', '0.06', undefined],
    ['llama-3.3-70b-versatile', 'Groq Llama 3.3 70B Versatile 128k', '0.59', '0.79'],
    ['groq/openai/gpt-oss-120b', 'Groq GPT OSS 120B', '0.15', '0.6'],
    [
      'together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo',
      'Together AI meta-llama/Llama-3.3-70B-Instruct-Turbo',
      '0.88',
      '0.88',
    ],
    ['accounts/fireworks/models/deepseek-v4-pro', 'Fireworks AI DeepSeek-V4-Pro', '1.74', '3.48'],
    ['cerebras/gpt-oss-120b', 'Cerebras GPT-OSS 120B', '0.35', '0.75'],
    ['qwen-max-2025-01-25', 'Alibaba Qwen Max', '1.6', '6.4'],
    ['dashscope/qwen3-max', 'Alibaba Qwen3 Max', '2.4', '6'],
    ['mistral-large-latest', 'Mistral Large (latest)', '0.5', '1.5'],
    ['xai/grok-code-fast-1', 'xAI Grok Code Fast 1', '1', '2'],
    ['openrouter/anthropic/claude-sonnet-4.5', 'OpenRouter Claude Sonnet 4.5', '3', '15'],
  ])('know %s as %s', (name, product, input, output) => {
    const price = list.find(name, NOON);
    const perMillion = (bucket: string): string | undefined => {
      const cost = price && priceUsage(price, usage({ [bucket]: 1_000_000 }))?.totalCost;
      return cost ?? undefined;
    };
    // Long prompts may cost more: a tenth is short for all of them.
    const perTenth = price && priceUsage(price, usage({ input: 100_000 }))?.totalCost;
    expect(price?.product).toBe(product);
    expect(Number(perTenth) * 10).toBeCloseTo(Number(input), 10);
    expect(perMillion('output')).toBe(output);
    expect(price && RE2JS.compile(price.matchPattern).test(name)).toBe(true);
  });

  it.each([
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'projects/p/locations/us-central1/publishers/anthropic/models/claude-sonnet-4-5@20250929',
    'litellm_proxy/anthropic/claude-sonnet-4-5',
  ])('know the whole address %s', (name) => {
    expect(list.find(name, NOON)?.product).toContain('Claude Sonnet 4.5');
  });

  it.each([
    'ollama/mistral',
    'meta-llama/Llama-3.3-70B-Instruct',
    'gpt-oss-120b',
    'gpt-4o-of-ours',
    'openrouter/deepseek/deepseek-r1:free',
    'deepseek-r1',
    'gemini-2.5-pro:local',
    'deepseek-r1-distill-llama-70b',
    'mistral:7b',
    'toString',
    '__proto__',
    '/',
    '',
  ])('do not guess that of %j', (name) => {
    expect(list.find(name, NOON)).toBeNull();
  });

  it.each([
    ['gpt-4o', 'openai'],
    ['azure/o4-mini', 'openai'],
    ['openrouter/openai/gpt-4o', 'openai'],
    ['openrouter/anthropic/claude-sonnet-4.5', 'claude'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude'],
    ['openrouter/openai/gpt-oss-120b', undefined],
    ['gpt-image-1', undefined],
    ['gemini-2.5-pro', undefined],
  ])('say how the tokens of %j are counted, whoever sells it: %s', (name, tokenizer) => {
    expect(list.findTokenizer(name, NOON)?.tokenizerId).toBe(tokenizer);
  });

  it('change with the date and the hour', () => {
    expect(list.find('o3', at('2025-06-09T23:59:59Z'))?.id).toBe('builtin:openai:o3');
    expect(list.find('o3', at('2025-06-10T00:00:00Z'))?.id).toBe('builtin:openai:o3@2025-06-10');
    expect(list.find('deepseek-chat', at('2025-08-01T12:00:00Z'))?.id).toBe(
      'builtin:deepseek:deepseek-chat@00:30',
    );
    expect(list.find('deepseek-chat', at('2026-01-01T12:00:00Z'))?.id).toBe(
      'builtin:deepseek:deepseek-chat@2025-09-29',
    );
    const id = (time: string) => list.find('deepseek-v4-pro', at(time))?.id.replace('builtin:deepseek:', '');
    expect(id('2026-08-14T02:00:00Z')).toBe('deepseek-v4-pro');
    expect(id('2026-11-20T00:59:59Z')).toBe('deepseek-v4-pro@2026-08-17');
    expect(id('2026-11-20T01:00:00Z')).toBe('deepseek-v4-pro@2026-08-17T01:00');
    expect(id('2026-11-20T03:59:59Z')).toBe('deepseek-v4-pro@2026-08-17T01:00');
    expect(id('2026-11-20T04:00:00Z')).toBe('deepseek-v4-pro@2026-08-17');
    expect(id('2026-11-20T09:59:59Z')).toBe('deepseek-v4-pro@2026-08-17T06:00');
    // A Saturday and a Sunday.
    expect(id('2026-11-21T02:00:00Z')).toBe('deepseek-v4-pro@2026-08-17');
    expect(id('2026-11-22T02:00:00Z')).toBe('deepseek-v4-pro@2026-08-17');
  });

  it.each([
    // 1000 cached × 0.4 + 2000 × 4 + 100 written × 5 + 50 out and 30 thought × 20, by a million
    [
      'gpt-5.6',
      {
        input: 2000,
        input_cached_tokens: 1000,
        input_cache_creation: 100,
        output: 50,
        output_reasoning_tokens: 30,
      },
      {},
      'Standard',
      '0.0105',
    ],
    ['gpt-5.6', { input: 272_001, output: 10 }, {}, 'Above 272,000 tokens', '2.176308'],
    ['gpt-5.6', { input: 1000, output: 10 }, { service_tier: 'flex' }, 'Flex', '0.0021'],
    [
      'gpt-5.6',
      { input: 272_000, input_cached_tokens: 1, output: 10 },
      { service_tier: 'batch' },
      'Batch, above 272,000 tokens',
      '1.0881504',
    ],
    [
      'gpt-4o',
      { input: 1000, input_cached_tokens: 1000, output: 10 },
      { service_tier: 'batch' },
      'Batch',
      '0.00255',
    ],
    ['gpt-4o', { input: 1000, output: 10 }, { service_tier: 'priority' }, 'Priority', '0.00442'],
    // The two kinds of cache write of Anthropic; the one of five minutes is the ordinary one
    [
      'claude-sonnet-4-5',
      {
        input: 10,
        cache_read_input_tokens: 1000,
        ephemeral_5m_input_tokens: 100,
        ephemeral_1h_input_tokens: 100,
        output: 20,
      },
      {},
      'Standard',
      '0.001605',
    ],
    [
      'claude-sonnet-4-5',
      { input: 1, cache_read_input_tokens: 200_000, output: 1 },
      {},
      'Above 200,000 tokens',
      '0.1200285',
    ],
    [
      'gemini-2.5-pro',
      { input: 100, input_modality_4: 10, output: 10, thoughts_token_count: 10 },
      {},
      'Standard',
      '0.0003375',
    ],
    ['gemini-2.5-flash', { input: 100, input_audio_tokens: 10, output: 10 }, {}, 'Standard', '0.000065'],
    [
      'gpt-4o-audio-preview',
      { input: 10, input_audio_tokens: 100, output: 10, output_audio_tokens: 100 },
      {},
      'Standard',
      '0.012125',
    ],
    ['text-embedding-3-small', { input: 8191, total: 8191 }, {}, 'Standard', '0.00016382'],
  ])('price %s for %j with %j by %s', (name, counts, modelParameters, tier, cost) => {
    const price = list.find(name, NOON);
    const pricing = price && priceUsage(price, { ...usage(counts), modelParameters });
    expect(pricing).toMatchObject({ tierName: tier, totalCost: cost, unpriced: [] });
  });

  it('are whole', () => {
    const all = builtinPrices();
    const faults = all.filter((price) => !isWhole(price)).map(({ id }) => id);
    expect({ faults, ids: new Set(all.map(({ id }) => id)).size }).toEqual({ faults: [], ids: all.length });
    expect(new Set(all.flatMap(({ tiers }) => tiers.map(({ id }) => id))).size).toBe(
      all.reduce((count, { tiers }) => count + tiers.length, 0),
    );
  });
});

const OF_NO_CLASS = new Set(['input_citation_tokens', 'search_units']);

function isWhole(price: ModelPrice): boolean {
  const { tiers, source, pricedOn, matchPattern } = price;
  const buckets = tiers.flatMap(({ prices }) => [...prices]);
  return (
    tiers.filter(({ isDefault }) => isDefault).length === 1 &&
    new Set(tiers.map(({ priority }) => priority)).size === tiers.length &&
    buckets.every(
      ([bucket, amount]) =>
        /^\d+(\.\d+)?$/.test(amount) && (kindOf(bucket).class !== null || OF_NO_CLASS.has(bucket)),
    ) &&
    source.startsWith('https://') &&
    /^\d{4}-\d{2}-\d{2}$/.test(pricedOn) &&
    RE2JS.compile(matchPattern).pattern() === matchPattern
  );
}

function usage(counts: Readonly<Record<string, number>>) {
  return { usage: new Map(Object.entries(counts)), modelParameters: null, metadata: null };
}

function at(text: string): Timestamp {
  return parseTimestamp(text) ?? fail(text);
}

function fail(text: string): never {
  throw new Error(text);
}
