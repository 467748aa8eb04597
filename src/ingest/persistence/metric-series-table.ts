import type { Transaction } from '../../database/write-database.js';
import type { MetricIdentity } from '../domain/metric-sample.js';
import type { WidestLabel } from '../domain/series-limit.error.js';
import { jsonChunks } from './row-chunks.js';

/** Changes when the server is restarted or another one takes over, and when the database is made anew. */
const DATABASE_IDENTITY = `
  SELECT pg_postmaster_start_time()::text || '/' || oid AS identity
  FROM pg_database WHERE datname = current_database()`;

const READ = `
  SELECT id, hash FROM metric_series WHERE project_id = ANY($1::text[]) AND hash = ANY($2::text[])`;

const INSERT = `
  INSERT INTO metric_series (project_id, environment, name, labels, hash, created_at)
  SELECT r.project_id, r.environment, r.name, r.labels, r.hash, now()
  FROM jsonb_to_recordset($1::jsonb)
    AS r (project_id text, environment text, name text, labels jsonb, hash text)
  ON CONFLICT (project_id, hash) DO NOTHING
  RETURNING id, hash`;

const COUNT = `SELECT count(*) AS count FROM (SELECT FROM metric_series WHERE project_id = $1 LIMIT $2) AS s`;

/** Over some of the series only, as it is asked when there are very many. */
const WIDEST_LABEL = `
  SELECT l.key, count(DISTINCT l.value) AS values
  FROM (SELECT labels FROM metric_series WHERE project_id = $1 AND name = $2 LIMIT 10000) AS s,
    jsonb_each_text(s.labels) AS l
  GROUP BY l.key ORDER BY values DESC, l.key LIMIT 1`;

/** A series and the hash that it is stored under. */
export interface HashedSeries {
  readonly hash: string;
  readonly identity: MetricIdentity;
}

/** A text that stays the same as long as what was read from the database holds. */
export async function readDatabaseIdentity(transaction: Transaction): Promise<string> {
  const [row] = await transaction.query<{ identity: string }>(DATABASE_IDENTITY);
  return row?.identity ?? '';
}

/** The ids of those series that are stored, by hash. */
export async function readSeriesIds(
  transaction: Transaction,
  series: readonly HashedSeries[],
): Promise<Map<string, number>> {
  const projects = [...new Set(series.map(({ identity }) => identity.projectId))];
  const hashes = series.map(({ hash }) => hash);
  return idsByHash(await transaction.query(READ, [projects, hashes]));
}

/** Stores series, ordered by hash so that writers never wait for each other in a circle. Those that another writer has stored meanwhile are not in the result. */
export async function insertSeries(
  transaction: Transaction,
  series: readonly HashedSeries[],
): Promise<Map<string, number>> {
  const rows = series
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ hash, identity: { projectId, environment, name, labels } }) => ({
      project_id: projectId,
      environment,
      name,
      labels: Object.fromEntries(labels),
      hash,
    }));
  const ids = new Map<string, number>();
  for (const json of jsonChunks(rows)) {
    for (const [hash, id] of idsByHash(await transaction.query(INSERT, [json]))) ids.set(hash, id);
  }
  return ids;
}

/** How many series a project has, counted up to a limit. */
export async function countSeries(
  transaction: Transaction,
  projectId: string,
  limit: number,
): Promise<number> {
  const [row] = await transaction.query<{ count: number }>(COUNT, [projectId, limit]);
  return row?.count ?? 0;
}

export async function readWidestLabel(
  transaction: Transaction,
  projectId: string,
  metric: string,
): Promise<WidestLabel | null> {
  const [row] = await transaction.query<{ key: string; values: number }>(WIDEST_LABEL, [projectId, metric]);
  return row ?? null;
}

function idsByHash(rows: readonly object[]): Map<string, number> {
  return new Map((rows as { id: number; hash: string }[]).map(({ id, hash }) => [hash, id]));
}
