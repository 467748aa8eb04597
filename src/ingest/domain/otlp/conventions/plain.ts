import type { Convention } from '../convention.js';

/** Attributes with the plainest names, which people write who instrument by hand. */
export const plain: Convention = {
  title: 'Plain attributes',
  keys: ['input', 'output', 'model'],
  input: (span) => span.takeStructure(['input']),
  output: (span) => span.takeStructure(['output']),
  model: (span) => span.takeText(['model']),
};
