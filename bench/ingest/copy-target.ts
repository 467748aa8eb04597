import type { Client } from 'pg';
import type { ServerUnderTest } from '../server/server-under-test.js';
import { partsOf, writeRows } from './copied-rows.js';

/** A copy of the table of observations, with its indexes and constraints, that is filled by COPY over some connections. */
export class CopyTarget {
  private constructor(
    private readonly table: string,
    private readonly clients: readonly Client[],
  ) {}

  static async create(server: ServerUnderTest, connections: number): Promise<CopyTarget> {
    const clients = await Promise.all(Array.from({ length: connections }, () => server.connect()));
    const table = `observations_copy_${connections}`;
    await clients[0]?.query(`CREATE TABLE ${table} (LIKE observations INCLUDING ALL)`);
    return new CopyTarget(table, clients);
  }

  get connections(): number {
    return this.clients.length;
  }

  async write(rows: Buffer): Promise<void> {
    const parts = partsOf(rows, this.clients.length);
    await Promise.all(
      this.clients.map((client, index) => writeRows(client, this.table, parts[index] ?? Buffer.alloc(0))),
    );
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.end();
  }
}
