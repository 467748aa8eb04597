import { Client } from 'pg';
import { SUPERUSER } from './cluster-creation.js';
import type { EmbeddedConnection } from './embedded-connection.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { errorCode } from './error-code.js';

/** Names of the database and of the role that owns it. The role is no superuser: it cannot reach files or programs. */
export const APPLICATION_NAME = 'xtrace';

const CONNECT_TIMEOUT_MS = 10_000;
const UNDEFINED_DATABASE = '3D000';
const INVALID_PASSWORD = '28P01'; // also the answer for a role that does not exist

/** Makes the role and the database of xtrace where they are missing. */
export async function ensureApplicationDatabase(connection: EmbeddedConnection): Promise<void> {
  try {
    await withClient(connection, () => Promise.resolve());
  } catch (error) {
    if (![UNDEFINED_DATABASE, INVALID_PASSWORD].includes(errorCode(error) ?? '')) throw error;
    await createApplicationDatabase(connection).catch((cause: unknown) => {
      if (errorCode(cause) !== INVALID_PASSWORD) throw cause;
      throw new EmbeddedPostgresError(
        'PostgreSQL does not accept the password that lies beside its data: it is that of another cluster. ' +
          'Restore the whole data directory from one backup.',
        { cause },
      );
    });
  }
}

async function createApplicationDatabase(connection: EmbeddedConnection): Promise<void> {
  const { user, database, password } = connection;
  await withClient({ ...connection, user: SUPERUSER, database: 'postgres' }, async (client) => {
    const role = client.escapeIdentifier(user);
    const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
    const verb = found.rows.length === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${role} LOGIN CREATEDB PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(`GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO ${role}`);
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (databases.rows.length === 0) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${role}`);
    }
  });
}

async function withClient(
  connection: EmbeddedConnection,
  use: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ ...connection, ssl: false, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Without a listener, a connection that breaks while it is idle would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end();
  }
}
