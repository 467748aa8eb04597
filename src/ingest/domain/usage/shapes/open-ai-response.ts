import { inputParts, outputParts } from '../details.js';
import { disjointCounts } from '../disjoint-counts.js';
import { firstCount, objectIn, type Counts, type UsageShape } from '../usage-shape.js';

/**
 * Responses, Realtime and image APIs of OpenAI (`input_tokens_details`, in Realtime `input_token_details`), and LangChain's `usage_metadata`
 * (`input_token_details`: `cache_read`, `cache_creation`, `audio`; `output_token_details`: `reasoning`, `audio`). In all of them `input_tokens` and
 * `output_tokens` are the wholes ("Sum of all input token types": reference.langchain.com, UsageMetadata; platform.openai.com/docs/api-reference).
 * What a Realtime session has read from its cache is also part of what `text_tokens` and `audio_tokens` count.
 */
export const openAiResponse: UsageShape = {
  vendor: 'OpenAI responses, LangChain',
  marks: ['input_tokens', 'output_tokens'],
  read: (sent): Counts =>
    disjointCounts(
      {
        whole: firstCount(sent, 'input_tokens'),
        parts: inputParts(objectIn(sent, 'input_tokens_details', 'input_token_details')),
        includesParts: true,
      },
      {
        whole: firstCount(sent, 'output_tokens'),
        parts: outputParts(objectIn(sent, 'output_tokens_details', 'output_token_details')),
        includesParts: true,
      },
      firstCount(sent, 'total_tokens'),
    ),
};
