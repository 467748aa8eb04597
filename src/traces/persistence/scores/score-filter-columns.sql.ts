import type { FilterCondition } from '../../../common/filter/filter-condition.js';
import { conditionOn, type FilterColumnSql } from '../../../database/filter-conditions.sql.js';
import { idColumn, inAllSpellings } from '../../../database/id-conditions.sql.js';
import type { SqlParameters } from '../../../database/sql-parameters.js';
import type { ScoreColumn } from '../../domain/scores/score-filter-columns.js';

/**
 * Where the columns of a filter are found, for statements that read `scores`.
 * @param project the place of the project's id among the parameters
 */
export function scoreFilterColumns(project: string): Readonly<Record<ScoreColumn, FilterColumnSql>> {
  const ofTrace =
    (sql: string): FilterColumnSql =>
    (condition, parameters) =>
      traceTest(sql, condition, { project, parameters });
  return {
    id: 'id',
    timestamp: '"timestamp"',
    name: 'name',
    source: 'source',
    dataType: 'data_type',
    value: 'value',
    stringValue: 'string_value',
    comment: 'comment',
    metadata: 'metadata',
    environment: 'environment',
    traceId: (condition, parameters) => ofSubject('trace_id', inAllSpellings(condition), parameters),
    observationId: idColumn('observation_id'),
    sessionId: (condition, parameters) => ofSubject('session_id', condition, parameters),
    datasetRunId: (condition, parameters) => ofSubject('dataset_run_id', condition, parameters),
    configId: 'config_id',
    queueId: 'queue_id',
    authorUserId: 'author_user_id',
    userId: ofTrace('t.user_id'),
    traceName: ofTrace('t.name'),
    traceTags: ofTrace('t.tags'),
  };
}

/** Where one of several subjects is asked for, so is the column that the primary key goes by. */
function ofSubject(column: string, condition: FilterCondition, parameters: SqlParameters): string {
  const test = conditionOn(column, condition, parameters);
  const isOneOf = condition.operator === '=' || condition.operator === 'any of';
  return isOneOf ? `${conditionOn('subject_id', condition, parameters)} AND ${test}` : test;
}

interface Place {
  readonly project: string;
  readonly parameters: SqlParameters;
}

function traceTest(sql: string, condition: FilterCondition, { project, parameters }: Place): string {
  const trace = `FROM traces t WHERE t.project_id = ${project} AND t.id = scores.trace_id`;
  return condition.operator === 'is null'
    ? `NOT EXISTS (SELECT ${trace} AND ${sql} IS NOT NULL)`
    : `EXISTS (SELECT ${trace} AND ${conditionOn(sql, condition, parameters)})`;
}
