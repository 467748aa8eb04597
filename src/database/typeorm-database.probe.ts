import type { DataSource } from 'typeorm';
import { DatabaseProbe } from '../health/domain/database.probe.js';
import { cutConnectionAfter } from './connection-deadline.js';
import type { DatabaseConnector } from './database-connector.js';

const PATIENCE_MS = 2000;

/** On a connection of its own, so that busy pools do not make the server look unready. */
export class TypeOrmDatabaseProbe extends DatabaseProbe {
  constructor(
    private readonly connector: DatabaseConnector,
    private readonly dataSource: DataSource,
  ) {
    super();
  }

  async isReady(): Promise<boolean> {
    if (!this.connector.isReady) return false;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS);
    });
    const isReady = await Promise.race([this.ask(), tooLate]);
    clearTimeout(timer);
    return isReady;
  }

  /** A connection that does not answer is given up: the next question makes a new one. */
  private async ask(): Promise<boolean> {
    const runner = this.dataSource.createQueryRunner();
    let callOff: (() => void) | undefined;
    try {
      callOff = cutConnectionAfter(PATIENCE_MS, await runner.connect());
      await runner.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      callOff?.();
      await runner.release();
    }
  }
}
