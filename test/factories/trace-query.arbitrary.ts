import * as fc from 'fast-check';
import {
  TRACE_FIELD_GROUPS,
  TRACE_SORT_FIELDS,
  type TraceQuery,
} from '../../src/traces/domain/trace-query.js';
import { TRACE_FILTER_COLUMNS } from '../../src/traces/domain/trace-filter-columns.js';
import { conditionOf } from './filter-condition.arbitrary.js';
import { environments, instant, projectIds, tags, word } from './telemetry.arbitrary.js';

/** Mostly not given, so that conditions do not exclude everything together. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 1 });
}

const text = fc.oneof({ weight: 8, arbitrary: word }, { weight: 1, arbitrary: fc.constant(`' OR true; --`) });

/** Any condition that a filter of the list may have. */
export const traceCondition = conditionOf(TRACE_FILTER_COLUMNS);

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
