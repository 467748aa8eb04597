import type { Patch } from '../domain/patch.js';
import type { ScoreFields } from '../domain/score-fields.js';
import type { ObservationFields, TraceFields } from '../domain/telemetry-fields.js';

export type SqlType =
  | 'text'
  | 'text[]'
  | 'timestamptz'
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'double precision'
  | 'numeric'
  | 'jsonb';

export interface FieldColumn<Field extends string = string> {
  readonly field: Field;
  readonly column: string;
  readonly type: SqlType;
  /** A long text, sent beside the rows and not inside them. */
  readonly isPayload?: true;
  /** What stands for a field that nobody has set; without one it is null. */
  readonly blank?: string | false | readonly [];
}

/** A figure that is kept on the row: how a change is applied to it. */
export interface KeptColumn {
  readonly column: string;
  readonly type: SqlType;
  readonly change: 'add' | 'least' | 'greatest';
}

/** What follows from the fields of a row and is written with them. */
export interface DerivedColumn {
  readonly column: string;
  readonly type: SqlType;
  /** It follows from payloads alone: where these are not read, it stays as it is. */
  readonly isOfPayload?: true;
}

/** How the merge state of an entity lies in its table. */
export interface MergedTable<Field extends string = string> {
  readonly name: string;
  readonly kind: Patch['kind'];
  readonly keys: readonly string[];
  readonly fields: readonly FieldColumn<Field>[];
  readonly kept: readonly KeptColumn[];
  readonly derived: readonly DerivedColumn[];
}

function text<Field extends string>(field: Field, column: string): FieldColumn<Field> {
  return { field, column, type: 'text' };
}

function payload<Field extends string>(field: Field, column: string): FieldColumn<Field> {
  return { field, column, type: 'text', isPayload: true };
}

export const OBSERVATIONS: MergedTable<keyof ObservationFields> = {
  name: 'observations',
  kind: 'observation',
  keys: ['project_id', 'trace_id', 'id'],
  fields: [
    { field: 'type', column: 'type', type: 'text', blank: 'GENERATION' },
    { field: 'environment', column: 'environment', type: 'text', blank: 'default' },
    { field: 'startTime', column: 'start_time', type: 'timestamptz' },
    { field: 'startNanos', column: 'start_nanos', type: 'integer' },
    { field: 'endTime', column: 'end_time', type: 'timestamptz' },
    { field: 'completionStartTime', column: 'completion_start_time', type: 'timestamptz' },
    text('name', 'name'),
    text('parentObservationId', 'parent_observation_id'),
    { field: 'isAppRoot', column: 'is_app_root', type: 'boolean' },
    { field: 'level', column: 'level', type: 'text', blank: 'DEFAULT' },
    text('statusMessage', 'status_message'),
    text('version', 'version'),
    text('model', 'model'),
    text('modelId', 'model_id'),
    { field: 'modelParameters', column: 'model_parameters', type: 'jsonb' },
    text('promptId', 'prompt_id'),
    text('promptName', 'prompt_name'),
    { field: 'promptVersion', column: 'prompt_version', type: 'integer' },
    payload('input', 'input'),
    payload('output', 'output'),
    { field: 'metadata', column: 'metadata', type: 'jsonb' },
    { field: 'promptTokens', column: 'prompt_tokens', type: 'bigint' },
    { field: 'completionTokens', column: 'completion_tokens', type: 'bigint' },
    { field: 'totalTokens', column: 'total_tokens', type: 'bigint' },
    text('unit', 'unit'),
    { field: 'usageDetails', column: 'usage_details', type: 'jsonb' },
    text('usageSent', 'usage_sent'),
    { field: 'costDetails', column: 'cost_details', type: 'jsonb' },
    { field: 'inputPrice', column: 'input_price', type: 'numeric' },
    { field: 'outputPrice', column: 'output_price', type: 'numeric' },
    { field: 'totalPrice', column: 'total_price', type: 'numeric' },
    { field: 'calculatedInputCost', column: 'calculated_input_cost', type: 'numeric' },
    { field: 'calculatedOutputCost', column: 'calculated_output_cost', type: 'numeric' },
    { field: 'calculatedTotalCost', column: 'calculated_total_cost', type: 'numeric' },
    { field: 'latency', column: 'latency', type: 'double precision' },
    { field: 'timeToFirstToken', column: 'time_to_first_token', type: 'double precision' },
  ],
  kept: [],
  derived: [
    { column: 'price_sheet', type: 'bigint' },
    { column: 'priced_input_cost', type: 'numeric' },
    { column: 'priced_output_cost', type: 'numeric' },
    { column: 'priced_total_cost', type: 'numeric' },
    { column: 'estimated_usage', type: 'jsonb' },
    { column: 'tool_names', type: 'text[]', isOfPayload: true },
    { column: 'called_tool_names', type: 'text[]', isOfPayload: true },
  ],
};

export const TRACES: MergedTable<keyof TraceFields> = {
  name: 'traces',
  kind: 'trace',
  keys: ['project_id', 'id'],
  fields: [
    { field: 'timestamp', column: 'timestamp', type: 'timestamptz' },
    { field: 'environment', column: 'environment', type: 'text', blank: 'default' },
    text('name', 'name'),
    text('userId', 'user_id'),
    text('sessionId', 'session_id'),
    text('release', 'release'),
    text('version', 'version'),
    text('externalId', 'external_id'),
    { field: 'tags', column: 'tags', type: 'text[]', blank: [] },
    { field: 'public', column: 'public', type: 'boolean', blank: false },
    { field: 'bookmarked', column: 'bookmarked', type: 'boolean', blank: false },
    { field: 'metadata', column: 'metadata', type: 'jsonb' },
    payload('input', 'input'),
    payload('output', 'output'),
    { field: 'latency', column: 'latency', type: 'double precision' },
    { field: 'totalCost', column: 'total_cost', type: 'numeric' },
  ],
  kept: [
    { column: 'observation_count', type: 'integer', change: 'add' },
    { column: 'error_count', type: 'integer', change: 'add' },
    { column: 'input_tokens', type: 'bigint', change: 'add' },
    { column: 'output_tokens', type: 'bigint', change: 'add' },
    { column: 'total_tokens', type: 'bigint', change: 'add' },
    { column: 'observed_cost', type: 'numeric', change: 'add' },
    { column: 'first_start', type: 'timestamptz', change: 'least' },
    { column: 'last_end', type: 'timestamptz', change: 'greatest' },
  ],
  derived: [],
};

export const SCORES: MergedTable<keyof ScoreFields> = {
  name: 'scores',
  kind: 'score',
  keys: ['project_id', 'subject_id', 'id'],
  fields: [
    { field: 'timestamp', column: 'timestamp', type: 'timestamptz' },
    { field: 'environment', column: 'environment', type: 'text', blank: 'default' },
    text('traceId', 'trace_id'),
    text('sessionId', 'session_id'),
    text('datasetRunId', 'dataset_run_id'),
    text('observationId', 'observation_id'),
    text('name', 'name'),
    { field: 'source', column: 'source', type: 'text', blank: 'API' },
    text('dataType', 'data_type'),
    { field: 'value', column: 'value', type: 'double precision' },
    text('stringValue', 'string_value'),
    text('comment', 'comment'),
    { field: 'metadata', column: 'metadata', type: 'jsonb' },
    text('configId', 'config_id'),
    text('queueId', 'queue_id'),
    text('authorUserId', 'author_user_id'),
  ],
  kept: [],
  derived: [],
};
