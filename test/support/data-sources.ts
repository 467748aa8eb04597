import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import { WriteDatabase } from '../../src/database/write-database.js';
import { createTestDatabase } from './database.js';

export interface ConnectedDatabase {
  readonly url: string;
  readonly read: ReadDatabase;
  readonly write: WriteDatabase;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

const LIMITS = { poolSize: 4, statementTimeoutMs: 20_000, applicationName: 'xtrace-test' };

/** A fresh, migrated database with open connections for reading and for writing. */
export async function connectTestDatabase(): Promise<ConnectedDatabase> {
  const database = await createTestDatabase();
  const sources = [LIMITS, { ...LIMITS, isPipelined: true }].map(
    (limits) => new DataSource(dataSourceOptions(database, limits)),
  );
  const [read, write] = await Promise.all(sources.map((source) => source.initialize()));
  if (read === undefined || write === undefined) throw new Error('unreachable');
  return {
    url: database.url,
    read: new ReadDatabase(read),
    write: new WriteDatabase(write),
    close: async () => {
      await Promise.all(sources.map((source) => source.destroy()));
      await database.drop();
    },
  };
}
