import { BadRequestError } from '../../common/domain-error.js';
import type { Timestamp } from '../../common/time/timestamp.js';
import type { ReadDatabase } from '../../database/read-database.js';
import type { MetricAggregation, MetricStep } from '../domain/metric-query.js';
import type { BucketValue } from '../domain/metric-result.js';
import { idsOf, type SeriesGroup } from './series-group.js';
import type { TimeRange } from './time-range.js';

const AGGREGATE: Record<MetricAggregation, string> = {
  avg: 'avg(value)',
  max: 'max(value)',
  min: 'min(value)',
  sum: 'sum(value)',
  last: '(array_agg(value ORDER BY ts DESC, value DESC))[1]',
  p50: 'percentile_cont(0.5) WITHIN GROUP (ORDER BY value)',
  p90: 'percentile_cont(0.9) WITHIN GROUP (ORDER BY value)',
  p99: 'percentile_cont(0.99) WITHIN GROUP (ORDER BY value)',
};

const STEP: Record<MetricStep, string> = {
  '1m': '1 minute',
  '5m': '5 minutes',
  '1h': '1 hour',
  '1d': '1 day',
};

const POINTS = `
  SELECT series_id, ts, value FROM metric_points
  WHERE series_id = ANY($1::bigint[]) AND ts >= $2::timestamptz AND ts <= $3::timestamptz`;

const OUT_OF_RANGE = '22003';

/**
 * The newest buckets of each group in a range, at most `limit` a group: a list for each group, by time.
 * @throws BadRequestError when an aggregate is too large for a double
 */
export async function readBucketValues(
  database: ReadDatabase,
  groups: readonly SeriesGroup[],
  range: TimeRange,
  { step, aggregation }: { step: MetricStep; aggregation: MetricAggregation },
  limit: number,
): Promise<BucketValue[][]> {
  const values = groups.map((): BucketValue[] => []);
  if (groups.length === 0) return values;
  const merged = groups.some((group) => group.ids.length > 1);
  const buckets = `date_bin('${STEP[step]}', ts, '1970-01-01T00:00:00Z')`;
  // A series alone is the common case, and twice as fast without the join. OFFSET 0 keeps the planner from reading the
  // points by anything but their series.
  const grouped = merged
    ? `SELECT g.n, ${buckets} AS bucket, ${AGGREGATE[aggregation]} AS value FROM (${POINTS} OFFSET 0) p
       JOIN unnest($1::bigint[], $5::int[]) AS g(id, n) ON g.id = p.series_id GROUP BY 1, 2`
    : `SELECT series_id AS n, ${buckets} AS bucket, ${AGGREGATE[aggregation]} AS value FROM (${POINTS}) p GROUP BY 1, 2`;
  const rows = await readRows(
    database,
    `SELECT n, bucket, value FROM
       (SELECT n, bucket, value, row_number() OVER (PARTITION BY n ORDER BY bucket DESC) AS age FROM (${grouped}) a) b
     WHERE age <= $4 ORDER BY n, bucket`,
    [idsOf(groups), range.from, range.to, limit, ...(merged ? [positions(groups)] : [])],
  );
  const position = new Map(groups.map((group, index) => [merged ? index : group.ids[0], index]));
  for (const { n, bucket, value } of rows) values[position.get(n) ?? -1]?.push({ bucket, value });
  return values;
}

interface BucketRow {
  n: number;
  bucket: Timestamp;
  value: number;
}

async function readRows(database: ReadDatabase, sql: string, parameters: unknown[]): Promise<BucketRow[]> {
  const tooLarge = new BadRequestError(
    'agg must be another one: the values are too large for this aggregation',
  );
  try {
    const rows = await database.query<BucketRow>(sql, parameters);
    // Sums report their overflow, interpolations do not.
    if (rows.some((row) => !Number.isFinite(row.value))) throw tooLarge;
    return rows;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === OUT_OF_RANGE) throw tooLarge;
    throw error;
  }
}

/** For each series the index of its group. */
function positions(groups: readonly SeriesGroup[]): number[] {
  return groups.flatMap((group, index) => group.ids.map(() => index));
}
