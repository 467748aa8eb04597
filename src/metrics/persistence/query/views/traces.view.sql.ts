import { idColumn } from '../../../../database/id-conditions.sql.js';
import type {
  TraceDimension,
  TraceFilterColumn,
  TraceMeasure,
} from '../../../domain/query/views/traces.view.js';
import {
  closedMap,
  millisecondsBetween,
  millisecondsOf,
  monthOf,
  type Expression,
  type KeptSql,
  type MeasureExpression,
  type ViewSql,
} from '../view-sql.js';

function exact(sql: string): MeasureExpression<never> {
  return { sql, form: 'exact' };
}

const DIMENSIONS: Readonly<Record<TraceDimension, Expression<never>>> = {
  id: { sql: 't.id', filter: idColumn('t.id') },
  name: { sql: 't.name' },
  tags: { sql: 't.tags' },
  userId: { sql: 't.user_id' },
  sessionId: { sql: 't.session_id' },
  release: { sql: 't.release' },
  version: { sql: 't.version' },
  environment: { sql: 't.environment' },
  timestampMonth: { sql: monthOf('t."timestamp"') },
};

/** What the ingest keeps on the trace about its observations, and what was sent for the trace as a whole before that. */
const MEASURES: Readonly<Record<TraceMeasure, MeasureExpression<never>>> = {
  count: exact('1'),
  observationsCount: exact('t.observation_count'),
  scoresCount: exact(
    `(SELECT count(*) FROM scores AS c
      WHERE c.project_id = t.project_id AND c.subject_id = t.id AND c.trace_id = t.id)`,
  ),
  uniqueUserIds: { sql: 't.user_id', form: 'text' },
  uniqueSessionIds: { sql: 't.session_id', form: 'text' },
  latency: exact(
    `COALESCE(${millisecondsOf('t.latency')}, ${millisecondsBetween('t.first_start', 't.last_end')})`,
  ),
  totalTokens: exact('t.total_tokens'),
  totalCost: exact('COALESCE(t.total_cost, t.observed_cost)'),
};

const FILTERS: Readonly<Record<Exclude<TraceFilterColumn, TraceDimension>, Expression<never>>> = {
  timestamp: { sql: 't."timestamp"' },
  metadata: { sql: 't.metadata' },
};

const KEPT: KeptSql = {
  table: 'traces_hourly',
  columns: closedMap({ environment: 't.environment' }),
  count: 'trace_count',
  sums: new Map(),
  dimensions: new Set<TraceDimension>(['environment', 'timestampMonth']),
};

export const TRACES_SQL: ViewSql<never> = {
  table: 'traces',
  alias: 't',
  time: '"timestamp"',
  joins: {},
  dimensions: closedMap(DIMENSIONS),
  measures: closedMap(MEASURES),
  filters: closedMap(FILTERS),
  kept: KEPT,
};
