import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import type { EmbeddedConnection } from '../../src/database/embedded/embedded-connection.js';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import type { Account } from '../../src/database/embedded/server-account.js';
import type { ServerSettings } from '../../src/database/embedded/server-settings.js';
import { compileSources } from './compiled-sources.js';
import { EmbeddedPostgresChild } from './embedded-postgres-child.js';

const REPOSITORY = join(__dirname, '..', '..');
const SOURCES = ['src/database/embedded', 'src/common'];

/** Starts embedded servers in directories of its own, and leaves nothing behind. */
export class EmbeddedPostgresBed {
  /** What the launcher has told so far, as `level: message`. */
  readonly messages: string[] = [];
  private readonly root = mkdtempSync('/tmp/xt-');
  private readonly servers: EmbeddedPostgres[] = [];
  private readonly children: EmbeddedPostgresChild[] = [];
  private names = 0;

  constructor() {
    chmodSync(this.root, 0o755);
  }

  /** A path, of nothing yet, in a directory that everybody can reach; `name` may have several parts. */
  path(name = 'data'): string {
    this.names += 1;
    return join(this.root, String(this.names), name);
  }

  async start(dataDirectory: string, settings: ServerSettings = {}): Promise<EmbeddedPostgres> {
    const tell =
      (level: string) =>
      (message: string): void => {
        this.messages.push(`${level}: ${message}`);
      };
    const logger = { info: tell('info'), warn: tell('warn'), error: tell('error') };
    const server = await EmbeddedPostgres.start({ dataDirectory, logger, settings });
    this.servers.push(server);
    return server;
  }

  /**
   * @param sources see compile()
   * @param account whose process it is, if not that of this one
   */
  spawn(sources: string, dataDirectory: string, account?: Account): EmbeddedPostgresChild {
    const child = EmbeddedPostgresChild.spawn(sources, dataDirectory, account);
    this.children.push(child);
    return child;
  }

  /** Compiles what a child needs; its packages are those of this repository. */
  async compile(): Promise<string> {
    const target = this.path('compiled');
    compileSources(SOURCES, target);
    await symlink(join(REPOSITORY, 'node_modules'), join(target, 'node_modules'));
    return target;
  }

  /** Compiles into a directory that has node_modules already. */
  compileInto(target: string): void {
    compileSources(SOURCES, target);
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.children.map((child) => child.end('SIGTERM')));
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  async close(): Promise<void> {
    await this.stopAll();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Runs one statement on a connection of its own. */
export async function query(
  connection: EmbeddedConnection,
  sql: string,
  changes: Partial<EmbeddedConnection> = {},
): Promise<QueryResultRow[]> {
  const client = new Client({ ...connection, ...changes });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
