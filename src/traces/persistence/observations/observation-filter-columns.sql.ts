import { effectiveAmounts } from '../../../database/effective-amounts.sql.js';
import type { FilterColumnSql } from '../../../database/filter-conditions.sql.js';
import { idColumn } from '../../../database/id-conditions.sql.js';
import type { ObservationColumn } from '../../domain/observations/observation-filter-columns.js';

/** Never null. */
export const IS_ROOT = '(parent_observation_id IS NULL OR is_app_root IS TRUE)';

const EFFECTIVE = effectiveAmounts();

/** Where the columns of a filter are found, for statements that read `observations`: as answers show them. */
export const OBSERVATION_FILTER_SQL: Readonly<Record<ObservationColumn, FilterColumnSql>> = {
  id: idColumn('observations.id'),
  type: 'type',
  name: 'name',
  traceId: idColumn('trace_id'),
  parentObservationId: idColumn('parent_observation_id'),
  isRootObservation: IS_ROOT,
  startTime: 'start_time',
  endTime: 'end_time',
  environment: 'environment',
  level: 'level',
  statusMessage: 'status_message',
  version: 'version',
  latency: `COALESCE(latency, ${secondsUntil('end_time')})`,
  timeToFirstToken: `COALESCE(time_to_first_token, ${secondsUntil('completion_start_time')})`,
  // In decimals, which have room for whatever follows from a latency next to nothing.
  tokensPerSecond: `${EFFECTIVE.outputTokens} / NULLIF(COALESCE(latency, ${secondsUntil('end_time')})::numeric, 0)`,
  inputTokens: `COALESCE(${EFFECTIVE.inputTokens}, 0)`,
  outputTokens: `COALESCE(${EFFECTIVE.outputTokens}, 0)`,
  totalTokens: `COALESCE(${EFFECTIVE.totalTokens}, 0)`,
  inputCost: EFFECTIVE.inputCost,
  outputCost: EFFECTIVE.outputCost,
  totalCost: EFFECTIVE.totalCost,
  model: 'model',
  promptName: 'prompt_name',
  promptVersion: 'prompt_version',
  input: 'input',
  output: 'output',
  metadata: 'metadata',
  userId: ofTrace('user_id'),
  sessionId: ofTrace('session_id'),
  traceName: ofTrace('name'),
  traceEnvironment: ofTrace('environment'),
  traceTags: ofTrace('tags'),
};

function secondsUntil(column: string): string {
  return `EXTRACT(EPOCH FROM ${column} - start_time)::double precision`;
}

/** Looked up by the primary key, observation by observation. */
function ofTrace(column: string): string {
  return `(SELECT t.${column} FROM traces t WHERE t.project_id = observations.project_id AND t.id = observations.trace_id)`;
}
