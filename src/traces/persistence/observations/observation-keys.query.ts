import { SqlParameters } from '../../../database/sql-parameters.js';
import type { ObservationFilter, ObservationPosition } from '../../domain/observations/observation-query.js';
import { observationConditions } from './observation-conditions.sql.js';
import { ownerConditions, type ObservationOwners } from './observation-owners.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface ObservationsAsked {
  readonly projectId: string;
  readonly filter: ObservationFilter;
  readonly owners: ObservationOwners;
}

export interface Stretch {
  readonly after?: ObservationPosition | null | undefined;
  readonly skip?: number | undefined;
  readonly limit: number;
}

const KEY = 'start_time, trace_id, id';
export const LATEST_FIRST = 'start_time DESC, trace_id DESC, id DESC';

/**
 * The keys of a stretch of the list. Where few observations come into question, all that match are found by the primary key and put in order;
 * else an index has them by start, and what has the same start is put in order while it is read. The first way is forced (by a subquery that the
 * planner may not look into), since it would misjudge how far it had to go through an index by start.
 */
export function observationKeysQuery(asked: ObservationsAsked, stretch: Stretch): Statement {
  const parameters = new SqlParameters();
  const { limit, skip = 0, after } = stretch;
  let from = matching(asked, parameters);
  if (after != null) {
    const position = [after.startTime, after.traceId, after.id].map((value) => parameters.add(value));
    from += ` AND (${KEY}) < (${position.join(', ')})`;
  }
  if (asked.owners.kind === 'few') from = `(SELECT ${KEY} FROM ${from} OFFSET 0) AS found`;
  const sql = `SELECT ${KEY} FROM ${from} ORDER BY ${LATEST_FIRST} LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(skip)}`;
  return { sql, parameters: parameters.values };
}

/** @param besides a further condition */
export function observationCountQuery(asked: ObservationsAsked, besides = 'true'): Statement {
  const parameters = new SqlParameters();
  const sql = `SELECT count(*) AS count FROM ${matching(asked, parameters)} AND ${besides}`;
  return { sql, parameters: parameters.values };
}

function matching({ projectId, filter, owners }: ObservationsAsked, parameters: SqlParameters): string {
  const conditions = [observationConditions(projectId, filter, parameters)];
  if (owners.kind === 'few') conditions.push(`trace_id = ANY (${parameters.add(owners.traceIds)})`);
  if (owners.kind === 'many') {
    const ofOwners = ownerConditions(parameters.add(projectId), filter, parameters).join(' AND ');
    conditions.push(`trace_id IN (SELECT id FROM traces WHERE ${ofOwners})`);
  }
  return `observations WHERE ${conditions.join(' AND ')}`;
}
