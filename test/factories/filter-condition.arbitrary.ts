import * as fc from 'fast-check';
import { typesOfKind, type FilterColumns } from '../../src/common/filter/filter-columns.js';
import {
  FILTER_OPERATORS,
  type FilterCondition,
  type FilterType,
} from '../../src/common/filter/filter-condition.js';
import { readFilter } from '../../src/common/filter/parse-filter.js';
import { instant, word } from './telemetry.arbitrary.js';

const figure = fc.constantFrom(0, 0.5, 1, 2, 40, 100, 3600);
const text = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 3, arbitrary: fc.constantFrom('t', 'ERROR', 'DEFAULT', 'default', 'NUMERIC', 't10', 's11') },
  { weight: 1, arbitrary: fc.constant(`' OR true; --`) },
);

/** Any condition on telemetry (see telemetry.arbitrary.ts) that a filter over these columns may have. */
export function conditionOf<C extends string>(columns: FilterColumns<C>): fc.Arbitrary<FilterCondition<C>> {
  return fc.constantFrom(...(Object.keys(columns.kinds) as C[])).chain((column) =>
    fc.constantFrom(...typesOfKind(columns.kinds[column])).chain((type) => {
      const operators: readonly string[] = FILTER_OPERATORS[type];
      return fc
        .record({
          type: fc.constant(type),
          column: fc.constant(column),
          operator: fc.constantFrom(...operators.filter((operator) => operator !== 'matches')),
          key: fc.constantFrom('k', 'one', 'two'),
          value: valueOf(type),
        })
        .map((condition) => readFilter([condition], columns)[0] as FilterCondition<C>);
    }),
  );
}

function valueOf(type: FilterType): fc.Arbitrary<unknown> {
  switch (type) {
    case 'datetime':
      return instant;
    case 'number':
    case 'numberObject':
      return figure;
    case 'boolean':
    case 'booleanObject':
      return fc.boolean();
    case 'stringOptions':
    case 'categoryOptions':
    case 'arrayOptions':
      return fc.array(word, { minLength: 1, maxLength: 2 });
    case 'string':
    case 'stringObject':
    case 'null':
      return text;
  }
}
