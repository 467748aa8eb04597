import * as fc from 'fast-check';
import type { FilterCondition } from '../../src/common/filter/filter-condition.js';
import { AGGREGATIONS } from '../../src/metrics/domain/query/aggregation.js';
import {
  GRANULARITIES,
  metricName,
  type Metric,
  type Order,
  type ViewQuery,
} from '../../src/metrics/domain/query/view-query.js';
import { aggregationsOf, type ViewRules } from '../../src/metrics/domain/query/view-rules.js';
import { ALL_VIEWS } from '../../src/metrics/domain/query/views/all-views.js';
import { instant, projectIds, word } from './telemetry.arbitrary.js';

const directions = fc.constantFrom('asc', 'desc');

/** Any question about any view. */
export const viewQuery: fc.Arbitrary<ViewQuery> = fc
  .constantFrom(...ALL_VIEWS.values())
  .chain((view) =>
    questionOf(view, [...view.dimensions.keys()], metricsOf(view, AGGREGATIONS), filterOf(view)),
  );

const KEPT_BY_VIEW: Readonly<Record<string, readonly string[]>> = {
  traces: ['environment', 'timestampMonth'],
  observations: ['environment', 'type', 'providedModelName', 'startTimeMonth'],
};
const KEPT_OF_SCORES = ['environment', 'source', 'dataType', 'timestampMonth', 'timestampDay'];
const KEPT_MEASURES = [
  'count',
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'inputCost',
  'outputCost',
  'totalCost',
];

/** Questions that the figures which are kept by the hour can answer, if the interval has a whole hour. */
export const keptViewQuery: fc.Arbitrary<ViewQuery> = fc.constantFrom(...ALL_VIEWS.values()).chain((view) => {
  const measures = view.name === 'observations' ? KEPT_MEASURES : ['count'];
  const metrics = fc.record({
    measure: fc.constantFrom(...measures),
    aggregation: fc.constantFrom('sum', 'avg', 'count'),
  }) as fc.Arbitrary<Metric>;
  const environment: fc.Arbitrary<FilterCondition> = fc.constantFrom('any of', 'none of').map((operator) => ({
    ...{ type: 'stringOptions', column: 'environment', operator, value: ['default', 'staging'] },
  }));
  return questionOf(view, KEPT_BY_VIEW[view.name] ?? KEPT_OF_SCORES, metrics, environment).map((query) => ({
    ...query,
    granularity: query.granularity === 'minute' ? 'hour' : query.granularity,
  }));
});

function metricsOf(view: ViewRules, aggregations: readonly Metric['aggregation'][]): fc.Arbitrary<Metric> {
  return fc.constantFrom(...view.measures.keys()).chain((measure) => {
    const allowed = aggregationsOf(view.measures.get(measure) ?? 'text');
    return fc.record({
      measure: fc.constant(measure),
      aggregation: fc.constantFrom(...aggregations.filter((each) => allowed.includes(each))),
    });
  });
}

function questionOf(
  view: ViewRules,
  names: readonly string[],
  metric: fc.Arbitrary<Metric>,
  condition: fc.Arbitrary<FilterCondition>,
): fc.Arbitrary<ViewQuery> {
  return fc
    .record({
      projectId: projectIds,
      dimensions: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
      metrics: fc.uniqueArray(metric, { minLength: 1, maxLength: 4, selector: metricName }),
      filters: fc.array(fc.oneof(condition, timeCondition(view)), { maxLength: 2 }),
      granularity: fc.option(fc.constantFrom(...GRANULARITIES)),
      ends: fc.uniqueArray(instant, { minLength: 2, maxLength: 2 }),
      bins: fc.integer({ min: 1, max: 7 }),
      limit: fc.option(fc.constantFrom(1, 3, 1000)),
    })
    .map((known) => ({
      ...known,
      dimensions: [
        ...new Set([
          ...known.dimensions,
          ...known.metrics.flatMap(({ measure }) => view.parts.get(measure) ?? []),
        ]),
      ],
    }))
    .filter(({ dimensions, filters }) => {
      const columns = [...dimensions, ...filters.map(({ column }) => column)];
      return [...view.parts.values()].filter((part) => columns.includes(part)).length < 2;
    })
    .chain(({ ends, ...known }) => {
      const [from, to] = ends.sort() as [ViewQuery['from'], ViewQuery['to']];
      return orders(known).map((orderBy): ViewQuery => ({ view, from, to, orderBy, ...known }));
    });
}

function orders({
  dimensions,
  metrics,
  granularity,
}: Pick<ViewQuery, 'dimensions' | 'metrics' | 'granularity'>): fc.Arbitrary<Order[]> {
  const keys: fc.Arbitrary<Order>[] = [
    ...dimensions.map((_, index) =>
      directions.map((direction): Order => ({ by: 'dimension', index, direction })),
    ),
    // Averages that are the same in decimals need not be the same once they have been rounded.
    ...metrics.flatMap(({ aggregation }, index) =>
      aggregation === 'histogram' || aggregation === 'avg'
        ? []
        : [directions.map((direction): Order => ({ by: 'metric', index, direction }))],
    ),
    ...(granularity === null ? [] : [directions.map((direction): Order => ({ by: 'time', direction }))]),
  ];
  return keys.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...keys), { maxLength: 2 });
}

function timeCondition(view: ViewRules): fc.Arbitrary<FilterCondition> {
  const column = view.name === 'observations' ? 'startTime' : 'timestamp';
  return fc.record({
    type: fc.constant('datetime'),
    column: fc.constant(column),
    operator: fc.constantFrom('>', '>=', '<', '<='),
    value: instant,
  });
}

/** A condition on a dimension of texts, or on tags. */
function filterOf(view: ViewRules): fc.Arbitrary<FilterCondition> {
  const texts = [...view.dimensions].filter(([, { kind }]) => kind === 'text').map(([name]) => name);
  return fc.oneof(
    fc.record({
      type: fc.constant('string'),
      column: fc.constantFrom(...texts),
      operator: fc.constantFrom('=', 'contains', 'does not contain'),
      value: fc.oneof(word, fc.constantFrom('1', 'a')),
    }),
    fc.record({
      type: fc.constant('null'),
      column: fc.constantFrom(...texts),
      operator: fc.constantFrom('is null', 'is not null'),
    }),
    fc.record({
      type: fc.constant('arrayOptions'),
      column: fc.constant('tags'),
      operator: fc.constantFrom('any of', 'none of', 'all of'),
      value: fc.constantFrom(['a'], ['a', 'b']),
    }),
  );
}
