import { kindOf } from './bucket-class.js';

describe('kindOf', () => {
  it.each([
    [
      'input',
      'input',
      'input promptTokens prompt_tokens input_tokens inputText input_text_tokens promptTokenCount',
    ],
    [
      'input',
      'input',
      'prompt_cache_miss_tokens noCacheTokens_input uncached_input_tokens toolUsePromptTokenCount',
    ],
    [
      'input_cached',
      'input',
      'input_cached_tokens cached_tokens cache_read_input_tokens input_cache_read cacheReadInputTokens',
    ],
    [
      'input_cached',
      'input',
      'cachedContentTokenCount prompt_cache_hit_tokens num_cached_tokens cache_tokens input_cached_text_tokens cache_reads input_cached_document_tokens',
    ],
    [
      'input_cache_creation',
      'input',
      'input_cache_creation cache_creation_input_tokens cacheWriteInputTokens cache_write_tokens cache_writes cache_tokens_written',
    ],
    [
      'input_cache_creation_5m',
      'input',
      'input_cache_creation_5m ephemeral_5m_input_tokens cache_creation_5m',
    ],
    [
      'input_cache_creation_1h',
      'input',
      'input_cache_creation_1h ephemeral_1h_input_tokens cacheWrite1hInputTokens',
    ],
    ['input_audio', 'input', 'input_audio_tokens prompt_audio_tokens input_audio input_modality_4'],
    ['input_cached_audio', 'input', 'input_cached_audio_tokens cached_audio_input'],
    ['input_image', 'input', 'input_image_tokens inputImage'],
    [
      'output',
      'output',
      'output completion_tokens outputTokens candidatesTokenCount output_modality_1 output_text_tokens response_token_count',
    ],
    ['output', 'output', 'accepted_prediction_tokens output_rejected_prediction_tokens'],
    [
      'output_reasoning',
      'output',
      'output_reasoning_tokens reasoning reasoningTokens thoughtsTokenCount completion_reasoning_tokens',
    ],
    ['output_audio', 'output', 'output_audio_tokens completion_audio_tokens'],
    ['output_image', 'output', 'output_image_tokens'],
    [
      'web_search',
      null,
      'web_search_requests webSearchRequests server_tool_use_web_search_requests num_searches',
    ],
    ['total', null, 'total total_tokens totalTokens totalTokenCount'],
    [
      null,
      'input',
      'input_widgets input_total_tokens input_audio_cache_creation input_5m input_reasoning_tokens',
    ],
    [null, 'output', 'output_characters output_cached_tokens reasoning_audio_tokens'],
    [null, null, 'widgets seconds input_output audio_tokens text_tokens __proto__ constructor 5m'],
  ])('is %s on the side of %s for %s', (bucketClass, side, names) => {
    for (const name of names.split(' '))
      expect([name, kindOf(name)]).toEqual([name, { class: bucketClass, side }]);
  });
});
