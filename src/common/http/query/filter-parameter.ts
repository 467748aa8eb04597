import type { FilterColumns } from '../../filter/filter-columns.js';
import type { FilterCondition } from '../../filter/filter-condition.js';
import { parseFilter } from '../../filter/parse-filter.js';
import { InvalidFieldError } from '../../json/invalid-field.error.js';
import { formatJsonPath } from '../../json/json-path.js';
import { MalformedParameter } from './malformed-parameter.js';
import type { ParameterFormat } from './parameter.decorator.js';

/** A filter over these columns, as JSON. */
export function filterOf<C extends string>(
  columns: FilterColumns<C>,
  example: string,
): ParameterFormat<readonly FilterCondition<C>[]> {
  return {
    parse: (text) => {
      try {
        return parseFilter(text, columns);
      } catch (error) {
        if (error instanceof InvalidFieldError)
          return new MalformedParameter(error.rule, formatJsonPath(error.path));
        throw error;
      }
    },
    rule: 'must be a JSON array of conditions',
    schema: { type: String, example },
  };
}
