import { randomBytes } from 'node:crypto';
import { databaseUrl, withConnection } from './admin-connection.js';

export interface TestDatabase {
  readonly url: string;
  /** Ends the connections that are still open, too. */
  drop(): Promise<void>;
}

/** A fresh, migrated, empty database of the server that the global setup has started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = setting('TEST_DATABASE_ADMIN_URL');
  const template = setting('TEST_DATABASE_TEMPLATE');
  const name = `${template}_${randomBytes(6).toString('hex')}`;
  await withConnection(adminUrl, (client) =>
    client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`),
  );
  return {
    url: databaseUrl(adminUrl, name),
    drop: async () => {
      await withConnection(adminUrl, (client) =>
        client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
      );
    },
  };
}

/** What the global setup has left. @throws Error where there was none */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: this test belongs into the project "integration"`);
  return value;
}
