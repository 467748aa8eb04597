import { BadRequestError } from '../../src/common/domain-error.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { seriesKey, type MetricIdentity, type MetricSample } from '../../src/ingest/domain/metric-sample.js';
import { MetricWriter } from '../../src/ingest/domain/metric.writer.js';
import { SeriesLimitError } from '../../src/ingest/domain/series-limit.error.js';
import { bucketStart } from '../../src/metrics/domain/bucket-start.js';
import type { MetricAggregation, MetricQuery } from '../../src/metrics/domain/metric-query.js';
import type { BucketValue, MetricResult } from '../../src/metrics/domain/metric-result.js';
import type { MetricReader } from '../../src/metrics/domain/metric.reader.js';

interface Series extends MetricIdentity {
  readonly points: Map<Timestamp, number>;
}

interface Point {
  readonly ts: Timestamp;
  readonly value: number;
}

type Labels = Readonly<Record<string, string>>;

/** The contract of MetricWriter and MetricReader in the plainest form: everything is looked at, every time. */
export class InMemoryMetricStore extends MetricWriter implements MetricReader {
  private series = new Map<string, Series>();

  constructor(private readonly maxSeriesPerProject = Infinity) {
    super();
  }

  write(samples: readonly MetricSample[]): Promise<void> {
    const added = new Map(samples.map((sample) => [seriesKey(sample), sample]));
    for (const key of this.series.keys()) added.delete(key);
    for (const sample of added.values()) {
      const isOfProject = ({ projectId }: MetricIdentity): boolean => projectId === sample.projectId;
      const count = [...this.series.values(), ...added.values()].filter(isOfProject).length;
      if (count > this.maxSeriesPerProject) return Promise.reject(this.limitError(sample, added));
    }
    for (const [key, sample] of added) this.series.set(key, { ...sample, points: new Map() });
    // The sum with 0 turns -0 into the only zero that JSON has.
    for (const sample of samples) this.series.get(seriesKey(sample))?.points.set(sample.ts, sample.value + 0);
    return Promise.resolve();
  }

  names(projectId: string): Promise<string[]> {
    const ofProject = [...this.series.values()].filter((series) => series.projectId === projectId);
    return Promise.resolve([...new Set(ofProject.map(({ name }) => name))].sort());
  }

  query(query: MetricQuery): Promise<MetricResult> {
    const groups = [...this.groups(query)]
      .filter(([, { points }]) => points.length > 0)
      .sort(([, a], [, b]) => bySeries(a.labels, b.labels))
      .map(([, { labels, points }]) => ({ labels, values: aggregate(points, query) }));
    const { series, points } = query.limits;
    const shown = groups.slice(0, series);
    if (shown.some(({ values }) => values.some(({ value }) => !Number.isFinite(value))))
      return Promise.reject(new BadRequestError('agg must be another one: the values are too large'));
    const newest = groups.flatMap(({ values }) => values.map(({ bucket }) => bucket)).sort();
    return Promise.resolve({
      series: shown.map(({ labels, values }) => ({ labels, values: values.slice(-points) })),
      latest: newest.at(-1) ?? null,
      truncated: groups.length > series || shown.some(({ values }) => values.length > points),
    });
  }

  private groups({
    projectId,
    name,
    labels,
    from,
    to,
    groupBy,
  }: MetricQuery): Map<string, { labels: Labels; points: Point[] }> {
    const groups = new Map<string, { labels: Labels; points: Point[] }>();
    for (const series of this.series.values()) {
      const own = new Map(series.labels);
      const matches = Object.entries(labels).every(([key, value]) => own.get(key) === value);
      if (series.projectId !== projectId || series.name !== name || !matches) continue;
      const shown = groupBy === null ? series.labels : series.labels.filter(([key]) => key === groupBy);
      const group = groups.get(labelsText(shown)) ?? { labels: Object.fromEntries(shown), points: [] };
      groups.set(labelsText(shown), group);
      for (const [ts, value] of series.points) if (ts >= from && ts <= to) group.points.push({ ts, value });
    }
    return groups;
  }

  private limitError(
    { projectId, name }: MetricSample,
    added: ReadonlyMap<string, MetricSample>,
  ): SeriesLimitError {
    const room =
      this.maxSeriesPerProject -
      [...this.series.values()].filter((series) => series.projectId === projectId).length;
    const ofProject = [...added].filter(([, sample]) => sample.projectId === projectId).map(([key]) => key);
    const values = new Map<string, Set<string>>();
    for (const series of this.series.values()) {
      if (series.projectId !== projectId || series.name !== name) continue;
      for (const [key, value] of series.labels) values.set(key, (values.get(key) ?? new Set()).add(value));
    }
    const [widest] = [...values].sort(([, a], [, b]) => b.size - a.size);
    const label = widest === undefined ? null : { key: widest[0], values: widest[1].size };
    return new SeriesLimitError(
      this.maxSeriesPerProject,
      name,
      label,
      new Set(ofProject.slice(Math.max(0, room))),
    );
  }
}

/** The edges of buckets as numbers, behind all other labels. */
function bySeries({ le: a, ...others }: Labels, { le: b, ...othersOfB }: Labels): number {
  return (
    byBytes(labelsText(Object.entries(others)), labelsText(Object.entries(othersOfB))) ||
    edgeOf(a) - edgeOf(b) ||
    (a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : byBytes(a, b))
  );
}

/** Numbers, `+Inf`, and what is neither, in this order. */
function edgeOf(le = ''): number {
  if (le === '+Inf') return Number.MAX_VALUE / 4;
  return le !== '' && Number.isFinite(Number(le)) ? Number(le) : Number.MAX_VALUE / 2;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** As PostgreSQL writes jsonb: shorter keys first. */
function labelsText(labels: readonly (readonly [string, string])[]): string {
  const members = labels
    .map(([key, value]) => ({ key, bytes: Buffer.from(key), value }))
    .sort((a, b) => a.bytes.length - b.bytes.length || Buffer.compare(a.bytes, b.bytes))
    .map(({ key, value }) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{${members.join(', ')}}`;
}

function aggregate(points: readonly Point[], { step, aggregation }: MetricQuery): BucketValue[] {
  const buckets = new Map<Timestamp, Point[]>();
  for (const point of points) {
    const bucket = bucketStart(point.ts, step);
    const inside = buckets.get(bucket);
    if (inside === undefined) buckets.set(bucket, [point]);
    else inside.push(point);
  }
  return [...buckets]
    .map(([bucket, inside]) => ({ bucket, value: AGGREGATE[aggregation](inside.sort(byTimeThenValue)) }))
    .sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
}

function byTimeThenValue(a: Point, b: Point): number {
  return a.ts === b.ts ? a.value - b.value : a.ts < b.ts ? -1 : 1;
}

const AGGREGATE: Record<MetricAggregation, (points: readonly Point[]) => number> = {
  avg: (points) => sum(points) / points.length,
  max: (points) => Math.max(...points.map(({ value }) => value)),
  min: (points) => Math.min(...points.map(({ value }) => value)),
  sum,
  last: (points) => points.at(-1)?.value ?? NaN,
  p50: (points) => percentile(points, 0.5),
  p90: (points) => percentile(points, 0.9),
  p99: (points) => percentile(points, 0.99),
};

function sum(points: readonly Point[]): number {
  return points.reduce((total, { value }) => total + value, 0);
}

function percentile(points: readonly Point[], fraction: number): number {
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b);
  const position = fraction * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  return low === high ? low : low + (position - Math.floor(position)) * (high - low);
}
