import type { ParameterFormat } from './parameter.decorator.js';

/** One of a closed set of words. */
export function oneOf<T extends string>(choices: readonly T[]): ParameterFormat<T> {
  return {
    parse: (text) => choices.find((choice) => choice === text) ?? null,
    rule: `must be one of ${choices.join(', ')}`,
    schema: { type: String, enum: [...choices] },
  };
}
