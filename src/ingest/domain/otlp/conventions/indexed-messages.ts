import type { Convention } from '../convention.js';
import { nestedJson } from '../indexed-attributes.js';

/** Messages as attributes with an index in the key: `gen_ai.prompt.0.content`. OpenLLMetry and LiteLLM write so. */
export const indexedMessages: Convention = {
  title: 'Indexed messages',
  keys: ['gen_ai.prompt.', 'gen_ai.completion.'],
  input: (span) => nestedJson(span.takePrefix('gen_ai.prompt.')),
  output: (span) => nestedJson(span.takePrefix('gen_ai.completion.')),
};
