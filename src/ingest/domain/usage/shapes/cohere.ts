import { firstCount, objectIn, type Counts, type UsageShape } from '../usage-shape.js';

/**
 * Cohere counts twice: `billed_units` are the tokens that are paid for, `tokens` all that the model has read and written, with what Cohere's own
 * templates add (docs.cohere.com/docs/how-does-cohere-pricing-work). What is paid counts. Searches and
 * classifications are no tokens; those who rerank pay for searches alone, which then have a bucket.
 */
export const cohere: UsageShape = {
  vendor: 'Cohere',
  marks: ['billed_units'],
  read: (sent): Counts => {
    const billed = objectIn(sent, 'billed_units');
    const isBilled = firstCount(billed, 'input_tokens', 'output_tokens') !== null;
    const tokens = isBilled ? billed : objectIn(sent, 'tokens');
    const counts = new Map<string, number>();
    for (const side of ['input', 'output']) {
      const count = firstCount(tokens, `${side}_tokens`);
      if (count !== null) counts.set(side, count);
    }
    const searches = firstCount(billed, 'search_units');
    if (counts.size === 0 && searches !== null) counts.set('search_units', searches);
    return counts;
  },
};
