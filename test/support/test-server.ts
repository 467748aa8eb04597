import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The PostgreSQL server that the tests of one run share. */
export interface TestServer {
  /** With the right to create databases. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** Durability costs time and no test of this server asks for it: those that do start a server of their own. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** TEST_DATABASE_URL, where it is given; else an embedded server in a temporary directory. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') return { adminUrl: given, stop: () => Promise.resolve() };
  return startEmbeddedServer();
}

async function startEmbeddedServer(): Promise<TestServer> {
  const { EmbeddedPostgres } = await import('../../src/database/embedded/embedded-postgres.js');
  const dataDirectory = await mkdtemp(join(tmpdir(), 'xtrace-test-'));
  const server = await EmbeddedPostgres.start({ dataDirectory, logger: PROBLEMS_ONLY, settings: SETTINGS });
  const { host, port, user, password, database } = server.connection;
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return {
    // A host that is the directory of a unix socket is part of the URL in encoded form.
    adminUrl: `postgres://${credentials}@${encodeURIComponent(host)}:${port}/${database}`,
    stop: async () => {
      await server.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

const PROBLEMS_ONLY = {
  info: (): void => undefined,
  warn: (message: string): void => void process.stderr.write(`${message}\n`),
  error: (message: string): void => void process.stderr.write(`${message}\n`),
};
