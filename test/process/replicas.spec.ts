import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { migrate } from '../../src/database/migrate.js';
import { databaseUrl, withConnection } from '../support/admin-connection.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { figures } from '../support/recomputed-figures.js';
import { startServer } from '../support/server.js';

const REPLICAS = 8;
const ROUNDS = 5;

/** A database without tables. */
async function withEmptyDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? '';
  const name = `${process.env.TEST_DATABASE_TEMPLATE ?? ''}_empty_${randomBytes(4).toString('hex')}`;
  await withConnection(adminUrl, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE template0`));
  try {
    await work(databaseUrl(adminUrl, name));
  } finally {
    await withConnection(adminUrl, (client) => client.query(`DROP DATABASE "${name}" WITH (FORCE)`));
  }
}

/** Everything but what TypeORM keeps its own books in. */
async function relations(dataSource: DataSource): Promise<unknown> {
  return dataSource.query(
    `SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'xtrace_migrations%'
       AND NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = pg_class.oid AND indrelid = to_regclass('xtrace_migrations'))
     ORDER BY 1`,
  );
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

  it('make the schema that the entities describe', async () => {
    const database = await createTestDatabase();
    const dataSource = await openDataSource(database.url);
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.destroy();
    await database.drop();
  });
});

describe('Two servers on one database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('write the same traces at the same time without an error, and keep the right figures', async () => {
    const servers = await Promise.all([1, 2].map(() => startServer({ databaseUrl: database.url })));
    const answers = await Promise.all(
      Array.from({ length: 120 }, async (_, request) => {
        const observations = Array.from({ length: 10 }, (_unused, index) => ({
          id: `o-${(request * 3 + index) % 40}`,
          traceId: `shared-${(request + index * 5) % 12}`,
          startTime: `2026-01-31T08:${String(request % 60).padStart(2, '0')}:00Z`,
          model: request % 2 === 0 ? 'small' : 'large',
          level: request % 7 === 0 ? 'ERROR' : 'DEFAULT',
          promptTokens: request,
          calculatedTotalCost: request / 8,
        }));
        return servers[request % 2]?.post('/v1/l/batch', { observations });
      }),
    );
    expect(answers.filter((answer) => answer?.status !== 200).map((answer) => answer?.text)).toEqual([]);
    await Promise.all(servers.map((server) => server.stop()));
    const dataSource = await openDataSource(database.url);
    const { kept, recomputed } = await figures(dataSource);
    expect(kept).toEqual(recomputed);
    await dataSource.destroy();
  });
});
