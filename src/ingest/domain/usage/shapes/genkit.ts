import { disjointCounts } from '../disjoint-counts.js';
import { addPart, firstCount, type Counts, type UsageShape } from '../usage-shape.js';

/**
 * Genkit, which names what Gemini counts: `cachedContentTokens` are part of `inputTokens`, `thoughtsTokens` are counted beside `outputTokens`
 * (genkit.dev, GenerationUsage). It also counts characters, pictures and the like, which are no tokens.
 */
export const genkit: UsageShape = {
  vendor: 'Genkit',
  marks: ['thoughtsTokens', 'cachedContentTokens', 'inputCharacters', 'outputCharacters'],
  read: (sent): Counts => {
    const [cached, thoughts] = [new Map<string, number>(), new Map<string, number>()];
    addPart(cached, 'input_cached_tokens', firstCount(sent, 'cachedContentTokens'));
    addPart(thoughts, 'output_reasoning_tokens', firstCount(sent, 'thoughtsTokens'));
    return disjointCounts(
      { whole: firstCount(sent, 'inputTokens'), parts: cached, includesParts: true },
      { whole: firstCount(sent, 'outputTokens'), parts: thoughts, includesParts: false },
      firstCount(sent, 'totalTokens'),
    );
  },
};
