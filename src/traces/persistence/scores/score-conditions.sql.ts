import { filterConditions } from '../../../database/filter-conditions.sql.js';
import { isId } from '../../../database/id-conditions.sql.js';
import type { SqlParameters } from '../../../database/sql-parameters.js';
import type { ScoreFilter, ValueOperator } from '../../domain/scores/score-query.js';
import { scoreFilterColumns } from './score-filter-columns.sql.js';

const OPERATORS: Readonly<Record<ValueOperator, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
};

/** What follows WHERE. */
export function scoreConditions(projectId: string, filter: ScoreFilter, parameters: SqlParameters): string {
  const project = parameters.add(projectId);
  const conditions = [`project_id = ${project}`];
  const demand = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${condition} ${parameters.add(value)}`);
  };
  const demandAny = (column: string, values: readonly string[] | undefined): void => {
    if (values !== undefined) conditions.push(`${column} = ANY (${parameters.add(values)})`);
  };
  // The subject is the column that the primary key goes by.
  if (filter.traceId !== undefined) conditions.push(isTrace(filter.traceId, parameters));
  else demand('subject_id =', filter.sessionId ?? filter.datasetRunId);
  demand('session_id =', filter.sessionId);
  demand('dataset_run_id =', filter.datasetRunId);
  demand('name =', filter.name);
  demand('source =', filter.source);
  demand('data_type =', filter.dataType);
  demand('config_id =', filter.configId);
  demand('queue_id =', filter.queueId);
  demand('"timestamp" >=', filter.from);
  demand('"timestamp" <', filter.before);
  demandAny('id', filter.ids);
  if (filter.observationIds !== undefined)
    conditions.push(isId('observation_id', filter.observationIds, parameters));
  demandAny('environment', filter.environments);
  if (filter.values !== undefined)
    conditions.push(`value = ANY (${parameters.add(filter.values)}::double precision[])`);
  if (filter.value !== undefined) demand(`value ${OPERATORS[filter.value.operator]}`, filter.value.number);
  const ofTraces: string[] = [];
  if (filter.userId !== undefined) ofTraces.push(`t.user_id = ${parameters.add(filter.userId)}`);
  if (filter.traceTags !== undefined) ofTraces.push(`t.tags @> ${parameters.add(filter.traceTags)}`);
  if (ofTraces.length > 0) {
    conditions.push(
      // The primary key goes by the subject.
      `trace_id = subject_id AND subject_id IN (SELECT t.id FROM traces t WHERE t.project_id = ${project} AND ${ofTraces.join(' AND ')})`,
    );
  }
  conditions.push(...filterConditions(filter.conditions ?? [], scoreFilterColumns(project), parameters));
  return conditions.join(' AND ');
}

function isTrace(id: string, parameters: SqlParameters): string {
  return `${isId('subject_id', id, parameters)} AND trace_id = subject_id`;
}
