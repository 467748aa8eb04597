import * as fc from 'fast-check';
import { FILTER_OPERATORS } from '../../src/common/filter/filter-condition.js';
import {
  SCORE_FILTER_COLUMNS,
  type ScoreColumn,
  type ScoreCondition,
} from '../../src/traces/domain/scores/score-filter-columns.js';
import {
  VALUE_OPERATORS,
  type ScoreFilter,
  type ScoreQuery,
} from '../../src/traces/domain/scores/score-query.js';
import { conditionOf } from './filter-condition.arbitrary.js';
import { environments, instant, projectIds, tags, word } from './telemetry.arbitrary.js';

/** Mostly not given, so that conditions do not exclude everything together. */
function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 1 });
}

const figure = fc.constantFrom(0, 0.5, 1, 1.25);

const sources = fc.constantFrom('API', 'EVAL');
const types = fc.constantFrom('NUMERIC', 'BOOLEAN', 'CATEGORICAL');

function optionsOf(column: ScoreColumn, values: fc.Arbitrary<string>): fc.Arbitrary<ScoreCondition> {
  return fc.record({
    type: fc.constant('stringOptions' as const),
    column: fc.constant(column),
    operator: fc.constantFrom('any of' as const, 'none of' as const),
    value: fc.uniqueArray(values, { minLength: 1 }),
  });
}

/** What the counts by the hour can tell, in all its forms. */
const hourlyFilter: fc.Arbitrary<ScoreFilter> = fc.record({
  source: sometimes(sources),
  dataType: sometimes(types),
  environments: sometimes(fc.uniqueArray(environments, { minLength: 1 })),
  from: sometimes(instant),
  before: sometimes(instant),
  conditions: sometimes(
    fc.array(
      fc.oneof(
        optionsOf('source', sources),
        optionsOf('dataType', types),
        optionsOf('environment', environments),
        fc.record({
          type: fc.constant('datetime' as const),
          column: fc.constant('timestamp' as const),
          operator: fc.constantFrom(...FILTER_OPERATORS.datetime),
          value: instant,
        }),
        fc.constant({ type: 'null' as const, column: 'traceId' as const, operator: 'is not null' as const }),
        fc.constant({
          type: 'string' as const,
          column: 'source' as const,
          operator: 'contains' as const,
          value: 'A',
        }),
      ),
      { maxLength: 2 },
    ),
  ),
});

/** Any question about scores. */
export const scoreQuery: fc.Arbitrary<ScoreQuery> = fc.record({
  projectId: projectIds,
  page: fc.constantFrom(1, 1, 2, 3),
  limit: fc.constantFrom(1, 3, 10, 200),
  withTraces: fc.boolean(),
  filter: fc.oneof(
    hourlyFilter,
    fc.record({
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
  ),
});
