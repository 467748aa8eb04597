/** How a client connects to the embedded database. */
export interface EmbeddedConnection {
  /** The directory of a Unix socket, or a loopback address: node-postgres and libpq take both as a host. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}
