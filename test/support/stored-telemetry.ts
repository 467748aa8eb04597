import type { DataSource } from 'typeorm';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { canonicalJson } from '../../src/ingest/domain/canonical-json.js';
import type { DerivedCosts } from '../../src/ingest/domain/pricing/derived-costs.js';
import type { ObservationFields, TraceFields } from '../../src/ingest/domain/telemetry-fields.js';
import { derivedCosts } from '../../src/ingest/persistence/derived-columns.js';
import { OBSERVATIONS, TRACES, type FieldColumn } from '../../src/ingest/persistence/merged-table.js';

/** What a store holds of a project, its kept figures included. JSON that is stored as jsonb in its canonical text, everything in order. */
export interface StoredTelemetry {
  readonly traces: readonly StoredTrace[];
  readonly observations: readonly StoredObservation[];
  /** Only what is not zero. */
  readonly usage: readonly StoredUsage[];
  readonly hourlyTraces: readonly { environment: string; hour: Timestamp; traceCount: number }[];
  readonly hourlyScores: readonly StoredScoreCount[];
  readonly modelTraces: readonly { environment: string; day: Timestamp; model: string; traceCount: number }[];
  /** What is judged, and the id. */
  readonly scores: readonly { subjectId: string; id: string }[];
  readonly sessions: readonly { id: string; environment: string; createdAt: Timestamp }[];
}

export interface StoredTrace {
  readonly id: string;
  readonly fields: { readonly [K in keyof TraceFields]: TraceFields[K] | null };
  readonly figures: {
    readonly observationCount: number;
    readonly errorCount: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly totalTokens: number;
    readonly totalCost: number;
    readonly firstStart: Timestamp | null;
    readonly lastEnd: Timestamp | null;
  };
}

export interface StoredObservation {
  readonly traceId: string;
  readonly id: string;
  readonly fields: { readonly [K in keyof ObservationFields]: ObservationFields[K] | null };
  readonly derived: StoredCosts;
}

export interface StoredUsage {
  readonly environment: string;
  readonly hour: Timestamp;
  readonly type: string;
  readonly model: string;
  readonly observationCount: number;
  readonly errorCount: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly inputCost: number;
  readonly outputCost: number;
  readonly totalCost: number;
}

export interface StoredScoreCount {
  readonly environment: string;
  readonly hour: Timestamp;
  readonly source: string;
  readonly dataType: string;
  readonly scoreCount: number;
  readonly traceScoreCount: number;
}

/** With the sheet that the id is of, as canonical JSON. */
export interface StoredCosts extends DerivedCosts {
  readonly sheet: string | null;
}

type Row = Record<string, unknown>;

/** Of a database that the ingest has written. */
export async function storedTelemetry(dataSource: DataSource, projectId: string): Promise<StoredTelemetry> {
  const read = <T>(sql: string): Promise<T[]> => dataSource.query(sql, [projectId]);
  const traces = await read<Row>('SELECT * FROM traces WHERE project_id = $1 ORDER BY id COLLATE "C"');
  const observations = await read<Row>(
    'SELECT *, (SELECT sheet FROM price_sheets s WHERE s.project_id = $1 AND s.id = price_sheet) AS sheet FROM observations WHERE project_id = $1 ORDER BY trace_id COLLATE "C", id COLLATE "C"',
  );
  return {
    traces: traces.map((row) => ({
      id: row['id'] as string,
      fields: fieldsOf<StoredTrace['fields']>(TRACES.fields, row),
      figures: {
        observationCount: row['observation_count'] as number,
        errorCount: row['error_count'] as number,
        inputTokens: row['input_tokens'] as number,
        outputTokens: row['output_tokens'] as number,
        totalTokens: row['total_tokens'] as number,
        totalCost: Number(row['observed_cost']),
        firstStart: row['first_start'] as Timestamp | null,
        lastEnd: row['last_end'] as Timestamp | null,
      },
    })),
    observations: observations.map((row) => ({
      traceId: row['trace_id'] as string,
      id: row['id'] as string,
      fields: fieldsOf<StoredObservation['fields']>(OBSERVATIONS.fields, row),
      derived: derivedOf(row),
    })),
    usage: await read(USAGE),
    hourlyTraces: await read(HOURLY_TRACES),
    hourlyScores: await read(HOURLY_SCORES),
    modelTraces: await read(MODEL_TRACES),
    scores: await read(SCORES),
    sessions: await read(SESSIONS),
  };
}

function fieldsOf<Fields>(columns: readonly FieldColumn[], row: Row): Fields {
  return Object.fromEntries(
    columns.map((column) => [column.field, valueOf(column, row[column.column])]),
  ) as Fields;
}

function derivedOf(row: Row): StoredCosts {
  const { estimatedUsage, ...costs } = derivedCosts(row);
  const sheet = row['sheet'] as string | null;
  return {
    ...costs,
    sheet: sheet && canonicalJson(sheet),
    estimatedUsage: estimatedUsage && canonicalJson(estimatedUsage),
  };
}

function valueOf({ type }: FieldColumn, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'jsonb') return canonicalJson(value);
  return type === 'numeric' ? Number(value) : value;
}

const USAGE = `
  SELECT environment, hour, type, model, observation_count AS "observationCount", error_count AS "errorCount",
    input_tokens AS "inputTokens", output_tokens AS "outputTokens", total_tokens AS "totalTokens",
    input_cost::float8 AS "inputCost", output_cost::float8 AS "outputCost", total_cost::float8 AS "totalCost"
  FROM usage_hourly WHERE project_id = $1 AND observation_count <> 0
  ORDER BY hour, environment COLLATE "C", type COLLATE "C", model COLLATE "C"`;
const HOURLY_TRACES = `
  SELECT environment, hour, trace_count AS "traceCount" FROM traces_hourly
  WHERE project_id = $1 AND trace_count <> 0 ORDER BY hour, environment COLLATE "C"`;
const HOURLY_SCORES = `
  SELECT environment, hour, source, data_type AS "dataType", score_count AS "scoreCount", trace_score_count AS "traceScoreCount"
  FROM scores_hourly WHERE project_id = $1 AND (score_count <> 0 OR trace_score_count <> 0)
  ORDER BY hour, environment COLLATE "C", source COLLATE "C", data_type COLLATE "C"`;
const MODEL_TRACES = `
  SELECT environment, day, model, trace_count AS "traceCount" FROM model_traces_daily
  WHERE project_id = $1 AND trace_count <> 0 ORDER BY day, environment COLLATE "C", model COLLATE "C"`;
const SCORES = `
  SELECT subject_id AS "subjectId", id FROM scores WHERE project_id = $1 ORDER BY subject_id COLLATE "C", id COLLATE "C"`;
const SESSIONS = `
  SELECT id, environment, created_at AS "createdAt" FROM sessions WHERE project_id = $1 ORDER BY id COLLATE "C"`;
