import type { ParameterFormat } from './parameter.decorator.js';

/** Any text that can be stored. Its length is bounded by that of the URL. */
export const TEXT: ParameterFormat<string> = {
  parse: (text) => (text.includes('\u0000') ? null : text),
  rule: 'must not contain the character NUL',
  schema: { type: String },
};
