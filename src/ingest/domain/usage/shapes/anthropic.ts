import { disjointCounts } from '../disjoint-counts.js';
import {
  addPart,
  firstCount,
  objectIn,
  type Counts,
  type SentUsage,
  type UsageShape,
} from '../usage-shape.js';
import { outputParts } from '../details.js';

/**
 * Messages of Anthropic, also on Vertex AI and Bedrock. `input_tokens` counts only what was neither read from a cache nor written to one: "Total
 * input tokens in a request is the summation of `input_tokens`, `cache_creation_input_tokens`, and `cache_read_input_tokens`"
 * (docs.anthropic.com/en/api/messages). `cache_creation` tells what was written by how long it is kept; its members add up to
 * `cache_creation_input_tokens`. `output_tokens` includes what the model has thought.
 * `server_tool_use` counts requests, not tokens; `service_tier`, `inference_geo` and `speed` count nothing.
 */
export const anthropic: UsageShape = {
  vendor: 'Anthropic messages',
  marks: ['cache_read_input_tokens', 'cache_creation_input_tokens', 'cache_creation', 'server_tool_use'],
  read: (sent): Counts =>
    disjointCounts(
      { whole: firstCount(sent, 'input_tokens'), parts: cacheParts(sent), includesParts: false },
      {
        whole: firstCount(sent, 'output_tokens'),
        parts: outputParts(objectIn(sent, 'output_tokens_details')),
        includesParts: true,
      },
      firstCount(sent, 'total_tokens'),
    ),
};

function cacheParts(sent: SentUsage): Counts {
  const parts = new Map<string, number>();
  addPart(parts, 'input_cached_tokens', firstCount(sent, 'cache_read_input_tokens'));
  const byTime = objectIn(sent, 'cache_creation');
  const short = firstCount(byTime, 'ephemeral_5m_input_tokens') ?? 0;
  const long = firstCount(byTime, 'ephemeral_1h_input_tokens') ?? 0;
  const written = firstCount(sent, 'cache_creation_input_tokens') ?? 0;
  addPart(parts, 'input_cache_creation_5m', short);
  addPart(parts, 'input_cache_creation_1h', long);
  addPart(parts, 'input_cache_creation', written - short - long);
  return parts;
}
