import { JsonText } from '../../common/json/json-text.js';
import type { Payload } from '../domain/payload.js';

export const PAYLOAD_COLUMNS = 'input, output, metadata';

/** How many bytes the payload has as JSON. The sizes of input and output are known without reading them. */
export const PAYLOAD_BYTES = `COALESCE(octet_length(input), 0)::bigint + COALESCE(octet_length(output), 0)
  + COALESCE(octet_length(metadata::text), 0)`;

export interface PayloadRow {
  readonly input: string | null;
  readonly output: string | null;
  readonly metadata: string | null;
}

export function payloadFromRow(row: PayloadRow): Payload {
  return { input: json(row.input), output: json(row.output), metadata: json(row.metadata) };
}

/** All these columns hold valid JSON and arrive as text. */
export function json(text: string | null): JsonText | null {
  return text === null ? null : new JsonText(text);
}
