// Migrations up, down and up again on an empty embedded database; then the entities must agree with the schema.
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { DataSource } = require('typeorm');
const { dataSourceOptions } = require('../dist/database/data-source-options.js');
const { EmbeddedPostgres } = require('../dist/database/embedded/embedded-postgres.js');

const quiet = { info: () => undefined, warn: console.warn, error: console.error };
const directory = await mkdtemp(join(tmpdir(), 'xtrace-migrations-'));
const embedded = await EmbeddedPostgres.start({ dataDirectory: directory, logger: quiet });
let drift = [];
try {
  const limits = { poolSize: 2, statementTimeoutMs: 60_000, applicationName: 'xtrace-check' };
  const dataSource = await new DataSource(dataSourceOptions(embedded.connection, limits)).initialize();
  const { length } = await dataSource.runMigrations();
  for (let done = 0; done < length; done++) await dataSource.undoLastMigration();
  await dataSource.runMigrations();
  drift = (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  await dataSource.destroy();
} finally {
  await embedded.stop();
  await rm(directory, { recursive: true, force: true });
}
for (const query of drift)
  console.error(`The entities do not agree with the schema; it would take: ${query}`);
console.log(drift.length === 0 ? 'The migrations go up, down and up, and the entities agree with them.' : '');
process.exit(drift.length === 0 ? 0 : 1);
