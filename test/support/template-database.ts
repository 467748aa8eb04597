import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { databaseUrl, withConnection } from './admin-connection.js';

const LIMITS = { poolSize: 1, statementTimeoutMs: 0, applicationName: 'xtrace-test-migrations' };

/** A name that no other run on the same server has. All databases of a run begin with the name of its template. */
export function newTemplateName(): string {
  return `xtrace_test_${randomBytes(6).toString('hex')}`;
}

/** A database with all migrations applied, for the others to be copied from: much faster than migrating each. */
export async function createTemplate(adminUrl: string, template: string): Promise<void> {
  await withConnection(adminUrl, (client) =>
    client.query(`CREATE DATABASE "${template}" TEMPLATE template0 ENCODING 'UTF8'`),
  );
  const dataSource = new DataSource(dataSourceOptions({ url: databaseUrl(adminUrl, template) }, LIMITS));
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

/** Drops the template and every database that a test has left behind. */
export async function dropDatabasesOfRun(adminUrl: string, template: string): Promise<void> {
  await withConnection(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE starts_with(datname, $1)`,
      [template],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  });
}
