import type { Timestamp } from '../../common/time/timestamp.js';
import type { ReadDatabase } from '../../database/read-database.js';
import { bucketStart } from '../domain/bucket-start.js';
import type { MetricStep } from '../domain/metric-query.js';
import { arrayText } from './series-group.js';
import type { TimeRange } from './time-range.js';

const CHUNK = 5000;

/** Whether any of the series has a point in the range. */
export async function hasPoints(
  database: ReadDatabase,
  ids: readonly number[],
  range: TimeRange,
): Promise<boolean> {
  const rows = await database.query(
    `SELECT 1 FROM metric_points
     WHERE series_id = ANY($1::bigint[]) AND ts >= $2::timestamptz AND ts <= $3::timestamptz LIMIT 1`,
    [arrayText(ids), range.from, range.to],
  );
  return rows.length > 0;
}

/**
 * The newest bucket in which any of the series has a point, if it is newer than the bucket that is known already; else
 * that one. Reads only points behind it: few or none.
 */
export async function findNewestBucket(
  database: ReadDatabase,
  ids: readonly number[],
  { known, to, step }: { known: Timestamp; to: Timestamp; step: MetricStep },
): Promise<Timestamp> {
  // The series that were made last are the likeliest to have a point in the last bucket, behind which there is nothing to look for.
  const youngestFirst = ids.toSorted((a, b) => b - a);
  let newest = known;
  for (let start = 0; start < ids.length; start += CHUNK) {
    const next = bucketStart(newest, step, 1);
    if (next > to) break;
    const [row] = await database.query<{ newest: Timestamp | null }>(
      `SELECT max(ts) AS newest FROM metric_points
       WHERE series_id = ANY($1::bigint[]) AND ts >= $2::timestamptz AND ts <= $3::timestamptz`,
      [arrayText(youngestFirst.slice(start, start + CHUNK)), next, to],
    );
    if (row?.newest != null) newest = bucketStart(row.newest, step);
  }
  return newest;
}
