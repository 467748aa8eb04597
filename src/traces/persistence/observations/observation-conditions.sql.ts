import { filterConditions } from '../../../database/filter-conditions.sql.js';
import { isId } from '../../../database/id-conditions.sql.js';
import type { SqlParameters } from '../../../database/sql-parameters.js';
import type { ObservationFilter } from '../../domain/observations/observation-query.js';
import { IS_ROOT, OBSERVATION_FILTER_SQL } from './observation-filter-columns.sql.js';

/** What follows WHERE, but for what is asked of traces. */
export function observationConditions(
  projectId: string,
  filter: ObservationFilter,
  parameters: SqlParameters,
): string {
  const conditions = [`project_id = ${parameters.add(projectId)}`];
  const demand = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${condition} ${parameters.add(value)}`);
  };
  demand('name =', filter.name);
  demand('version =', filter.version);
  demand('level =', filter.level);
  demand('start_time >=', filter.from);
  demand('start_time <', filter.before);
  // So that the partial index can be used whatever the server knows of the parameter.
  if (filter.level !== undefined && filter.level !== 'DEFAULT') conditions.push(NOT_DEFAULT);
  if (filter.parentObservationId === null) conditions.push('parent_observation_id IS NULL');
  else if (filter.parentObservationId !== undefined)
    conditions.push(isId('parent_observation_id', filter.parentObservationId, parameters));
  if (filter.isRoot !== undefined) conditions.push(filter.isRoot ? IS_ROOT : `NOT ${IS_ROOT}`);
  const demandOneOf = (column: string, values: readonly string[] | undefined): void => {
    const [value, ...others] = values ?? [];
    if (others.length === 0) demand(`${column} =`, value);
    else conditions.push(`${column} = ANY (${parameters.add(values)})`);
  };
  demandOneOf('type', filter.types);
  demandOneOf('environment', filter.environments);
  conditions.push(...filterConditions(filter.conditions ?? [], OBSERVATION_FILTER_SQL, parameters));
  return conditions.join(' AND ');
}

const NOT_DEFAULT = `level <> 'DEFAULT'`;
