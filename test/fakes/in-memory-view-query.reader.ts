import { Big } from 'big.js';
import { PayloadTooLargeError } from '../../src/common/domain-error.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { inAllSpellings } from '../../src/database/id-conditions.sql.js';
import type { Aggregation } from '../../src/metrics/domain/query/aggregation.js';
import { bucketOf } from '../../src/metrics/domain/query/granularity.js';
import type {
  DimensionValue,
  HistogramBar,
  Metric,
  MetricValue,
  Order,
  ViewQuery,
  ViewRow,
} from '../../src/metrics/domain/query/view-query.js';
import { MAX_ROWS, ViewQueryReader } from '../../src/metrics/domain/query/view-query.reader.js';
import type { Observation } from '../../src/traces/domain/observation.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import { meetsFilter } from './filter-evaluation.js';
import { inParts } from './view-parts.js';
import { observationRow, scoreRow, traceRow, type MeasureValue, type ViewedRow } from './view-values.js';

const TYPES_OF = {
  'scores-numeric': ['NUMERIC', 'BOOLEAN'],
  'scores-boolean': ['BOOLEAN'],
  'scores-categorical': ['CATEGORICAL', 'TEXT'],
};

const ID_COLUMNS = new Set(['id', 'traceId', 'observationId', 'parentObservationId']);

/** The contract of ViewQueryReader in the plainest form: everything is looked at, every time. */
export class InMemoryViewQueryReader extends ViewQueryReader {
  constructor(
    private readonly traces: readonly StoredTrace[],
    private readonly observations: readonly Observation[],
    private readonly scores: readonly Score[] = [],
  ) {
    super();
  }

  find(query: ViewQuery): Promise<ViewRow[]> {
    const groups = new Map<string, { key: Pick<ViewRow, 'dimensions' | 'time'>; rows: ViewedRow[] }>();
    if (query.dimensions.length === 0 && query.granularity === null)
      groups.set(JSON.stringify([[], null]), { key: { dimensions: [], time: null }, rows: [] });
    for (const row of this.rowsOf(query)) {
      const dimensions = query.dimensions.map((name): DimensionValue => row.dimensions[name] ?? null);
      const time = query.granularity === null ? null : bucketOf(row.at, query.granularity);
      const text = JSON.stringify([dimensions, time]);
      const group = groups.get(text) ?? { key: { dimensions, time }, rows: [] };
      group.rows.push(row);
      groups.set(text, group);
    }
    const answer = [...groups.values()]
      .map(({ key, rows }) => ({
        ...key,
        values: query.metrics.map((metric) => valueOf(metric, rows, query)),
      }))
      .sort((a, b) => compareRows(a, b, ordersOf(query)));
    if (query.limit === null && answer.length > MAX_ROWS)
      return Promise.reject(new PayloadTooLargeError('too many rows'));
    return Promise.resolve(answer.slice(0, query.limit ?? MAX_ROWS));
  }

  private rowsOf(query: ViewQuery): ViewedRow[] {
    const filters = query.filters.map((each) => (ID_COLUMNS.has(each.column) ? inAllSpellings(each) : each));
    return this.allRows(query).filter(
      ({ at, filtered }) =>
        query.from <= at && at <= query.to && meetsFilter(filters, (column) => filtered[column] ?? null),
    );
  }

  private allRows(query: ViewQuery): ViewedRow[] {
    const {
      projectId,
      view: { name },
    } = query;
    const ofProject = <T extends { projectId: string }>(all: readonly T[]): T[] =>
      all.filter((each) => each.projectId === projectId);
    const [traces, observations, scores] = [
      ofProject(this.traces),
      ofProject(this.observations),
      ofProject(this.scores),
    ];
    const traceOf = (id: string | null): StoredTrace | undefined => traces.find((trace) => trace.id === id);
    if (name === 'observations')
      return observations.flatMap((each) =>
        inParts(observationRow(each, traceOf(each.traceId), scores), each, query),
      );
    if (name === 'traces')
      return traces.map((trace) =>
        traceRow(
          trace,
          observations.filter(({ traceId }) => traceId === trace.id),
          scores.filter(({ traceId }) => traceId === trace.id),
        ),
      );
    return scores
      .filter(({ dataType }) => TYPES_OF[name].includes(dataType))
      .map((score) =>
        scoreRow(
          score,
          traceOf(score.traceId),
          observations.find(({ id, traceId }) => id === score.observationId && traceId === score.traceId),
        ),
      );
  }
}

function valueOf(
  { measure, aggregation }: Metric,
  rows: readonly ViewedRow[],
  query: ViewQuery,
): MetricValue {
  const values = rows
    .map((row) => row.measures[measure] ?? null)
    .filter((value): value is NonNullable<MeasureValue> => value !== null);
  const isDistinct = query.view.measures.get(measure) === 'distinct';
  if (isDistinct || aggregation === 'uniq') return new Set(values.map(String)).size;
  if (aggregation === 'count') return values.length;
  const numbers = values.map((value) => new Big(value)).sort((a, b) => a.cmp(b));
  if (aggregation === 'histogram')
    return histogram(
      numbers.map((number) => number.toNumber()),
      query.bins,
    );
  const total = numbers.reduce((sum, each) => sum.plus(each), new Big(0));
  if (aggregation === 'sum') return exact(total);
  if (numbers.length === 0) return null;
  if (aggregation === 'avg') return total.div(numbers.length).toNumber();
  if (aggregation === 'min') return exact(numbers[0] ?? total);
  if (aggregation === 'max') return exact(numbers.at(-1) ?? total);
  return percentile(
    numbers.map((number) => number.toNumber()),
    aggregation,
  );
}

function exact(value: Big): number | bigint {
  const number = value.toNumber();
  return value.round(0).eq(value) && !Number.isSafeInteger(number) ? BigInt(value.toFixed()) : number;
}

function percentile(sorted: readonly number[], aggregation: Aggregation): number {
  const position = (Number(aggregation.slice(1)) / 100) * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  return low + (position - Math.floor(position)) * (high - low);
}

function histogram(sorted: readonly number[], bins: number): HistogramBar[] {
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  if (lowest === highest) return [{ lower: lowest, upper: highest, count: sorted.length }];
  const boundary = (bar: number): number => lowest + ((highest - lowest) * bar) / bins;
  const barOf = (value: number): number =>
    Math.min(bins - 1, Math.floor(bins * ((value - lowest) / (highest - lowest))));
  return Array.from({ length: bins }, (_, bar) => ({
    lower: boundary(bar),
    upper: bar === bins - 1 ? highest : boundary(bar + 1),
    count: sorted.filter((value) => barOf(value) === bar).length,
  }));
}

function ordersOf({ orderBy, granularity, metrics, dimensions }: ViewQuery): Order[] {
  const byMetric: Order[] =
    metrics[0]?.aggregation === 'histogram' ? [] : [{ by: 'metric', index: 0, direction: 'desc' }];
  return [
    ...(orderBy.length > 0 || granularity !== null ? orderBy : byMetric),
    { by: 'time', direction: 'asc' },
    ...dimensions.map((_, index): Order => ({ by: 'dimension', index, direction: 'asc' })),
  ];
}

type Sortable = DimensionValue | Timestamp | MetricValue | undefined;

function compareRows(a: ViewRow, b: ViewRow, orders: readonly Order[]): number {
  for (const order of orders) {
    const [x, y] = [a, b].map((row): Sortable => {
      if (order.by === 'time') return row.time;
      return order.by === 'dimension' ? row.dimensions[order.index] : row.values[order.index];
    });
    const difference = compare(x, y, order.direction);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What has no value comes last in both directions; of arrays the first element that differs decides, or else the shorter one is less. */
function compare(a: Sortable, b: Sortable, direction: 'asc' | 'desc'): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null);
  const sign = direction === 'asc' ? 1 : -1;
  if (Array.isArray(a) && Array.isArray(b)) {
    const differing = (a as string[]).findIndex((each, index) => each !== b[index]);
    if (differing < 0) return sign * (a.length - b.length);
    return differing >= b.length ? sign : sign * (String(a[differing]) < String(b[differing]) ? -1 : 1);
  }
  return a < b ? -sign : a > b ? sign : 0;
}
