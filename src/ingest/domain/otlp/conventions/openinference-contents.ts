import type { Convention } from '../convention.js';
import { nestedJson } from '../indexed-attributes.js';
import type { Json } from '../json-text.js';
import type { SpanReader } from '../span-reader.js';

/** Objects that hold nothing but what they name. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'message',
  'message_content',
  'tool_call',
  'document',
  'embedding',
  'choice',
]);

/** What OpenInference writes beside the input and the output as a whole: each message and document, in attributes with an index in the key. */
export const openInferenceContents: Convention = {
  title: 'OpenInference contents',
  keys: [
    'llm.input_messages.',
    'llm.output_messages.',
    'llm.prompts.',
    'llm.choices.',
    'embedding.embeddings.',
    'embedding.text',
    'retrieval.documents.',
    'reranker.query',
    'reranker.output_documents.',
  ],
  input: (span) =>
    nested(span, 'llm.input_messages.') ??
    nested(span, 'llm.prompts.') ??
    nested(span, 'embedding.embeddings.', (rest) => rest.endsWith('embedding.text')) ??
    span.takeStructure(['embedding.text', 'reranker.query']),
  output: (span) =>
    nested(span, 'llm.output_messages.') ??
    nested(span, 'llm.choices.') ??
    nested(span, 'retrieval.documents.') ??
    nested(span, 'reranker.output_documents.'),
};

function nested(span: SpanReader, prefix: string, isMeant?: (rest: string) => boolean): Json | undefined {
  const entries = [...span.withPrefix(prefix)].filter(([rest]) => isMeant?.(rest) ?? true);
  for (const [rest] of entries) span.take(prefix + rest);
  return nestedJson(entries, WRAPPERS);
}
