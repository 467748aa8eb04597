import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { figures } from '../support/recomputed-figures.js';
import { startServer } from '../support/server.js';

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
