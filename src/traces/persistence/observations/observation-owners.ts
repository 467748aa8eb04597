import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { ObservationFilter } from '../../domain/observations/observation-query.js';

/** Up to so many traces are looked into one by one. */
const FEW = 2000;

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
  if (!asksForTraces(filter))
    return filter.traceId === undefined ? { kind: 'any' } : { kind: 'few', traceIds: [filter.traceId] };
  const parameters = new SqlParameters();
  const conditions = ownerConditions(parameters.add(projectId), filter, parameters);
  if (filter.traceId !== undefined) conditions.push(`id = ${parameters.add(filter.traceId)}`);
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM traces WHERE ${conditions.join(' AND ')} LIMIT ${FEW + 1}`,
    parameters.values,
  );
  return rows.length > FEW ? { kind: 'many' } : { kind: 'few', traceIds: rows.map(({ id }) => id) };
}

export function asksForTraces({ userId, sessionId }: ObservationFilter): boolean {
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
