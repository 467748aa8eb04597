import { idColumn } from '../../../../database/id-conditions.sql.js';
import type { ViewName } from '../../../domain/query/view-rules.js';
import type {
  ScoreDimension,
  ScoreFilterColumn,
  ScoreMeasure,
} from '../../../domain/query/views/scores.view.js';
import {
  closedMap,
  dayOf,
  monthOf,
  type Expression,
  type KeptSql,
  type MeasureExpression,
  type ViewSql,
} from '../view-sql.js';

type Join = 'trace' | 'observation';

/** By the column that the table would be distributed by, which a score of a trace has in common with it and its observations. */
const JOINS: Readonly<Record<Join, string>> = {
  trace: `LEFT JOIN traces AS t ON t.project_id = s.project_id AND t.id = s.subject_id AND t.id = s.trace_id`,
  observation: `LEFT JOIN observations AS o
    ON o.project_id = s.project_id AND o.trace_id = s.subject_id AND o.trace_id = s.trace_id AND o.id = s.observation_id`,
};

function ofTrace(column: string): Expression<Join> {
  return { sql: `t.${column}`, join: 'trace' };
}

function ofObservation(sql: string): Expression<Join> {
  return { sql, join: 'observation' };
}

function id(sql: string): Expression<Join> {
  return { sql, filter: idColumn(sql) };
}

const DIMENSIONS: Readonly<Record<ScoreDimension, Expression<Join>>> = {
  id: { sql: 's.id' },
  environment: { sql: 's.environment' },
  name: { sql: 's.name' },
  source: { sql: 's.source' },
  dataType: { sql: 's.data_type' },
  configId: { sql: 's.config_id' },
  timestampMonth: { sql: monthOf('s."timestamp"') },
  timestampDay: { sql: dayOf('s."timestamp"') },
  traceId: id('s.trace_id'),
  observationId: id('s.observation_id'),
  sessionId: { sql: 'COALESCE(s.session_id, t.session_id)', join: 'trace' },
  datasetRunId: { sql: 's.dataset_run_id' },
  userId: ofTrace('user_id'),
  tags: ofTrace('tags'),
  traceName: ofTrace('name'),
  traceRelease: ofTrace('release'),
  traceVersion: ofTrace('version'),
  observationName: ofObservation('o.name'),
  observationModelName: ofObservation(`NULLIF(o.model, '')`),
  observationPromptName: ofObservation('o.prompt_name'),
  observationPromptVersion: ofObservation('o.prompt_version'),
  value: { sql: 's.value' },
  booleanValue: { sql: '(s.value <> 0)' },
  stringValue: { sql: 's.string_value' },
};

const MEASURES: Readonly<Record<ScoreMeasure, MeasureExpression<Join>>> = {
  count: { sql: '1', form: 'exact' },
  value: { sql: 's.value', form: 'double' },
};

const FILTERS: Readonly<Record<Exclude<ScoreFilterColumn, ScoreDimension>, Expression<Join>>> = {
  timestamp: { sql: 's."timestamp"' },
  metadata: { sql: 's.metadata' },
};

const KEPT: KeptSql = {
  table: 'scores_hourly',
  columns: closedMap({ environment: 's.environment', source: 's.source', data_type: 's.data_type' }),
  count: 'score_count',
  sums: new Map(),
  dimensions: new Set<ScoreDimension>([
    'environment',
    'source',
    'dataType',
    'timestampMonth',
    'timestampDay',
  ]),
};

function scoresSql(condition: string): ViewSql<Join> {
  return {
    table: 'scores',
    alias: 's',
    time: '"timestamp"',
    condition,
    joins: JOINS,
    dimensions: closedMap(DIMENSIONS),
    measures: closedMap(MEASURES),
    filters: closedMap(FILTERS),
    kept: KEPT,
  };
}

export const SCORES_SQL: Readonly<Record<Exclude<ViewName, 'traces' | 'observations'>, ViewSql<Join>>> = {
  'scores-numeric': scoresSql(`s.data_type IN ('NUMERIC', 'BOOLEAN')`),
  'scores-boolean': scoresSql(`s.data_type = 'BOOLEAN'`),
  'scores-categorical': scoresSql(`s.data_type IN ('CATEGORICAL', 'TEXT')`),
};
