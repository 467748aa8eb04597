import type { UsageNames } from './token-usage.js';

/** What OpenTelemetry, those before it, and OpenInference call the counts: an emitter may use the words of several. */
export const GENERIC_USAGE = {
  input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.token_count.prompt'],
  output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.token_count.completion'],
  total: ['gen_ai.usage.total_tokens', 'llm.usage.total_tokens', 'llm.token_count.total'],
  details: {
    input_cached_tokens: [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'gen_ai.usage.cache_read_tokens',
      'gen_ai.usage.input_cached_tokens',
      'gen_ai.usage.cached_input_tokens',
      'gen_ai.usage.input_tokens.cached',
      'gen_ai.usage.cached_tokens',
      'gen_ai.usage.prompt_tokens_details.cached_tokens',
      'gen_ai.usage.input_token_details.cached',
      'gen_ai.usage.details.cache_read_tokens',
      'gen_ai.usage.details.cache_read_input_tokens',
      'gen_ai.usage.details.cached_tokens',
      'llm.token_count.prompt_details.cache_read',
      'llm.token_count.prompt_details.cached',
    ],
    input_cache_creation: [
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_write.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'gen_ai.usage.cache_write_tokens',
      'gen_ai.usage.cache_creation_tokens',
      'gen_ai.usage.input_tokens.cache_write',
      'gen_ai.usage.details.cache_write_tokens',
      'gen_ai.usage.details.cache_creation_input_tokens',
      'llm.token_count.prompt_details.cache_write',
    ],
    input_audio_tokens: [
      'gen_ai.usage.input_audio_tokens',
      'gen_ai.usage.details.input_audio_tokens',
      'gen_ai.usage.prompt_tokens_details.audio_tokens',
      'llm.token_count.prompt_details.audio',
    ],
    output_reasoning_tokens: [
      'gen_ai.usage.reasoning.output_tokens',
      'gen_ai.usage.output_reasoning_tokens',
      'gen_ai.usage.reasoning_tokens',
      'gen_ai.usage.output_tokens.reasoning',
      'gen_ai.usage.completion_tokens_details.reasoning_tokens',
      'gen_ai.usage.details.reasoning_tokens',
      'llm.token_count.completion_details.reasoning',
    ],
    output_audio_tokens: [
      'gen_ai.usage.output_audio_tokens',
      'gen_ai.usage.details.output_audio_tokens',
      'gen_ai.usage.completion_tokens_details.audio_tokens',
      'llm.token_count.completion_details.audio',
    ],
  },
} satisfies UsageNames;
