import { JsonText } from '../../../common/json/json-text.js';
import type { Timestamp } from '../../../common/time/timestamp.js';
import type { Score } from '../../domain/scores/score.js';

export const SCORE_COLUMNS = `project_id, id, "timestamp", environment, trace_id, session_id, dataset_run_id, observation_id, name,
  source, data_type, value, string_value, comment, metadata, config_id, queue_id, author_user_id, created_at, updated_at`;

/** About how many bytes a score has as JSON: twice its texts, because of what is escaped, and its names. */
export const SCORE_BYTES = `2 * (COALESCE(octet_length(comment), 0) + COALESCE(octet_length(string_value), 0) + octet_length(name)
  + octet_length(id) + octet_length(subject_id) + COALESCE(octet_length(observation_id), 0)
  + octet_length(concat(config_id, queue_id, author_user_id)))
  + COALESCE(octet_length(metadata::text), 0) + 1500`;

export interface ScoreRow {
  readonly project_id: string;
  readonly id: string;
  readonly timestamp: Timestamp;
  readonly environment: string;
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly dataset_run_id: string | null;
  readonly observation_id: string | null;
  readonly name: string;
  readonly source: string;
  readonly data_type: string;
  readonly value: number | null;
  readonly string_value: string | null;
  readonly comment: string | null;
  readonly metadata: string | null;
  readonly config_id: string | null;
  readonly queue_id: string | null;
  readonly author_user_id: string | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

export function scoreFromRow(row: ScoreRow): Score {
  return {
    projectId: row.project_id,
    id: row.id,
    timestamp: row.timestamp,
    environment: row.environment,
    traceId: row.trace_id,
    sessionId: row.session_id,
    datasetRunId: row.dataset_run_id,
    observationId: row.observation_id,
    name: row.name,
    source: row.source,
    dataType: row.data_type,
    value: row.value,
    stringValue: row.string_value,
    comment: row.comment,
    metadata: row.metadata === null ? null : new JsonText(row.metadata),
    configId: row.config_id,
    queueId: row.queue_id,
    authorUserId: row.author_user_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
