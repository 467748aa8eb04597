import type { ParameterFormat } from './parameter.decorator.js';

/** A whole number in decimal digits. */
export function integerBetween(minimum: number, maximum: number): ParameterFormat<number> {
  return {
    parse: (text) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
      return value >= minimum && value <= maximum ? value : null;
    },
    rule: `must be a whole number between ${minimum} and ${maximum}`,
    schema: { type: 'integer', minimum, maximum },
  };
}
