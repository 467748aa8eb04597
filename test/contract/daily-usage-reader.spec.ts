import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import type { DailyUsageQuery } from '../../src/metrics/domain/daily-usage-query.js';
import { TypeOrmDailyUsageReader } from '../../src/metrics/persistence/typeorm-daily-usage.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import {
  environments,
  instant,
  projectIds,
  tags,
  telemetry,
  word,
} from '../factories/telemetry.arbitrary.js';
import { aTrace } from '../factories/trace.factory.js';
import { InMemoryDailyUsageReader } from '../fakes/in-memory-daily-usage.reader.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { dailyUsageReaderContract, type StoreForDailyUsage } from './daily-usage-reader.contract.js';

const dailyUsageQuery: fc.Arbitrary<DailyUsageQuery> = fc.record({
  projectId: projectIds,
  page: fc.constantFrom(1, 1, 2),
  limit: fc.constantFrom(1, 2, 50),
  range: fc.record({
    from: fc.option(instant, { nil: undefined }),
    to: fc.option(instant, { nil: undefined }),
  }),
  environments: fc.option(fc.uniqueArray(environments, { minLength: 1 }), { nil: undefined }),
  traces: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.record({
        userId: fc.option(word, { nil: undefined }),
        tags: fc.option(
          tags.filter((some) => some.length > 0),
          { nil: undefined },
        ),
      }),
    },
  ),
});

describe(InMemoryDailyUsageReader, () => {
  dailyUsageReaderContract((traces, observations) =>
    Promise.resolve(new InMemoryDailyUsageReader(traces, observations)),
  );
});

describe(TypeOrmDailyUsageReader, () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await openDataSource(database.url);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const store: StoreForDailyUsage = async (traces, observations) => {
    await dataSource.query('TRUNCATE traces, observations');
    await storeTelemetry(dataSource, traces, observations);
    return new TypeOrmDailyUsageReader(new ReadDatabase(dataSource));
  };

  dailyUsageReaderContract(store);

  it('adds up money without the errors of binary fractions', async () => {
    const trace = aTrace({ projectId: 'p1', id: 'a', userId: 'alice' });
    const observations = [0.1, 0.2].map((calculatedTotalCost, index) =>
      anObservation({
        projectId: 'p1',
        traceId: 'a',
        id: `o${index}`,
        type: 'GENERATION',
        calculatedTotalCost,
      }),
    );
    const reader = await store([trace], observations);
    for (const traces of [{}, { userId: 'alice' }]) {
      const { items } = await reader.find({ projectId: 'p1', page: 1, limit: 1, range: {}, traces });
      expect(items).toMatchObject([{ totalCost: 0.3, usage: [{ totalCost: 0.3 }] }]);
    }
  });

  it('adds up kept figures of tokens beyond what one of them can hold', async () => {
    const most = { type: 'GENERATION', promptTokens: 1, completionTokens: 1 };
    const times = ['2026-01-31T08:00:00.000000Z', '2026-01-31T09:00:00.000000Z'] as Timestamp[];
    const reader = await store(
      [],
      times.map((startTime, index) =>
        anObservation({ projectId: 'p1', traceId: 'a', id: `o${index}`, startTime, ...most }),
      ),
    );
    await dataSource.query('UPDATE usage_hourly SET total_tokens = 9223372036854775807');
    const { items } = await reader.find({ projectId: 'p1', page: 1, limit: 1, range: {}, traces: {} });
    expect(items).toMatchObject([{ usage: [{ inputTokens: 2n, totalTokens: 18446744073709551614n }] }]);
  });

  it('answers for whole days, and for today up to now, without looking at a trace or an observation', async () => {
    const [before, now] = ['2026-01-31T08:00:00.000000Z', '2026-01-31T09:00:00.000000Z'] as Timestamp[];
    const trace = aTrace({ projectId: 'p1', id: 'a', timestamp: before });
    const observation = anObservation({ projectId: 'p1', traceId: 'a', id: 'o', startTime: before });
    const reader = await store([trace], [observation]);
    await dataSource.query('TRUNCATE traces, observations');
    for (const range of [{}, { to: now }]) {
      const { items } = await reader.find({ projectId: 'p1', page: 1, limit: 1, range, traces: {} });
      expect(items).toMatchObject([{ date: '2026-01-31', traceCount: 1, observationCount: 1 }]);
    }
  });

  it('answers any question as adding up everything does', async () => {
    const plenty = fc.array(dailyUsageQuery, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations }, queries) => {
        const reader = await store(traces, observations);
        const model = new InMemoryDailyUsageReader(traces, observations);
        for (const query of queries) expect(await reader.find(query)).toEqual(await model.find(query));
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
