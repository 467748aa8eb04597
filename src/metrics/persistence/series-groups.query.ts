import { BadRequestError } from '../../common/domain-error.js';
import type { ReadDatabase } from '../../database/read-database.js';
import type { MetricQuery } from '../domain/metric-query.js';
import { arrayText, type SeriesGroup } from './series-group.js';

/** Up to so many series are read at once with their labels; more (which may be long) are read without. */
const FEW_SERIES = 128;
const MAX_SERIES = 250_000;

/** The series that match, with the edge of a bucket where it is shown. */
const MATCHING = `
  (SELECT id, labels, CASE WHEN $4::text IS NULL OR $4::text = 'le' THEN labels ->> 'le' END COLLATE "C" AS le
   FROM metric_series
   WHERE project_id = $1 AND name = $2 AND ($3::jsonb IS NULL OR labels @> $3::jsonb)) AS matching`;

/** The labels that they are shown with. */
const SHOWN = `
  CASE WHEN $4::text IS NULL THEN labels
       WHEN labels ? $4::text THEN jsonb_build_object($4::text, labels -> $4::text)
       ELSE '{}'::jsonb END::text COLLATE "C"`;

/** The buckets of a histogram stand together and rise. Exponents of more digits would be more than a numeric can take. */
const ORDER = `
  CASE WHEN le IS NULL THEN ${SHOWN} WHEN $4::text IS NULL THEN (labels - 'le')::text ELSE '{}' END COLLATE "C",
  CASE WHEN le ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$' THEN le::numeric
       WHEN le = '+Inf' THEN 'Infinity'::numeric END,
  le`;

/** All series that match a query, grouped as it asks, in the order of their labels, buckets in that of their edges. Whether they have points is not looked at. */
export async function findSeriesGroups(database: ReadDatabase, query: MetricQuery): Promise<SeriesGroup[]> {
  const few = await database.query<{ id: number; shown: string }>(
    `SELECT id, ${SHOWN} AS shown
     FROM (SELECT * FROM ${MATCHING} ORDER BY ${ORDER}, id LIMIT ${FEW_SERIES + 1}) AS first ORDER BY ${ORDER}, id`,
    parameters(query),
  );
  if (few.length <= FEW_SERIES) return mergeNeighbours(few.map(({ id, shown }) => [id, shown, shown]));
  const [many] = await database.query<{ ids: string; positions: string }>(
    // Two long texts instead of very many rows, which would hold up everything else while they are taken in.
    `SELECT string_agg(id::text, ',' ORDER BY position, id) AS ids,
            string_agg(position::text, ',' ORDER BY position, id) AS positions
     FROM (SELECT id, dense_rank() OVER (ORDER BY ${ORDER}) AS position FROM ${MATCHING} LIMIT ${MAX_SERIES + 1}) AS many`,
    parameters(query),
  );
  const ids = many?.ids.split(',') ?? [];
  if (ids.length > MAX_SERIES)
    throw new BadRequestError(`labels must narrow the query: more than ${MAX_SERIES} series match`);
  const positions = many?.positions.split(',') ?? [];
  return mergeNeighbours(ids.map((id, index) => [Number(id), positions[index] ?? '', null]));
}

/** The groups with their labels. */
export async function withLabels(
  database: ReadDatabase,
  query: MetricQuery,
  groups: readonly SeriesGroup[],
): Promise<SeriesGroup[]> {
  const unread = groups.filter((group) => group.labels === null).map((group) => group.ids[0]);
  if (unread.length === 0) return [...groups];
  const rows = await database.query<{ id: number; shown: string }>(
    `SELECT id, ${SHOWN} AS shown FROM ${MATCHING} WHERE id = ANY($5::bigint[])`,
    [...parameters(query), arrayText(unread)],
  );
  const labels = new Map(rows.map((row) => [row.id, row.shown]));
  return groups.map((group) => ({ ...group, labels: group.labels ?? labels.get(group.ids[0]) ?? null }));
}

function parameters({ projectId, name, labels, groupBy }: MetricQuery): unknown[] {
  const contained = Object.keys(labels).length > 0 ? JSON.stringify(labels) : null;
  return [projectId, name, contained, groupBy];
}

/** Series with the same key stand next to each other and become one group. */
function mergeNeighbours(
  series: readonly (readonly [id: number, key: string, labels: string | null])[],
): SeriesGroup[] {
  const groups: { ids: [number, ...number[]]; labels: string | null }[] = [];
  let last: string | undefined;
  for (const [id, key, labels] of series) {
    const group = key === last ? groups.at(-1) : undefined;
    if (group === undefined) groups.push({ ids: [id], labels });
    else group.ids.push(id);
    last = key;
  }
  return groups;
}
