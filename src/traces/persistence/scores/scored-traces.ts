import { traceIdSpellings } from '../../../common/trace-id-spellings.js';
import { allSpellings } from '../../../database/id-conditions.sql.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import type { ScoredTrace } from '../../domain/scores/score.js';

interface ScoredTraceRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly environment: string;
  readonly tags: string[];
}

/** About how many bytes each of these traces takes in a list of scores, by the ids as they are asked for. */
export async function bytesOfScoredTraces(
  database: ReadDatabase,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: string; bytes: number }>(
    `SELECT id, 100 + octet_length(to_json(concat(id, user_id, session_id, environment, array_to_string(tags, '","')))::text) AS bytes
     FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, allSpellings(ids)],
  );
  return bySpelling(ids, new Map(rows.map(({ id, bytes }) => [id, bytes])));
}

/** The traces, by the ids as they are asked for: a score may spell that of its trace in another way. */
export async function readScoredTraces(
  database: ReadDatabase,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, ScoredTrace>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<ScoredTraceRow>(
    `SELECT id, user_id, session_id, environment, tags FROM traces WHERE project_id = $1 AND id = ANY ($2)`,
    [projectId, allSpellings(ids)],
  );
  const traces = rows.map(({ user_id, session_id, ...trace }): [string, ScoredTrace] => [
    trace.id,
    { ...trace, userId: user_id, sessionId: session_id },
  ]);
  return bySpelling(ids, new Map(traces));
}

/** The spelling of the caller goes before the others. */
function bySpelling<T>(ids: readonly string[], stored: ReadonlyMap<string, T>): Map<string, T> {
  const found = new Map<string, T>();
  for (const id of ids) {
    const spelling = traceIdSpellings(id).find((each) => stored.has(each));
    const value = spelling === undefined ? undefined : stored.get(spelling);
    if (value !== undefined) found.set(id, value);
  }
  return found;
}
