import { disjointCounts, sumOf } from '../disjoint-counts.js';
import {
  addPart,
  countOf,
  firstCount,
  type Counts,
  type SentUsage,
  type UsageShape,
} from '../usage-shape.js';

/**
 * Gemini, of the Gemini API and of Vertex AI, in camel case (REST, JavaScript) or snake case (Python). `promptTokenCount` "is still the total effective
 * prompt size meaning this includes the number of tokens in the cached content" (ai.google.dev/api/generate-content#UsageMetadata);
 * `thoughtsTokenCount` and `toolUsePromptTokenCount` are counted beside `candidatesTokenCount` and the prompt: the total is the sum of the four. The
 * lists of details break each count down by modality.
 */
export const gemini: UsageShape = {
  vendor: 'Google Gemini',
  marks: [
    'promptTokenCount',
    'candidatesTokenCount',
    'responseTokenCount',
    'prompt_token_count',
    'candidates_token_count',
    'response_token_count',
    'totalTokenCount',
    'total_token_count',
  ],
  read: (sent): Counts => {
    const cached = firstCount(sent, 'cachedContentTokenCount', 'cached_content_token_count') ?? 0;
    const ofCache = byMedium(sent, 'cacheTokensDetails', 'cache_tokens_details');
    const ofPrompt = byMedium(sent, 'promptTokensDetails', 'prompt_tokens_details');
    const input = new Map<string, number>();
    let cachedText = cached;
    for (const medium of MEDIA) {
      const inCache = Math.min(ofCache.get(medium) ?? 0, cachedText);
      cachedText -= inCache;
      addPart(input, `input_cached_${medium}_tokens`, inCache);
      addPart(input, `input_${medium}_tokens`, (ofPrompt.get(medium) ?? 0) - inCache);
    }
    addPart(input, 'input_cached_tokens', cachedText);
    const answer = firstCount(sent, ...ANSWER);
    const answered = new Map<string, number>();
    for (const [medium, count] of byMedium(sent, ...ANSWER_DETAILS))
      addPart(answered, `output_${medium}_tokens`, count);
    const [toolUse, thoughts] = [new Map<string, number>(), new Map<string, number>()];
    addPart(toolUse, 'input_tool_use_tokens', firstCount(sent, ...TOOL_USE));
    addPart(
      thoughts,
      'output_reasoning_tokens',
      firstCount(sent, 'thoughtsTokenCount', 'thoughts_token_count'),
    );
    return disjointCounts(
      {
        whole: firstCount(sent, 'promptTokenCount', 'prompt_token_count'),
        parts: input,
        includesParts: true,
        beside: toolUse,
      },
      {
        whole: answer === null ? null : Math.max(0, answer - sumOf(answered)),
        parts: thoughts,
        includesParts: false,
        beside: answered,
      },
      firstCount(sent, 'totalTokenCount', 'total_token_count'),
    );
  },
};

const ANSWER = [
  'candidatesTokenCount',
  'candidates_token_count',
  'responseTokenCount',
  'response_token_count',
];
const ANSWER_DETAILS = [
  'candidatesTokensDetails',
  'candidates_tokens_details',
  'responseTokensDetails',
  'response_tokens_details',
];
const TOOL_USE = ['toolUsePromptTokenCount', 'tool_use_prompt_token_count'];

/** Text and documents are the rest, at the same price. */
const MEDIA = ['audio', 'image', 'video'];

/** Of a list such as `[{"modality": "AUDIO", "tokenCount": 12}]`. */
function byMedium(sent: SentUsage, ...members: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  const list = members.map((member) => sent[member]).find((value) => Array.isArray(value)) as
    unknown[] | undefined;
  for (const item of list ?? []) {
    if (typeof item !== 'object' || item === null) continue;
    const { modality, tokenCount, token_count } = item as SentUsage;
    const medium = typeof modality === 'string' ? modality.toLowerCase() : '';
    if (MEDIA.includes(medium)) addPart(counts, medium, countOf(tokenCount) ?? countOf(token_count));
  }
  return counts;
}
