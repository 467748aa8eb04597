import type { DataSource } from 'typeorm';
import { UnavailableError } from '../common/domain-error.js';
import { cutConnectionAfter } from './connection-deadline.js';
import { databaseError } from './database-error.js';

const DEADLINE_MS = 20_000;

/** A row as the driver gives it: int8 as number, timestamptz as Timestamp (UTC, microseconds), json and jsonb as their text, numeric as string. */
export type Row = Record<string, unknown>;

/** The connections that answer questions: a pool and a statement timeout of their own, so that reads cannot starve the writes. */
export class ReadDatabase {
  /** @param deadlineMs after which a statement that even the server has not cancelled loses its connection */
  constructor(
    readonly dataSource: DataSource,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  /**
   * Runs one statement. Values go into `parameters` only, never into `sql`.
   * @throws UnavailableError (503) when the database is away or the statement took too long
   */
  async query<T extends object = Row>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    if (!this.dataSource.isInitialized)
      throw new UnavailableError('The database is not ready yet; try again', 1);
    const runner = this.dataSource.createQueryRunner();
    let callOff: (() => void) | undefined;
    try {
      callOff = cutConnectionAfter(this.deadlineMs, await runner.connect());
      return (await runner.query(sql, [...parameters])) as T[];
    } catch (error) {
      throw databaseError(error, 'read');
    } finally {
      callOff?.();
      await runner.release();
    }
  }
}
