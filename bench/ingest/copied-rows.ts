import { once } from 'node:events';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const CHUNK_BYTES = 256 * 1024;
const NEW_LINE = 0x0a;

/** Rows in the text form of COPY. */
export interface CopyText {
  readonly bytes: Buffer;
  readonly rows: number;
}

/** Reads the observations that were stored since an instant, in the order in which they lie in their table. */
export async function readObservations(client: Client, since: Date): Promise<CopyText> {
  const stream = client.query(
    copyTo(`COPY (SELECT * FROM observations WHERE created_at >= '${since.toISOString()}') TO STDOUT`),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return { bytes: Buffer.concat(chunks), rows: stream.rowCount };
}

/** Cuts rows into parts of about the same size. */
export function partsOf(bytes: Buffer, parts: number): Buffer[] {
  const ends = Array.from({ length: parts }, (_, index) =>
    index === parts - 1
      ? bytes.length
      : bytes.indexOf(NEW_LINE, Math.floor((bytes.length * (index + 1)) / parts)) + 1,
  );
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

/** Stores rows by one COPY in a transaction of its own. */
export async function writeRows(client: Client, table: string, rows: Buffer): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
  const finished = once(stream, 'finish');
  for (let from = 0; from < rows.length; from += CHUNK_BYTES) {
    if (!stream.write(rows.subarray(from, from + CHUNK_BYTES))) await once(stream, 'drain');
  }
  stream.end();
  await finished;
}
