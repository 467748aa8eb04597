import * as fc from 'fast-check';
import { SCORE_FILTER_COLUMNS } from '../../src/traces/domain/scores/score-filter-columns.js';
import { VALUE_OPERATORS, type ScoreQuery } from '../../src/traces/domain/scores/score-query.js';
import { conditionOf } from './filter-condition.arbitrary.js';
import { environments, instant, projectIds, tags, word } from './telemetry.arbitrary.js';

/** Mostly not given, so that conditions do not exclude everything together. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 1 });
}

const figure = fc.constantFrom(0, 0.5, 1, 1.25);

/** Any question about scores. */
export const scoreQuery: fc.Arbitrary<ScoreQuery> = fc.record({
  projectId: projectIds,
  page: fc.constantFrom(1, 1, 2, 3),
  limit: fc.constantFrom(1, 3, 10, 200),
  withTraces: fc.boolean(),
  filter: fc.record({
    name: sometimes(word),
    dataType: sometimes(fc.constantFrom('NUMERIC', 'BOOLEAN')),
    traceId: sometimes(fc.constantFrom('t10', 't11')),
    observationIds: sometimes(fc.constant(['o10'])),
    environments: sometimes(fc.uniqueArray(environments, { minLength: 1 })),
    from: sometimes(instant),
    before: sometimes(instant),
    userId: sometimes(word),
    traceTags: sometimes(tags.filter((some) => some.length > 0)),
    value: sometimes(fc.record({ operator: fc.constantFrom(...VALUE_OPERATORS), number: figure })),
    values: sometimes(fc.array(figure, { maxLength: 2 })),
    conditions: sometimes(fc.array(conditionOf(SCORE_FILTER_COLUMNS), { minLength: 1, maxLength: 2 })),
  }),
});
