import { anthropic } from './shapes/anthropic.js';
import { bedrock } from './shapes/bedrock.js';
import { cohere } from './shapes/cohere.js';
import { gemini } from './shapes/gemini.js';
import { genkit } from './shapes/genkit.js';
import { ollama } from './shapes/ollama.js';
import { openAiCompletion } from './shapes/open-ai-completion.js';
import { openAiResponse } from './shapes/open-ai-response.js';
import { perplexity } from './shapes/perplexity.js';
import { vercelAi } from './shapes/vercel-ai.js';
import type { UsageShape } from './usage-shape.js';

/** In the order in which they are tried: of the shapes that usage shows marks of, the first is believed. A further vendor is a file beside the others and a line here. */
const SHAPES: readonly UsageShape[] = [
  perplexity,
  openAiCompletion,
  anthropic,
  openAiResponse,
  genkit,
  bedrock,
  vercelAi,
  gemini,
  cohere,
  ollama,
];

/** What clients of Langfuse call their buckets. They do not overlap: whoever sends one of these reads back what was sent. */
const BUCKETS = ['input', 'output', 'total', 'promptTokens', 'completionTokens'];

const NO_VENDOR = -1;
const NOT_KNOWN = Number.POSITIVE_INFINITY;

/** The place in the order of what a member is a mark of. A map, as members may have any name. */
const RANKS: ReadonlyMap<string, number> = new Map([
  ...SHAPES.flatMap(({ marks }, rank) => marks.map((mark) => [mark, rank] as const)),
  ...['input', 'output'].flatMap((side) =>
    [`${side}_tokens_details`, `${side}_token_details`].map((member) => [member, NOT_KNOWN] as const),
  ),
  ...BUCKETS.map((bucket) => [bucket, NO_VENDOR] as const),
]);

/** Whose usage it is, by the names of its members; null where they name buckets. */
export function usageShapeOf(members: Iterable<string>): UsageShape | null {
  let best = NOT_KNOWN;
  for (const member of members) {
    const rank = RANKS.get(member) ?? rankOfOther(member);
    if (rank === NO_VENDOR) return null;
    if (rank < best) best = rank;
  }
  return SHAPES[best] ?? null;
}

/** `input_cached_tokens` and the like: so buckets are called, and no vendor's counts. */
function rankOfOther(member: string): number {
  return member.startsWith('input_') || member.startsWith('output_') ? NO_VENDOR : NOT_KNOWN;
}
