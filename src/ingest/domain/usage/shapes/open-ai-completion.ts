import { inputParts, outputParts } from '../details.js';
import { disjointCounts } from '../disjoint-counts.js';
import { firstCount, objectIn, type Counts, type SentUsage, type UsageShape } from '../usage-shape.js';

/**
 * Chat completions of OpenAI, and of the many who speak like it: Azure, DeepSeek, xAI, Groq, Mistral, Together, Fireworks, vLLM, OpenRouter,
 * LiteLLM, LlamaIndex.
 * - `prompt_tokens` includes what `prompt_tokens_details` counts (cached, audio), `completion_tokens` what `completion_tokens_details` counts:
 *   reasoning, audio, and of a prediction what was accepted and what was rejected ("still counted in the total completion tokens for purposes of
 *   billing": platform.openai.com/docs/api-reference/chat/object).
 * - xAI counts reasoning beside `completion_tokens`; its total shows it (docs.x.ai; Google says so of Grok on Vertex AI).
 * - DeepSeek: `prompt_tokens` = `prompt_cache_hit_tokens` + `prompt_cache_miss_tokens` (api-docs.deepseek.com/guides/kv_cache). Mistral has
 *   `num_cached_tokens`, Kimi `cached_tokens`: the same count as that of the details, where both are there.
 * - LiteLLM and OpenRouter bring all vendors into this form: what Anthropic has read from a cache and written to it is part of `prompt_tokens`, and
 *   is said again by Anthropic's own names (docs.litellm.ai/docs/completion/prompt_caching).
 * Whatever else stands beside (`cost`, `queue_time`, `num_sources_used` …) counts no tokens.
 */
export const openAiCompletion: UsageShape = {
  vendor: 'OpenAI chat completions',
  marks: ['prompt_tokens', 'completion_tokens'],
  read: (sent): Counts => {
    const whole = firstCount(sent, 'prompt_tokens');
    const parts = inputParts(objectIn(sent, 'prompt_tokens_details', 'prompt_token_details'));
    const cached = firstCount(sent, ...CACHED);
    if (!parts.has('input_cached_tokens') && cached !== null) parts.set('input_cached_tokens', cached);
    const beside = cacheOfAnthropic(sent, parts, whole ?? 0);
    return disjointCounts(
      { whole, parts, includesParts: true, beside },
      {
        whole: firstCount(sent, 'completion_tokens'),
        parts: outputParts(objectIn(sent, 'completion_tokens_details')),
        includesParts: true,
      },
      firstCount(sent, 'total_tokens'),
    );
  },
};

const CACHED = ['prompt_cache_hit_tokens', 'num_cached_tokens', 'cached_tokens'];

/** What is said by Anthropic's names only. Those who do not count it among the prompt leave a prompt that is less than it. */
function cacheOfAnthropic(sent: SentUsage, parts: Map<string, number>, whole: number): Counts {
  const said = new Map<string, number>();
  const [read, written] = [
    firstCount(sent, 'cache_read_input_tokens'),
    firstCount(sent, 'cache_creation_input_tokens'),
  ];
  if (read !== null && (parts.get('input_cached_tokens') ?? 0) === 0) said.set('input_cached_tokens', read);
  const isWriteKnown = [...parts.keys()].some((bucket) => bucket.startsWith('input_cache_creation'));
  if (written !== null && !isWriteKnown) said.set('input_cache_creation', written);
  let sum = 0;
  for (const count of said.values()) sum += count;
  if (sum > whole) return said;
  for (const [bucket, count] of said) parts.set(bucket, count);
  return new Map();
}
