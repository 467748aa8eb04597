import { BadRequestError } from '../../common/domain-error.js';
import { timestampFromMs, type Timestamp } from '../../common/time/timestamp.js';
import type { ReadDatabase } from '../../database/read-database.js';
import type { MetricAggregation, MetricStep } from '../domain/metric-query.js';
import type { BucketValue } from '../domain/metric-result.js';
import { arrayText, idsOf, type SeriesGroup } from './series-group.js';
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
  if (groups.length === 0) return [];
  const merged = groups.some((group) => group.ids.length > 1);
  const bucket = `date_bin('${STEP[step]}', ts, '1970-01-01T00:00:00Z')`;
  // A series alone is the common case, and twice as fast without the join. OFFSET 0 keeps the planner from reading the
  // points by anything but their series.
  const buckets = merged
    ? `SELECT g.n, ${bucket} AS bucket, ${AGGREGATE[aggregation]} AS value FROM (${POINTS} OFFSET 0) p
       JOIN unnest($1::bigint[], $5::int[]) AS g(id, n) ON g.id = p.series_id GROUP BY 1, 2`
    : `SELECT series_id AS n, ${bucket} AS bucket, ${AGGREGATE[aggregation]} AS value FROM (${POINTS}) p GROUP BY 1, 2`;
  const rows = await readRows(
    database,
    // A row for each group, not for each bucket, is many times cheaper to take in.
    `SELECT n, array_to_string((array_agg(extract(epoch FROM bucket)::bigint ORDER BY bucket DESC))[1:$4], ',') AS seconds,
            array_to_string((array_agg(value ORDER BY bucket DESC))[1:$4], ',') AS values
     FROM (${buckets}) b GROUP BY n`,
    [arrayText(idsOf(groups)), range.from, range.to, limit, ...(merged ? [arrayText(indexes(groups))] : [])],
  );
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  const bucketOf = bucketReader();
  return groups.map((group, index) => {
    const row = byNumber.get(merged ? index : group.ids[0]);
    return row === undefined ? [] : bucketValues(row, bucketOf);
  });
}

interface BucketsRow {
  /** The group's index, or the id of its only series. */
  n: number;
  /** Where the buckets begin, in seconds since 1970, newest first. */
  seconds: string;
  values: string;
}

async function readRows(database: ReadDatabase, sql: string, parameters: unknown[]): Promise<BucketsRow[]> {
  try {
    return await database.query<BucketsRow>(sql, parameters);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === OUT_OF_RANGE) throw tooLarge();
    throw error;
  }
}

function bucketValues(row: BucketsRow, bucketOf: (seconds: string) => Timestamp): BucketValue[] {
  const values = row.values.split(',');
  return row.seconds
    .split(',')
    .map((seconds, index) => {
      const value = Number(values[index]);
      // Sums report their overflow, interpolations do not.
      if (!Number.isFinite(value)) throw tooLarge();
      return { bucket: bucketOf(seconds), value };
    })
    .reverse();
}

/** Most series have the same buckets. */
function bucketReader(): (seconds: string) => Timestamp {
  const known = new Map<string, Timestamp>();
  return (seconds) => {
    let timestamp = known.get(seconds);
    if (timestamp === undefined) known.set(seconds, (timestamp = timestampFromMs(Number(seconds) * 1000)));
    return timestamp;
  };
}

/** For each series the index of its group. */
function indexes(groups: readonly SeriesGroup[]): number[] {
  return groups.flatMap((group, index) => group.ids.map(() => index));
}

function tooLarge(): BadRequestError {
  return new BadRequestError('agg must be another one: the values are too large for this aggregation');
}
