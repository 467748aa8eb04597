import type { ParameterFormat } from './parameter.decorator.js';

/** Texts with commas between them. */
export function listOf(maxValues: number): ParameterFormat<string[]> {
  return {
    parse: (text) => {
      const values = [...new Set(text.split(',').map((value) => value.trim()))].filter(
        (value) => value !== '',
      );
      return values.length > maxValues || text.includes('\0') ? null : values;
    },
    rule: `must be at most ${maxValues} texts with commas between them, without the character NUL`,
    schema: { type: String, example: 'a,b' },
  };
}
