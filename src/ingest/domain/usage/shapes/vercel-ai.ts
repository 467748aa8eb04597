import { inputParts, outputParts } from '../details.js';
import { disjointCounts } from '../disjoint-counts.js';
import {
  countOf,
  firstCount,
  objectIn,
  type Counts,
  type SentUsage,
  type UsageShape,
} from '../usage-shape.js';

/**
 * The AI SDK of Vercel since version 5. `inputTokens` is "the total number of input (prompt) tokens used" and `outputTokens` that of the output; what
 * is cached and what was reasoned are parts of them (ai-sdk.dev/docs/reference/ai-sdk-core/generate-text). Version 5 has `cachedInputTokens` and
 * `reasoningTokens`, version 6 `inputTokenDetails` and `outputTokenDetails`; what its providers give it has objects in both places:
 * `{"inputTokens": {"total", "noCache", "cacheRead", "cacheWrite"}}`. Version 4 has Langfuse's older names.
 */
export const vercelAi: UsageShape = {
  vendor: 'Vercel AI SDK',
  marks: ['inputTokens', 'outputTokens'],
  read: (sent): Counts => {
    const input = new Map(inputParts(objectIn(sent, 'inputTokenDetails')));
    const output = new Map(outputParts(objectIn(sent, 'outputTokenDetails')));
    const [nestedInput, nestedOutput] = [objectIn(sent, 'inputTokens'), objectIn(sent, 'outputTokens')];
    put(
      input,
      'input_cached_tokens',
      countOf(nestedInput['cacheRead']) ?? firstCount(sent, 'cachedInputTokens'),
    );
    put(input, 'input_cache_creation', countOf(nestedInput['cacheWrite']));
    put(
      output,
      'output_reasoning_tokens',
      countOf(nestedOutput['reasoning']) ?? firstCount(sent, 'reasoningTokens'),
    );
    return disjointCounts(
      { whole: wholeOf(sent, 'inputTokens'), parts: input, includesParts: true },
      { whole: wholeOf(sent, 'outputTokens'), parts: output, includesParts: true },
      firstCount(sent, 'totalTokens'),
    );
  },
};

function wholeOf(sent: SentUsage, member: string): number | null {
  return firstCount(sent, member) ?? firstCount(objectIn(sent, member), 'total');
}

/** The details know better. */
function put(parts: Map<string, number>, bucket: string, count: number | null): void {
  if (count !== null && count > 0 && !parts.has(bucket)) parts.set(bucket, count);
}
