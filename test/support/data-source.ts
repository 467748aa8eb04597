import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';

/** Connected as the server connects. */
export async function openDataSource(url: string, poolSize = 4): Promise<DataSource> {
  const limits = { poolSize, statementTimeoutMs: 30_000, applicationName: 'xtrace-test', isPipelined: true };
  return new DataSource(dataSourceOptions({ url }, limits)).initialize();
}
