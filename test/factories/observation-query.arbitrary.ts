import * as fc from 'fast-check';
import type { ObservationCondition } from '../../src/traces/domain/observations/observation-filter-columns.js';
import {
  OBSERVATION_LEVELS,
  type ObservationQuery,
} from '../../src/traces/domain/observations/observation-query.js';
import { environments, instant, projectIds, tags, word } from './telemetry.arbitrary.js';

/** Mostly not given, so that conditions do not exclude everything together. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 1 });
}

const text = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: fc.constantFrom('t', '%', 'GEN') },
);
const condition: fc.Arbitrary<ObservationCondition> = fc.oneof(
  fc.record({
    type: fc.constant('string' as const),
    column: fc.constantFrom(...(['name', 'version', 'traceName', 'userId', 'model', 'type'] as const)),
    operator: fc.constantFrom(
      ...(['=', 'contains', 'does not contain', 'starts with', 'ends with'] as const),
    ),
    value: text,
  }),
  fc.record({
    type: fc.constant('stringOptions' as const),
    column: fc.constantFrom(
      ...(['name', 'sessionId', 'traceEnvironment', 'level', 'parentObservationId'] as const),
    ),
    operator: fc.constantFrom('any of' as const, 'none of' as const),
    value: fc.array(fc.oneof(word, environments, fc.constantFrom('ERROR', 'o10')), { minLength: 1 }),
  }),
  fc.record({
    type: fc.constant('number' as const),
    column: fc.constantFrom(
      ...(['latency', 'tokensPerSecond', 'inputTokens', 'totalTokens', 'totalCost', 'outputCost'] as const),
    ),
    operator: fc.constantFrom('<' as const, '>=' as const),
    value: fc.oneof(fc.nat({ max: 100 }), fc.constant(0.5)),
  }),
  fc.record({
    type: fc.constant('null' as const),
    column: fc.constantFrom(...(['endTime', 'name', 'parentObservationId', 'userId', 'traceName'] as const)),
    operator: fc.constantFrom('is null' as const, 'is not null' as const),
  }),
  fc.record({
    type: fc.constant('datetime' as const),
    column: fc.constantFrom('startTime' as const, 'endTime' as const),
    operator: fc.constantFrom(...(['<', '<=', '>', '>='] as const)),
    value: instant,
  }),
  fc.record({
    type: fc.constant('arrayOptions' as const),
    column: fc.constant('traceTags' as const),
    operator: fc.constantFrom(...(['any of', 'none of', 'all of'] as const)),
    value: tags,
  }),
  fc.record({
    type: fc.constant('boolean' as const),
    column: fc.constant('isRootObservation' as const),
    operator: fc.constantFrom('=' as const, '<>' as const),
    value: fc.boolean(),
  }),
);

/** Any question about observations. */
export const observationQuery: fc.Arbitrary<ObservationQuery> = fc.record({
  projectId: projectIds,
  page: fc.constantFrom(1, 1, 2, 3, 7),
  limit: fc.constantFrom(1, 3, 10, 200),
  filter: fc.record({
    name: sometimes(word),
    types: sometimes(fc.uniqueArray(fc.constantFrom('GENERATION', 'SPAN', 'TOOL'), { minLength: 1 })),
    level: sometimes(fc.constantFrom(...OBSERVATION_LEVELS)),
    version: sometimes(word),
    traceId: sometimes(fc.nat({ max: 5 }).map((number) => `t${number + 10}`)),
    parentObservationId: sometimes(fc.constantFrom(null, 'o10')),
    isRoot: sometimes(fc.boolean()),
    environments: sometimes(fc.uniqueArray(environments, { minLength: 1 })),
    from: sometimes(instant),
    before: sometimes(instant),
    userId: sometimes(word),
    sessionId: sometimes(word),
    conditions: sometimes(fc.array(condition, { minLength: 1, maxLength: 2 })),
  }),
});
