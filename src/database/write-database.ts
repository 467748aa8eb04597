import type { DataSource, QueryRunner } from 'typeorm';
import { UnavailableError } from '../common/domain-error.js';
import type { Row } from './read-database.js';

/**
 * One open transaction. Statements are sent as soon as they are asked for, without waiting for the answers of earlier ones, and are
 * run in that order: what does not depend on an answer should not wait for it.
 */
export interface Transaction {
  /** Runs one statement and returns its rows (RETURNING). Errors are the driver's own: see database-error.ts. */
  query<T extends object = Row>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;

  /** Sends a statement together with the commit, after everything else: rows that all writers share are locked only for that long. */
  atCommit(sql: string, parameters: readonly unknown[]): void;
}

/** What is known of the driver's client: enough to cut a connection that does not answer any more. */
interface DriverClient {
  connection?: { stream?: { destroy(): void } };
}

const TRANSACTION_DEADLINE_MS = 20_000;

/** The connections that ingest writes through. */
export class WriteDatabase {
  constructor(readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits it: when the promise is kept, the data is durable.
   * A transaction that does not end in time loses its connection, so that a database that hangs cannot hold its callers.
   * @throws UnavailableError while there is no database; else the driver's error, with the transaction rolled back
   */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (!this.dataSource.isInitialized)
      throw new UnavailableError('The database is not ready yet; try again', 1);
    const runner = this.dataSource.createQueryRunner();
    const last: { sql: string; parameters: readonly unknown[] }[] = [];
    let timer: NodeJS.Timeout | undefined;
    try {
      const client = (await runner.connect()) as DriverClient;
      timer = setTimeout(() => client.connection?.stream?.destroy(), TRANSACTION_DEADLINE_MS);
      const begun = runner.query('BEGIN');
      const worked = work({
        query: (sql, parameters = []) => queryRows(runner, sql, parameters),
        atCommit: (sql, parameters) => last.push({ sql, parameters }),
      });
      const [, result] = await Promise.all([begun, worked]);
      // Where one of these fails, COMMIT ends the transaction without storing anything.
      await Promise.all([
        ...last.map(({ sql, parameters }) => runner.query(sql, [...parameters])),
        runner.query('COMMIT'),
      ]);
      return result;
    } catch (error) {
      // A broken connection cannot roll back and need not: the server does it.
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
      await runner.release();
    }
  }
}

async function queryRows<T extends object>(
  runner: QueryRunner,
  sql: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  const result = await runner.query(sql, [...parameters], true);
  return result.records as T[];
}
