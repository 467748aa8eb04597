import type { DataSource } from 'typeorm';
import type { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { WriteDatabase } from '../../src/database/write-database.js';
import { withConnection } from '../support/admin-connection.js';
import { connectionUrl } from '../support/connection-url.js';
import { openDataSource } from '../support/data-source.js';
import { EmbeddedPostgresBed, query } from '../support/embedded-postgres-bed.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestXtrace } from '../support/server.js';

describe('On a server that is set up carelessly', () => {
  const bed = new EmbeddedPostgresBed();
  const dataDirectory = bed.path();
  let postgres: EmbeddedPostgres;
  let url: string;
  let server: TestXtrace | null = null;

  beforeAll(async () => {
    postgres = await bed.start(dataDirectory, {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
    });
    url = connectionUrl(postgres.connection);
  });

  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  afterAll(() => bed.close());

  async function asAdministrator(...statements: string[]): Promise<void> {
    for (const statement of statements) await query(postgres.connection, statement, { user: 'postgres' });
  }

  async function withWriteDatabase(work: (database: WriteDatabase) => Promise<void>): Promise<void> {
    const dataSource: DataSource = await openDataSource(url);
    await work(new WriteDatabase(dataSource));
    await dataSource.destroy();
  }

  async function commitsWith(database: WriteDatabase): Promise<unknown> {
    const [row] = await database.transaction((transaction) => transaction.query('SHOW synchronous_commit'));
    return row;
  }

  it.each([
    ['off', 'on'],
    ['local', 'on'],
    ['remote_write', 'on'],
    ['on', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('by synchronous_commit = %s for its user, writes commit with %s', async (given, taken) => {
    await asAdministrator(`ALTER ROLE xtrace SET synchronous_commit TO ${given}`);
    await withWriteDatabase(async (database) => {
      expect(await commitsWith(database)).toEqual({ synchronous_commit: taken });
    });
    await asAdministrator('ALTER ROLE xtrace RESET synchronous_commit');
  });

  it('while it runs, writes go on committing with synchronous_commit on', async () => {
    await asAdministrator('ALTER SYSTEM SET synchronous_commit TO on', 'SELECT pg_reload_conf()');
    await withWriteDatabase((database) =>
      withConnection(url, async (witness) => {
        const isSet = async (value: string): Promise<boolean> =>
          (await witness.query<{ synchronous_commit: string }>('SHOW synchronous_commit')).rows[0]
            ?.synchronous_commit === value;
        await eventually(() => isSet('on'));
        expect(await commitsWith(database)).toEqual({ synchronous_commit: 'on' });
        await asAdministrator('ALTER SYSTEM SET synchronous_commit TO off', 'SELECT pg_reload_conf()');
        await eventually(() => isSet('off'));
        expect(await commitsWith(database)).toEqual({ synchronous_commit: 'on' });
      }),
    );
    await asAdministrator('ALTER SYSTEM RESET synchronous_commit', 'SELECT pg_reload_conf()');
  });

  it('the start warns of what only its administrator can change', async () => {
    server = await startServer({ databaseUrl: url });
    expect(server.logs).toMatch(/"level":40.*fsync is off on the database server/);
    expect(server.logs).toMatch(/"level":40.*full_page_writes is off on the database server/);
  });

  it('and well again, the start has nothing to say', async () => {
    await postgres.stop();
    postgres = await bed.start(dataDirectory);
    url = connectionUrl(postgres.connection);
    server = await startServer({ databaseUrl: url });
    expect(server.logs).not.toMatch(/is off on the database server/);
  });

  it('times are read as they were written, whatever DATABASE_URL says of the session', async () => {
    const options = encodeURIComponent(
      '-c TimeZone=America/New_York -c DateStyle=German -c search_path=public',
    );
    server = await startServer({ databaseUrl: `${url}?options=${options}` });
    const timestamp = '2026-01-31T08:00:00.123Z';
    expect((await server.post('/v1/l/batch', { trace: { id: 't', timestamp } })).status).toBe(200);
    expect((await server.get('/api/public/traces/t')).json()).toMatchObject({ timestamp });
  });
});
