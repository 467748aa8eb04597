import type { EmbeddedConnection } from '../../src/database/embedded/embedded-connection.js';

/** A connection as DATABASE_URL. A host that is the directory of a unix socket is part of it in encoded form. */
export function connectionUrl(connection: EmbeddedConnection): string {
  const { host, port, user, password, database } = connection;
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgres://${credentials}@${encodeURIComponent(host)}:${port}/${database}`;
}
