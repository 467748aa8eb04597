import type { Writable } from 'node:stream';
import { Query } from 'pg';
import { giveBackCopyBuffer } from './copy-buffers.js';

const COPY_DATA = 'd'.charCodeAt(0);

/** What is used of the driver's connection to send rows. */
interface CopyConnection {
  query(text: string): void;
  endCopyFrom(): void;
  readonly stream: Pick<Writable, 'writable' | 'write'>;
}

/**
 * COPY … FROM STDIN as one statement of a pipeline: its rows follow at once, without waiting for the server to ask for them. A server
 * that refuses the statement ignores what follows of it (PostgreSQL's protocol, "COPY Operations").
 */
class CopyStatement extends Query {
  // Names of its own: the driver's class has a `text` and a `rows`.
  readonly #sql: string;
  readonly #chunks: readonly Buffer[];

  constructor(sql: string, chunks: readonly Buffer[], callback: (error: Error | undefined) => void) {
    super({ text: sql }, [], callback);
    this.#sql = sql;
    this.#chunks = chunks;
    this.submit = (connection) => this.send(connection as unknown as CopyConnection);
  }

  /** The driver's own way of sending rows would copy them once more. */
  private send(connection: CopyConnection): void {
    connection.query(this.#sql);
    for (const bytes of this.#chunks) {
      if (!connection.stream.writable) break;
      connection.stream.write(copyDataHeader(bytes.length));
      connection.stream.write(bytes, (error) => {
        if (!error) giveBackCopyBuffer(bytes);
      });
    }
    connection.endCopyFrom();
  }

  /** The driver's own would refuse to send anything. */
  handleCopyInResponse(): void {
    // The rows are on their way already.
  }
}

/** Type and length (that of the length included) of a CopyData message. */
function copyDataHeader(bytes: number): Buffer {
  const header = Buffer.allocUnsafe(5);
  header.writeInt32BE(bytes + 4, header.writeUInt8(COPY_DATA, 0));
  return header;
}

export interface CopyClient {
  query(statement: Query): unknown;
}

/**
 * Stores rows in PostgreSQL's binary COPY format, in buffers of takeCopyBuffer() or others; they are not the caller's any more. Rejects with the driver's error; then no row is stored.
 */
export function copyRows(client: CopyClient, sql: string, rows: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(
      new CopyStatement(sql, rows, (error) => {
        if (error) reject(error);
        else resolve();
      }),
    );
  });
}
