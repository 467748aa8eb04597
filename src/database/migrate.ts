import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { UnusableDatabaseError } from './unusable-database.error.js';

const MIGRATION_LOCK = 8742_0001;
const OLDEST_SERVER = 140_000;

/**
 * Brings the schema up to date, wholly or not at all. Safe to run by any number of servers at once: one does the work, the others wait
 * and find it done. Lock and migrations share one transaction: where a server is killed in between, the next one begins only when
 * PostgreSQL has ended what was left.
 * @returns how many migrations were run
 */
export async function migrate(dataSource: DataSource): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    await checkServerVersion(runner);
    await runner.startTransaction();
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const done = await new MigrationExecutor(dataSource, runner).executePendingMigrations();
    await runner.commitTransaction();
    return done.length;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function checkServerVersion(runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query('SHOW server_version_num')) as { server_version_num: string }[];
  if (Number(row?.server_version_num) >= OLDEST_SERVER) return;
  throw new UnusableDatabaseError(
    'DATABASE_URL leads to a PostgreSQL older than 14; xtrace needs 14 or newer',
  );
}
