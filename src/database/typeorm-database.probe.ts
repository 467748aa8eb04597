import type { DataSource } from 'typeorm';
import { DatabaseProbe } from '../health/domain/database.probe.js';
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
    const answered = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const isReady = await Promise.race([answered, tooLate]);
    clearTimeout(timer);
    return isReady;
  }
}
