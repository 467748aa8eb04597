import type { ReadDatabase } from '../../../database/read-database.js';
import type { TraceContext } from '../../domain/observations/observation-in-stretch.js';
import type { ObservationKey } from './observations-by-key.js';

interface ContextRow {
  readonly id: string;
  readonly name: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly release: string | null;
  readonly tags: string[];
  readonly public: boolean;
  readonly bookmarked: boolean;
}

/** About how many bytes what these observations say of their traces has as JSON: each says it anew. */
export async function bytesOfTraceContexts(
  database: ReadDatabase,
  projectId: string,
  keys: readonly ObservationKey[],
): Promise<number> {
  const rows = await database.query<{ id: string; bytes: number }>(
    `SELECT id, octet_length(to_json(concat(name, user_id, session_id, release, array_to_string(tags, '","')))::text) AS bytes
     FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, traceIdsOf(keys)],
  );
  const byId = new Map(rows.map(({ id, bytes }) => [id, bytes]));
  return keys.reduce((sum, { trace_id }) => sum + (byId.get(trace_id) ?? 0), 0);
}

export async function readTraceContexts(
  database: ReadDatabase,
  projectId: string,
  keys: readonly ObservationKey[],
): Promise<Map<string, TraceContext>> {
  const rows = await database.query<ContextRow>(
    `SELECT id, name, user_id, session_id, release, tags, public, bookmarked FROM traces
     WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, traceIdsOf(keys)],
  );
  return new Map(
    rows.map(({ id, user_id, session_id, ...others }) => [
      id,
      { ...others, userId: user_id, sessionId: session_id },
    ]),
  );
}

function traceIdsOf(keys: readonly ObservationKey[]): string[] {
  return [...new Set(keys.map(({ trace_id }) => trace_id))];
}
