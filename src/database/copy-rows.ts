import { Query } from 'pg';

/** What is used of the driver's connection to send rows. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * COPY … FROM STDIN as one statement of a pipeline: its rows follow at once, without waiting for the server to ask for them. A server
 * that refuses the statement ignores what follows of it (protocol flow, "COPY Operations").
 */
class CopyStatement extends Query {
  constructor(
    private readonly sql: string,
    private readonly chunks: readonly Buffer[],
    callback: (error: Error | undefined) => void,
  ) {
    super({ text: sql }, [], callback);
    this.submit = (connection) => this.send(connection as unknown as CopyConnection);
  }

  private send(connection: CopyConnection): void {
    connection.query(this.sql);
    for (const chunk of this.chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  /** The driver's own would refuse to send anything. */
  handleCopyInResponse(): void {}
}

export interface CopyClient {
  query(statement: Query): unknown;
}

/** Stores rows in PostgreSQL's binary COPY format. Rejects with the driver's error; then no row is stored. */
export function copyRows(client: CopyClient, sql: string, chunks: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(
      new CopyStatement(sql, chunks, (error) => {
        if (error) reject(error);
        else resolve();
      }),
    );
  });
}
