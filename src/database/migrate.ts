import type { DataSource } from 'typeorm';

const MIGRATION_LOCK = 8742_0001;
const OLDEST_SERVER = 140_000;

/** The database can never be used as it is: waiting for it would not help. */
export class UnusableDatabaseError extends Error {}

/**
 * Brings the schema up to date. Safe to run by any number of servers at once: one does the work, the others wait and find it done.
 * The lock is held by a transaction of its own, and goes with its connection.
 */
export async function migrate(dataSource: DataSource): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    await checkServerVersion(dataSource);
    await runner.startTransaction();
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations({ transaction: 'each' });
    await runner.commitTransaction();
    return done.length;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function checkServerVersion(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ server_version_num: string }[]>('SHOW server_version_num');
  if (Number(row?.server_version_num) >= OLDEST_SERVER) return;
  throw new UnusableDatabaseError(
    'DATABASE_URL leads to a PostgreSQL older than 14; xtrace needs 14 or newer',
  );
}
