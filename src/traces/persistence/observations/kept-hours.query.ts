import type { Periods } from '../../../common/time/split-by-periods.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import type { ObservationFilter } from '../../domain/observations/observation-query.js';
import type { ObservationsAsked, Statement } from './observation-keys.query.js';

const KEPT_BY_THE_HOUR: ReadonlySet<string> = new Set<keyof ObservationFilter>([
  'types',
  'environments',
  'from',
  'before',
]);

/** What the figures that are kept by the hour can tell the number of; null where they cannot. */
export type KeptCount = 'observation_count' | 'error_count';

export function keptCountOf({ filter, owners }: ObservationsAsked): KeptCount | null {
  const { level, ...others } = filter;
  const isKept = Object.entries<unknown>(others).every(
    ([name, value]) => value === undefined || KEPT_BY_THE_HOUR.has(name),
  );
  if (owners.kind !== 'any' || !isKept) return null;
  if (level === undefined) return 'observation_count';
  return level === 'ERROR' ? 'error_count' : null;
}

/** How many observations match in these hours. */
export function hourlySumQuery(
  { projectId, filter }: ObservationsAsked,
  hours: Periods,
  kept: KeptCount,
): Statement {
  const parameters = new SqlParameters();
  const conditions = hourlyConditions(projectId, filter, hours, parameters);
  const sql = `SELECT COALESCE(sum(${kept}), 0)::bigint AS count FROM usage_hourly WHERE ${conditions}`;
  return { sql, parameters: parameters.values };
}

/** In which hours observations match, and how many, the latest first: read in the order of the primary key, as far as the limit goes. */
export function matchingHoursQuery(
  { projectId, filter }: ObservationsAsked,
  hours: Periods,
  kept: KeptCount,
  limit: number,
): Statement {
  const parameters = new SqlParameters();
  const conditions = hourlyConditions(projectId, filter, hours, parameters);
  const sql = `SELECT hour, sum(${kept})::bigint AS count FROM usage_hourly WHERE ${conditions}
    GROUP BY hour HAVING sum(${kept}) > 0 ORDER BY hour DESC LIMIT ${parameters.add(limit)}`;
  return { sql, parameters: parameters.values };
}

function hourlyConditions(
  projectId: string,
  { types, environments = [] }: ObservationFilter,
  hours: Periods,
  parameters: SqlParameters,
): string {
  const conditions = [`project_id = ${parameters.add(projectId)}`];
  if (hours.from !== undefined) conditions.push(`hour >= ${parameters.add(hours.from)}`);
  if (hours.before !== undefined) conditions.push(`hour < ${parameters.add(hours.before)}`);
  if (types !== undefined) conditions.push(`type = ANY (${parameters.add(types)})`);
  if (environments.length > 0) conditions.push(`environment = ANY (${parameters.add(environments)})`);
  return conditions.join(' AND ');
}
