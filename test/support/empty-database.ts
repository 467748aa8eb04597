import { randomBytes } from 'node:crypto';
import { databaseUrl, withConnection } from './admin-connection.js';

/** A database without tables, for as long as the work takes. */
export async function withEmptyDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? '';
  const name = `${process.env.TEST_DATABASE_TEMPLATE ?? ''}_empty_${randomBytes(4).toString('hex')}`;
  await withConnection(adminUrl, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE template0`));
  try {
    await work(databaseUrl(adminUrl, name));
  } finally {
    await withConnection(adminUrl, (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`));
  }
}
