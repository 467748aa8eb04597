import type { ParameterFormat } from './parameter.decorator.js';

export const BOOLEAN: ParameterFormat<boolean> = {
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : null),
  rule: 'must be true or false',
  schema: { type: Boolean },
};
