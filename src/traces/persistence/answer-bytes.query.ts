import type { ReadDatabase } from '../../database/read-database.js';
import type { TraceFieldGroup } from '../domain/trace-query.js';
import { OBSERVATION_BYTES } from './observation-row.js';
import { PAYLOAD_BYTES } from './payload-row.js';
import { TRACE_BYTES } from './trace-row.js';

/** What an id in a list takes besides its characters. */
export const BYTES_PER_ID = 40;

/** About how many bytes a page of these traces has as JSON. Reads none of what it measures but metadata and tags. */
export async function pageBytes(
  database: ReadDatabase,
  projectId: string,
  ids: readonly string[],
  groups: ReadonlySet<TraceFieldGroup>,
): Promise<number> {
  const bytes = groups.has('io') ? `${TRACE_BYTES} + ${PAYLOAD_BYTES}` : TRACE_BYTES;
  const ofTraces = await sum(database, `sum(${bytes})`, 'traces', 'id = ANY ($2)', [projectId, ids]);
  if (!groups.has('observations')) return ofTraces;
  const ofIds = `sum(octet_length(id) + ${BYTES_PER_ID})`;
  return ofTraces + (await sum(database, ofIds, 'observations', 'trace_id = ANY ($2)', [projectId, ids]));
}

/** About how many bytes each of these traces that exists has as JSON, without its observations. */
export async function traceBytes(
  database: ReadDatabase,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await database.query<{ id: string; bytes: number }>(
    `SELECT id, ${TRACE_BYTES} + ${PAYLOAD_BYTES} AS bytes FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, ids],
  );
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

/** About how many bytes the observations of a trace have as JSON. */
export function observationsBytes(
  database: ReadDatabase,
  projectId: string,
  traceId: string,
): Promise<number> {
  return sum(database, `sum(${OBSERVATION_BYTES})`, 'observations', 'trace_id = $2', [projectId, traceId]);
}

async function sum(
  database: ReadDatabase,
  expression: string,
  table: 'traces' | 'observations',
  condition: string,
  parameters: readonly unknown[],
): Promise<number> {
  const [row] = await database.query<{ bytes: number }>(
    `SELECT COALESCE(${expression}, 0)::bigint AS bytes FROM ${table} WHERE project_id = $1 AND ${condition}`,
    parameters,
  );
  return row?.bytes ?? 0;
}
