import type { ParameterFormat } from './parameter.decorator.js';

/** Some of a closed set of words, with commas between them, in upper or lower case. */
export function someOf<T extends string>(choices: readonly T[]): ParameterFormat<readonly T[]> {
  const byName = new Map(choices.map((choice) => [choice.toLowerCase(), choice]));
  return {
    parse: (text) => {
      const names = text.split(',').map((name) => name.trim());
      const found = names.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
      return found.length === names.length ? [...new Set(found)] : null;
    },
    rule: `must be one or more of ${choices.join(', ')}, with commas between them`,
    schema: { type: String, example: choices.slice(0, 2).join(',') },
  };
}
