import { DataSource } from 'typeorm';
import { readConfig } from './config/read-config.js';
import { dataSourceOptions } from './database/data-source-options.js';

/** For the TypeORM command line, after a build: `DATABASE_URL=… API_BEARER_TOKEN=… npx typeorm migration:show -d dist/ormconfig.js`. */
const { databaseUrl } = readConfig(process.env);
if (databaseUrl === null)
  throw new Error('Set DATABASE_URL: the embedded database is only there while xtrace runs');

export const dataSource = new DataSource(
  dataSourceOptions(
    { url: databaseUrl },
    { poolSize: 2, statementTimeoutMs: 0, applicationName: 'xtrace-orm' },
  ),
);
