import * as fc from 'fast-check';
import {
  TRACE_FIELD_GROUPS,
  TRACE_SORT_FIELDS,
  type TraceQuery,
} from '../../src/traces/domain/trace-query.js';
import { typesOfKind } from '../../src/common/filter/filter-columns.js';
import { FILTER_OPERATORS, type FilterType } from '../../src/common/filter/filter-condition.js';
import { readFilter } from '../../src/common/filter/parse-filter.js';
import {
  TRACE_FILTER_COLUMNS,
  type TraceColumn,
  type TraceCondition,
} from '../../src/traces/domain/trace-filter-columns.js';
import { environments, instant, projectIds, tags, word } from './telemetry.arbitrary.js';

/** Mostly not given, so that conditions do not exclude everything together. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 1 });
}

const text = fc.oneof({ weight: 8, arbitrary: word }, { weight: 1, arbitrary: fc.constant(`' OR true; --`) });

const figure = fc.constantFrom(0, 0.5, 1, 2, 40, 100, 3600);

function conditionOn(column: TraceColumn): fc.Arbitrary<TraceCondition> {
  const kind = TRACE_FILTER_COLUMNS.kinds[column];
  return fc.constantFrom(...typesOfKind(kind)).chain((type) => {
    const operators: readonly string[] = FILTER_OPERATORS[type];
    return fc
      .record({
        type: fc.constant(type),
        column: fc.constant(column),
        operator: fc.constantFrom(...operators.filter((operator) => operator !== 'matches')),
        key: fc.constantFrom('k', 'one', 'two'),
        value: valueOf(type),
      })
      .map((condition) => readFilter([condition], TRACE_FILTER_COLUMNS)[0] as TraceCondition);
  });
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
      return fc.oneof(text, fc.constantFrom('t', 'ERROR', 'DEFAULT', 'default'));
  }
}

/** Any condition that a filter of the list may have. */
export const traceCondition: fc.Arbitrary<TraceCondition> = fc
  .constantFrom(...(Object.keys(TRACE_FILTER_COLUMNS.kinds) as TraceColumn[]))
  .chain(conditionOn);

/** Any question about traces. */
export const traceQuery: fc.Arbitrary<TraceQuery> = fc.record({
  projectId: projectIds,
  page: fc.constantFrom(1, 1, 2, 3, 7),
  limit: fc.constantFrom(1, 3, 10, 200),
  filter: fc.record({
    userId: sometimes(text),
    name: sometimes(text),
    sessionId: sometimes(text),
    release: sometimes(text),
    version: sometimes(text),
    from: sometimes(instant),
    to: sometimes(instant),
    tags: sometimes(tags.filter((some) => some.length > 0)),
    environments: sometimes(fc.uniqueArray(environments, { minLength: 1 })),
    conditions: sometimes(fc.array(traceCondition, { minLength: 1, maxLength: 2 })),
  }),
  order: fc.record({
    field: fc.constantFrom(...TRACE_SORT_FIELDS),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
  }),
  groups: fc.subarray([...TRACE_FIELD_GROUPS]).map((groups) => new Set(groups)),
});
