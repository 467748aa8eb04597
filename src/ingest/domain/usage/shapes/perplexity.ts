import { addPart, firstCount, type Counts, type UsageShape } from '../usage-shape.js';
import { openAiCompletion } from './open-ai-completion.js';

/**
 * Perplexity counts what its research models cite and what they reason beside the prompt and the completion, whose sum its total is, and charges
 * for each by itself (docs.perplexity.ai/getting-started/pricing). Searches are no tokens.
 */
export const perplexity: UsageShape = {
  vendor: 'Perplexity',
  marks: ['citation_tokens', 'num_search_queries', 'search_context_size'],
  read: (sent): Counts => {
    const counts = new Map(openAiCompletion.read(sent));
    addPart(counts, 'input_citation_tokens', firstCount(sent, 'citation_tokens'));
    addPart(counts, 'output_reasoning_tokens', firstCount(sent, 'reasoning_tokens'));
    counts.delete('total');
    return counts;
  },
};
