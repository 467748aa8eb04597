import type { Timestamp } from '../../common/time/timestamp.js';
import type { ReadDatabase } from '../../database/read-database.js';
import { bucketStart } from '../domain/bucket-start.js';
import type { MetricQuery } from '../domain/metric-query.js';
import type { BucketValue } from '../domain/metric-result.js';
import { readBucketValues } from './bucket-values.query.js';
import { hasPoints } from './newest-point.query.js';
import { idsOf, type SeriesGroup } from './series-group.js';
import { splitRange } from './time-range.js';

export interface GroupValues {
  readonly group: SeriesGroup;
  /** One more than the limit, where there are more than one answer may hold. */
  readonly values: readonly BucketValue[];
}

/**
 * The newest buckets of each group. What lies further back than the limit of buckets reaches is read only of those
 * groups that have gaps: a wide range of a dense series costs no more than a narrow one.
 */
export async function readNewestBuckets(
  database: ReadDatabase,
  groups: readonly SeriesGroup[],
  query: MetricQuery,
): Promise<GroupValues[]> {
  const limit = query.limits.points;
  const { newer, older } = splitRange(query, reachOf(query));
  const recent = await readBucketValues(database, groups, newer, query, limit);
  if (older === null) return groups.map((group, index) => ({ group, values: recent[index] ?? [] }));
  const sparse = groups.filter((_, index) => (recent[index]?.length ?? 0) < limit);
  const earlier = await readBucketValues(database, sparse, older, query, limit + 1);
  return groups.map((group, index) => {
    const values = [...(earlier[sparse.indexOf(group)] ?? []), ...(recent[index] ?? [])];
    return { group, values: values.slice(-limit - 1) };
  });
}

/** Whether the limit of points cuts any of the groups. */
export async function isCut(
  database: ReadDatabase,
  groups: readonly GroupValues[],
  query: MetricQuery,
): Promise<boolean> {
  if (groups.some(({ values }) => values.length > query.limits.points)) return true;
  const reach = reachOf(query);
  const { older } = splitRange(query, reach);
  // Of these nothing older has been read.
  const full = groups.filter(
    ({ values }) => values.length === query.limits.points && values[0]?.bucket === reach,
  );
  return (
    older !== null && full.length > 0 && hasPoints(database, idsOf(full.map(({ group }) => group)), older)
  );
}

/** Where the oldest bucket begins that a series without gaps can show. */
function reachOf({ to, step, limits }: MetricQuery): Timestamp {
  return bucketStart(to, step, 1 - limits.points);
}
