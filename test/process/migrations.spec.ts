import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { JsonText } from '../../src/common/json/json-text.js';
import { migrate } from '../../src/database/migrate.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import { TypeOrmBillReader } from '../../src/traces/persistence/costs/typeorm-bill.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aScore } from '../factories/score.factory.js';
import { estimatedAt, pricedAt } from '../factories/telemetry.arbitrary.js';
import { withConnection } from '../support/admin-connection.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase } from '../support/database.js';
import { withEmptyDatabase } from '../support/empty-database.js';
import { eventually } from '../support/eventually.js';
import { figures } from '../support/recomputed-figures.js';
import { ServerProcess } from '../support/server-process.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { storeTelemetry } from '../support/telemetry-rows.js';

const REPLICAS = 8;
const ROUNDS = 5;
const MIGRATIONS = readdirSync(join(__dirname, '..', '..', 'src', 'database', 'migrations')).length;

/** Everything but what TypeORM keeps its own books in. */
async function relations(dataSource: DataSource): Promise<unknown> {
  return dataSource.query(
    `SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'xtrace_migrations%'
       AND NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = pg_class.oid AND indrelid = to_regclass('xtrace_migrations'))
     ORDER BY 1`,
  );
}

async function has(dataSource: DataSource, table: string): Promise<boolean> {
  return JSON.stringify(await relations(dataSource)).includes(`"${table}"`);
}

async function undoUntil(dataSource: DataSource, isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await dataSource.undoLastMigration();
}

describe('Migrations', () => {
  it('are run once when many servers start at the same time on an empty database', async () => {
    await withEmptyDatabase(async (url) => {
      const servers = await Promise.all(
        Array.from({ length: REPLICAS }, () => startServer({ databaseUrl: url })),
      );
      const migrated = servers.filter(({ logs }) => logs.includes('Brought the database schema up to date'));
      expect(migrated).toHaveLength(1);
      const answers = await Promise.all(
        servers.map((server, index) => server.post('/v1/l/batch', { trace: { id: `t-${index}` } })),
      );
      expect(answers.map(({ status }) => status)).toEqual(servers.map(() => 200));
      await Promise.all(servers.map((server) => server.stop()));
    });
  }, 120_000);

  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    'are run once whoever else migrates at the same moment, round %i',
    async () => {
      await withEmptyDatabase(async (url) => {
        const dataSources = await Promise.all(Array.from({ length: REPLICAS }, () => openDataSource(url)));
        const counts = await Promise.all(dataSources.map((dataSource) => migrate(dataSource)));
        const [first] = dataSources;
        const done = (await first?.query<unknown[]>('SELECT name FROM xtrace_migrations')) ?? [];
        expect(counts.toSorted((a, b) => b - a)).toEqual([done.length, ...counts.slice(1).map(() => 0)]);
        await Promise.all(dataSources.map((dataSource) => dataSource.destroy()));
      });
    },
  );

  describe('whose server is killed', () => {
    let killed: ServerProcess;

    afterEach(() => killed.kill());

    function spawn(url: string): ServerProcess {
      killed = ServerProcess.spawn({
        env: { DATABASE_URL: url, API_BEARER_TOKEN: 'token-of-the-tests', BIND_ADDR: '127.0.0.1:0' },
      });
      return killed;
    }

    /** Resolves when a migrating session waits like this. */
    async function migrationWaits(url: string, condition: string): Promise<void> {
      const sql = `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'xtrace-migration' AND wait_event_type = 'Lock' AND ${condition}`;
      await withConnection(url, (client) => eventually(async () => (await client.query(sql)).rowCount === 1));
    }

    async function expectMigrated(server: TestXtrace, client: Client): Promise<void> {
      await eventually(() => server.isReady());
      expect((await server.post('/v1/l/batch', { trace: { id: 'after' } })).status).toBe(200);
      expect((await server.get('/api/public/traces/after')).status).toBe(200);
      const { rows } = await client.query(
        'SELECT count(*)::int AS done, count(DISTINCT name)::int AS names FROM xtrace_migrations',
      );
      expect(rows).toEqual([{ done: MIGRATIONS, names: MIGRATIONS }]);
      await server.stop();
    }

    it.each(['traces', 'usage_hourly', 'metric_points'])(
      'while it makes %s are completed by the next start',
      async (table) => {
        await withEmptyDatabase((url) =>
          withConnection(url, async (client) => {
            // Somebody else is about to make the same table: the migration stands still in the middle.
            await client.query('BEGIN');
            await client.query(`CREATE TABLE ${table} ()`);
            const first = spawn(url);
            await migrationWaits(url, `query LIKE '%CREATE TABLE ${table} %'`);
            await first.kill();
            const next = await startServer({ databaseUrl: url, untilReady: false });
            await migrationWaits(url, `wait_event = 'advisory'`);
            expect((await next.get('/readyz')).status).toBe(503);
            await client.query('ROLLBACK');
            await expectMigrated(next, client);
          }),
        );
      },
    );

    it('while they are being committed are found done by a server that waits', async () => {
      await withEmptyDatabase((url) =>
        withConnection(url, async (client) => {
          // A commit that takes its time: until this session lets go of a lock.
          await client.query('SELECT pg_advisory_lock(1)');
          await client.query(`
            CREATE TABLE xtrace_migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
            CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON xtrace_migrations DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW EXECUTE FUNCTION take_time()`);
          const first = spawn(url);
          await migrationWaits(url, `query = 'COMMIT'`);
          const next = await startServer({ databaseUrl: url, untilReady: false });
          await migrationWaits(url, `query LIKE 'SELECT pg_advisory_xact_lock%'`);
          await first.kill();
          await client.query('SELECT pg_advisory_unlock(1)');
          await expectMigrated(next, client);
        }),
      );
    });
  });

  it('go up, down and up again, and leave nothing behind', async () => {
    await withEmptyDatabase(async (url) => {
      const dataSource = await openDataSource(url);
      const empty = await relations(dataSource);
      const done = await dataSource.runMigrations();
      const migrated = await relations(dataSource);
      for (let left = done.length; left > 0; left--) await dataSource.undoLastMigration();
      expect(await relations(dataSource)).toEqual(empty);
      await dataSource.runMigrations();
      expect(await relations(dataSource)).toEqual(migrated);
      await dataSource.destroy();
    });
  });

  it('count the scores that are there', async () => {
    await withEmptyDatabase(async (url) => {
      const dataSource = await openDataSource(url);
      await dataSource.runMigrations();
      const known = { projectId: 'p', traceId: 't' };
      const scores = [
        aScore({ ...known, id: 'a' }),
        aScore({ ...known, id: 'b', timestamp: '2026-01-31T08:59:59.999999Z' as Timestamp }),
        aScore({ projectId: 'p', sessionId: 's', id: 'c' }),
        aScore({ ...known, id: 'd', environment: 'staging', source: 'EVAL', dataType: 'BOOLEAN' }),
        aScore({
          projectId: 'q',
          traceId: 't',
          id: 'a',
          timestamp: '2026-01-31T09:00:00.000000Z' as Timestamp,
        }),
      ];
      await storeTelemetry(dataSource, [], [], scores);
      await undoUntil(dataSource, async () => !(await has(dataSource, 'scores_hourly')));
      await dataSource.runMigrations();
      expect(await dataSource.query('SELECT count(*) AS hours FROM scores_hourly')).toEqual([{ hours: 3 }]);
      const { kept, recomputed } = await figures(dataSource);
      expect(kept).toEqual(recomputed);
      await dataSource.destroy();
    });
  });

  it('keep by which prices observations were priced, there and back', async () => {
    await withEmptyDatabase(async (url) => {
      const dataSource = await openDataSource(url);
      await dataSource.runMigrations();
      const known = { projectId: 'p', traceId: 't' };
      const usage = new JsonText('{"input": 3, "output": 2}');
      await storeTelemetry(
        dataSource,
        [],
        [
          anObservation({ ...known, id: 'details', usageDetails: usage, ...pricedAt(3, 2) }),
          anObservation({ ...known, id: 'counts', promptTokens: 4, ...pricedAt(4, 0) }),
          anObservation({ ...known, id: 'estimated', ...pricedAt(1, 1), ...estimatedAt(1, 1) }),
          anObservation({ ...known, id: 'not priced', usageDetails: usage }),
        ],
      );
      const priced = async (): Promise<unknown> => {
        const bills = new TypeOrmBillReader(new ReadDatabase(dataSource));
        const ids = ['details', 'counts', 'estimated', 'not priced'];
        const found = await Promise.all(ids.map((id) => bills.get('p', [id])));
        return found.map((bill) => bill?.terms);
      };
      const before = await priced();
      await undoUntil(dataSource, async () => !(await has(dataSource, 'price_sheets')));
      expect(
        await dataSource.query("SELECT id, pricing -> 'costs' AS costs FROM observations ORDER BY id"),
      ).toEqual([
        { id: 'counts', costs: '{"input": "0.5", "output": "0"}' },
        { id: 'details', costs: '{"input": "0.375", "output": "0.5"}' },
        { id: 'estimated', costs: '{"input": "0.125", "output": "0.25"}' },
        { id: 'not priced', costs: null },
      ]);
      await dataSource.runMigrations();
      expect(await priced()).toEqual(before);
      await dataSource.destroy();
    });
  });

  it('make the schema that the entities describe', async () => {
    const database = await createTestDatabase();
    const dataSource = await openDataSource(database.url);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.destroy();
    await database.drop();
  });
});
