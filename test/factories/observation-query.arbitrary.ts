import * as fc from 'fast-check';
import {
  OBSERVATION_LEVELS,
  type ObservationQuery,
} from '../../src/traces/domain/observations/observation-query.js';
import { environments, instant, projectIds, word } from './telemetry.arbitrary.js';

/** Mostly not given, so that conditions do not exclude everything together. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 1 });
}

/** Any question about observations. */
export const observationQuery: fc.Arbitrary<ObservationQuery> = fc.record({
  projectId: projectIds,
  page: fc.constantFrom(1, 1, 2, 3, 7),
  limit: fc.constantFrom(1, 3, 10, 200),
  filter: fc.record({
    name: sometimes(word),
    type: sometimes(fc.constantFrom('GENERATION', 'SPAN', 'TOOL')),
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
  }),
});
