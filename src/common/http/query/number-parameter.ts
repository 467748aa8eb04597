import type { ParameterFormat } from './parameter.decorator.js';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A finite number. */
export const NUMBER_PARAMETER: ParameterFormat<number> = {
  parse: (text) => (NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : null),
  rule: 'must be a number',
  schema: { type: 'number' },
};
