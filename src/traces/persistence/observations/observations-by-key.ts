import type { ReadDatabase } from '../../../database/read-database.js';
import { SqlParameters } from '../../../database/sql-parameters.js';
import { METADATA_CHARACTERS, type MetadataSelection } from '../../domain/observations/observation-query.js';
import type { Observation } from '../../domain/observation.js';
import {
  OBSERVATION_COLUMNS_BESIDES_PAYLOAD,
  OBSERVATION_BYTES_BESIDES_PAYLOAD,
  observationFromRow,
  type ObservationRow,
} from '../observation-row.js';

export interface ObservationKey {
  readonly trace_id: string;
  readonly id: string;
}

/** What is read of payloads, and how an answer shows it: as the JSON that it is, or as a text within JSON. */
export interface PayloadParts {
  readonly io: 'json' | 'text' | null;
  readonly metadata: MetadataSelection | null;
}

export const WHOLE_PAYLOADS: PayloadParts = { io: 'json', metadata: { whole: 'all' } };

/** About how many bytes these observations have as JSON, with those parts of their payloads. */
export async function bytesOfObservations(
  database: ReadDatabase,
  projectId: string,
  keys: readonly ObservationKey[],
  parts: PayloadParts,
): Promise<number> {
  const parameters = new SqlParameters();
  const payload = payloadBytes(parts, parameters);
  const [row] = await database.query<{ bytes: number }>(
    `SELECT COALESCE(sum(${OBSERVATION_BYTES_BESIDES_PAYLOAD} + COALESCE(octet_length(model), 0) + ${payload}), 0)::bigint AS bytes
     FROM observations WHERE ${isAmong(projectId, keys, parameters)}`,
    parameters.values,
  );
  return row?.bytes ?? 0;
}

/** In the order of the keys, without those that are gone. */
export async function readObservations(
  database: ReadDatabase,
  projectId: string,
  keys: readonly ObservationKey[],
  parts: PayloadParts,
): Promise<Observation[]> {
  const parameters = new SqlParameters();
  const payload = payloadColumns(parts, parameters);
  const rows = await database.query<ObservationRow>(
    `SELECT ${OBSERVATION_COLUMNS_BESIDES_PAYLOAD}, ${payload} FROM observations WHERE ${isAmong(projectId, keys, parameters)}`,
    parameters.values,
  );
  const byKey = new Map(rows.map((row) => [keyText(row), row]));
  return keys.flatMap((key) => {
    const row = byKey.get(keyText(key));
    return row === undefined ? [] : observationFromRow(row);
  });
}

function keyText({ trace_id, id }: ObservationKey): string {
  return `${trace_id}\0${id}`;
}

function isAmong(projectId: string, keys: readonly ObservationKey[], parameters: SqlParameters): string {
  const project = parameters.add(projectId);
  const traceIds = parameters.add(keys.map(({ trace_id }) => trace_id));
  const ids = parameters.add(keys.map(({ id }) => id));
  return `project_id = ${project} AND (trace_id, id) IN (SELECT * FROM unnest(${traceIds}::text[], ${ids}::text[]))`;
}

function payloadColumns({ io, metadata }: PayloadParts, parameters: SqlParameters): string {
  const inputAndOutput = io === null ? 'NULL AS input, NULL AS output' : 'input, output';
  return `${inputAndOutput}, ${metadataColumn(metadata, parameters)} AS metadata`;
}

/** JSON that is shown as a text has at most twice its bytes, as its quotes and backslashes are escaped; a text is shown as it was sent. */
const shownAs = {
  json: (column: string): string => `COALESCE(octet_length(${column}), 0)::bigint`,
  text: (column: string): string =>
    `COALESCE(octet_length(${column}), 0)::bigint * CASE WHEN left(${column}, 1) = '"' THEN 1 ELSE 2 END`,
};

function payloadBytes({ io, metadata }: PayloadParts, parameters: SqlParameters): string {
  const inputAndOutput = io === null ? '0' : ['input', 'output'].map(shownAs[io]).join(' + ');
  return metadata === null
    ? inputAndOutput
    : `${inputAndOutput} + COALESCE(octet_length((${metadataColumn(metadata, parameters)})::text), 0)`;
}

/** Members that are longer than what is given of each become the beginning of their text. */
function metadataColumn(metadata: MetadataSelection | null, parameters: SqlParameters): string {
  if (metadata === null) return 'NULL';
  if (metadata.whole === 'all') return 'metadata';
  const whole = parameters.add(metadata.whole);
  const text = `CASE WHEN jsonb_typeof(value) = 'string' THEN value #>> '{}' ELSE value::text END`;
  return `CASE WHEN jsonb_typeof(metadata) = 'object' THEN (
    SELECT COALESCE(jsonb_object_agg(key, CASE WHEN key = ANY (${whole}::text[]) OR length(${text}) <= ${METADATA_CHARACTERS}
      THEN value ELSE to_jsonb(left(${text}, ${METADATA_CHARACTERS})) END), '{}') FROM jsonb_each(metadata)) ELSE metadata END`;
}
