import { traceIdSpellings } from '../../../common/trace-id-spellings.js';
import { isId } from '../../../database/id-conditions.sql.js';
import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { ObservationFilter } from '../../domain/observations/observation-query.js';

/** Up to so many traces, with up to so many observations together, are looked into one by one. */
const FEW_TRACES = 2000;
const FEW_OBSERVATIONS = 50_000;

/** The traces whose observations are asked for. */
export type ObservationOwners =
  /** Any: nothing is asked about traces. */
  | { readonly kind: 'any' }
  | { readonly kind: 'few'; readonly traceIds: readonly string[] }
  /** More than it pays to look into: the observations are looked at in their order, and their traces checked. */
  | { readonly kind: 'many' };

export async function observationOwners(
  database: ReadDatabase,
  projectId: string,
  filter: ObservationFilter,
): Promise<ObservationOwners> {
  if (!asksForTraces(filter)) {
    if (filter.traceId !== undefined) return { kind: 'few', traceIds: traceIdSpellings(filter.traceId) };
    return ownersOfParent(database, projectId, filter.parentObservationId);
  }
  const parameters = new SqlParameters();
  const conditions = ownerConditions(parameters.add(projectId), filter, parameters);
  if (filter.traceId !== undefined) conditions.push(isId('id', filter.traceId, parameters));
  const rows = await database.query<{ id: string; observation_count: number }>(
    `SELECT id, observation_count FROM traces WHERE ${conditions.join(' AND ')} LIMIT ${FEW_TRACES + 1}`,
    parameters.values,
  );
  const observations = rows.reduce((sum, { observation_count }) => sum + observation_count, 0);
  const isFew = rows.length === 1 || (rows.length <= FEW_TRACES && observations <= FEW_OBSERVATIONS);
  return isFew ? { kind: 'few', traceIds: rows.map(({ id }) => id) } : { kind: 'many' };
}

/** What an observation is a part of is in the same trace. Where nobody knows it, its parts can be anywhere. */
async function ownersOfParent(
  database: ReadDatabase,
  projectId: string,
  parentId: string | null | undefined,
): Promise<ObservationOwners> {
  if (parentId == null) return { kind: 'any' };
  const rows = await database.query<{ trace_id: string }>(
    `SELECT trace_id FROM observations WHERE project_id = $1 AND id = ANY ($2::text[]) LIMIT ${FEW_TRACES + 1}`,
    [projectId, traceIdSpellings(parentId)],
  );
  if (rows.length === 0 || rows.length > FEW_TRACES) return { kind: 'any' };
  return { kind: 'few', traceIds: rows.map(({ trace_id }) => trace_id) };
}

function asksForTraces({ userId, sessionId }: ObservationFilter): boolean {
  return userId !== undefined || sessionId !== undefined;
}

/** What is asked of the traces, as conditions on `traces`. @param project the place of the project's id among the parameters */
export function ownerConditions(
  project: string,
  { userId, sessionId }: ObservationFilter,
  parameters: SqlParameters,
): string[] {
  const conditions = [`project_id = ${project}`];
  if (userId !== undefined) conditions.push(`user_id = ${parameters.add(userId)}`);
  if (sessionId !== undefined) conditions.push(`session_id = ${parameters.add(sessionId)}`);
  return conditions;
}
