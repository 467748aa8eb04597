import type { ReadDatabase } from '../../../database/read-database.js';
import type { ScoredTrace } from '../../domain/scores/score.js';

interface ScoredTraceRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly environment: string;
  readonly tags: string[];
}

/** About how many bytes each of these traces takes in a list of scores. */
export async function bytesOfScoredTraces(
  database: ReadDatabase,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: string; bytes: number }>(
    `SELECT id, 100 + octet_length(to_json(concat(id, user_id, session_id, environment, array_to_string(tags, '","')))::text) AS bytes
     FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, ids],
  );
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

export async function readScoredTraces(
  database: ReadDatabase,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, ScoredTrace>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<ScoredTraceRow>(
    `SELECT id, user_id, session_id, environment, tags FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, ids],
  );
  return new Map(
    rows.map(({ user_id, session_id, ...trace }) => [
      trace.id,
      { ...trace, userId: user_id, sessionId: session_id },
    ]),
  );
}
