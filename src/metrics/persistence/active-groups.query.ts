import { timestampFromMs, timestampToMs } from '../../common/time/timestamp.js';
import type { ReadDatabase } from '../../database/read-database.js';
import { arrayText, idsOf, type SeriesGroup } from './series-group.js';
import { splitRange, type TimeRange } from './time-range.js';

const FIRST_CHUNK = 256;
const LARGEST_CHUNK = 2048;
/** Most series that live have a point in it, and reading it is cheap. */
const RECENT_MS = 3_600_000;

/** The first groups, `wanted` at most, that have a point in the range. Looks at no more groups than it takes to find them, chunk by chunk. */
export async function findActiveGroups(
  database: ReadDatabase,
  groups: readonly SeriesGroup[],
  range: TimeRange,
  wanted: number,
): Promise<SeriesGroup[]> {
  const active: SeriesGroup[] = [];
  let size = FIRST_CHUNK;
  let start = 0;
  while (start < groups.length && active.length < wanted) {
    const chunk = groups.slice(start, start + size);
    start += chunk.length;
    const found = await activeOf(database, chunk, range);
    active.push(...found);
    // Where most are silent, larger chunks save round trips; where most are not, they would read in vain.
    if (found.length < chunk.length / 4) size = Math.min(size * 2, LARGEST_CHUNK);
  }
  return active.slice(0, wanted);
}

async function activeOf(
  database: ReadDatabase,
  groups: readonly SeriesGroup[],
  range: TimeRange,
): Promise<SeriesGroup[]> {
  const recent = timestampFromMs(Math.max(0, timestampToMs(range.to) - RECENT_MS));
  const { newer, older } = splitRange(range, recent);
  const active = new Set<number>();
  const isActive = (group: SeriesGroup): boolean => group.ids.some((id) => active.has(id));
  for (const part of [newer, older]) {
    const silent = groups.filter((group) => !isActive(group));
    if (part === null || silent.length === 0) break;
    for (const id of await seriesWithPoints(database, idsOf(silent), part)) active.add(id);
  }
  return groups.filter(isActive);
}

async function seriesWithPoints(database: ReadDatabase, ids: number[], range: TimeRange): Promise<number[]> {
  const rows = await database.query<{ series_id: number }>(
    `SELECT series_id FROM metric_points
     WHERE series_id = ANY($1::bigint[]) AND ts >= $2::timestamptz AND ts <= $3::timestamptz GROUP BY series_id`,
    [arrayText(ids), range.from, range.to],
  );
  return rows.map((row) => row.series_id);
}
