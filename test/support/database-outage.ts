import { withConnection } from './admin-connection.js';
import { setting } from './database.js';
import type { TestXtrace } from './server.js';

/** The database of a server takes no connections, and has ended those that there were, until the outage is ended. */
export class DatabaseOutage {
  private constructor(private readonly database: string) {}

  static async of({ databaseUrl }: TestXtrace): Promise<DatabaseOutage> {
    const outage = new DatabaseOutage(new URL(databaseUrl ?? '').pathname.slice(1));
    await outage.allow(false);
    await withConnection(setting('TEST_DATABASE_ADMIN_URL'), (client) =>
      client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        outage.database,
      ]),
    );
    return outage;
  }

  end(): Promise<void> {
    return this.allow(true);
  }

  private async allow(isAllowed: boolean): Promise<void> {
    await withConnection(setting('TEST_DATABASE_ADMIN_URL'), (client) =>
      client.query(`ALTER DATABASE "${this.database}" ALLOW_CONNECTIONS ${isAllowed}`),
    );
  }
}
