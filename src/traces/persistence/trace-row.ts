import type { Timestamp } from '../../common/time/timestamp.js';
import type { TraceRecord } from '../domain/trace.js';

export const TRACE_COLUMNS = `project_id, id, "timestamp", environment, name, user_id, session_id, release, version,
  external_id, tags, public, bookmarked, latency, total_cost, first_start, last_end, observed_cost, created_at, updated_at`;

/** About how many bytes a trace has as JSON, without its payload. Its id comes again within a path, with most characters escaped. */
export const TRACE_BYTES = `1000 + 4 * octet_length(id) + octet_length(to_json(concat(environment, name, user_id, session_id,
  release, version, external_id, array_to_string(tags, '","')))::text)`;

export interface TraceRow {
  readonly project_id: string;
  readonly id: string;
  readonly timestamp: Timestamp;
  readonly environment: string;
  readonly name: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
  readonly release: string | null;
  readonly version: string | null;
  readonly external_id: string | null;
  readonly tags: string[];
  readonly public: boolean;
  readonly bookmarked: boolean;
  readonly latency: number | null;
  readonly total_cost: string | null;
  readonly first_start: Timestamp | null;
  readonly last_end: Timestamp | null;
  readonly observed_cost: string;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

export function traceFromRow(row: TraceRow): TraceRecord {
  return {
    projectId: row.project_id,
    id: row.id,
    timestamp: row.timestamp,
    environment: row.environment,
    name: row.name,
    userId: row.user_id,
    sessionId: row.session_id,
    release: row.release,
    version: row.version,
    externalId: row.external_id,
    tags: row.tags,
    public: row.public,
    bookmarked: row.bookmarked,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    sent: { latency: row.latency, totalCost: row.total_cost === null ? null : Number(row.total_cost) },
    observed: {
      firstStart: row.first_start,
      lastEnd: row.last_end,
      totalCost: Number(row.observed_cost),
    },
  };
}
