import { disjointCounts } from '../disjoint-counts.js';
import {
  addPart,
  countOf,
  firstCount,
  type Counts,
  type SentUsage,
  type UsageShape,
} from '../usage-shape.js';

/**
 * Converse of Amazon Bedrock, and the counts that its models return with their answers (`inputTokenCount`). `inputTokens` counts what was neither read
 * from a cache nor written to one, as Anthropic does; `totalTokens` is the sum of the four
 * (docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html). `cacheDetails` breaks `cacheWriteInputTokens` down by how long it is kept
 * (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html).
 */
export const bedrock: UsageShape = {
  vendor: 'Amazon Bedrock',
  marks: [
    'cacheReadInputTokens',
    'cacheWriteInputTokens',
    'cacheReadInputTokenCount',
    'cacheWriteInputTokenCount',
    'inputTokenCount',
    'outputTokenCount',
    'cacheDetails',
  ],
  read: (sent): Counts =>
    disjointCounts(
      {
        whole: firstCount(sent, 'inputTokens', 'inputTokenCount'),
        parts: cacheParts(sent),
        includesParts: false,
      },
      {
        whole: firstCount(sent, 'outputTokens', 'outputTokenCount'),
        parts: new Map(),
        includesParts: true,
      },
      firstCount(sent, 'totalTokens'),
    ),
};

function cacheParts(sent: SentUsage): Counts {
  const parts = new Map<string, number>();
  addPart(parts, 'input_cached_tokens', firstCount(sent, 'cacheReadInputTokens', 'cacheReadInputTokenCount'));
  let written = firstCount(sent, 'cacheWriteInputTokens', 'cacheWriteInputTokenCount') ?? 0;
  const details = sent['cacheDetails'];
  for (const detail of Array.isArray(details) ? (details as unknown[]) : []) {
    if (typeof detail !== 'object' || detail === null) continue;
    const { ttl, inputTokens } = detail as SentUsage;
    if (ttl !== '5m' && ttl !== '1h') continue;
    const count = Math.min(countOf(inputTokens) ?? 0, written);
    addPart(parts, `input_cache_creation_${ttl}`, count);
    written -= count;
  }
  addPart(parts, 'input_cache_creation', written);
  return parts;
}
