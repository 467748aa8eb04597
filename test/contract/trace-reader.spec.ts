import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { ReadDatabase } from '../../src/database/read-database.js';
import { TypeOrmTraceReader } from '../../src/traces/persistence/typeorm-trace.reader.js';
import { InMemoryTraceReader } from '../fakes/in-memory-trace.reader.js';
import { telemetry } from '../factories/telemetry.arbitrary.js';
import { traceQuery } from '../factories/trace-query.arbitrary.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { traceReaderContract } from './trace-reader.contract.js';

describe(InMemoryTraceReader, () => {
  traceReaderContract((traces, observations) =>
    Promise.resolve(new InMemoryTraceReader(traces, observations)),
  );
});

describe(TypeOrmTraceReader, () => {
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

  traceReaderContract(async (traces, observations) => {
    await dataSource.query('TRUNCATE traces, observations');
    await storeTelemetry(dataSource, traces, observations);
    return new TypeOrmTraceReader(new ReadDatabase(dataSource));
  });

  it('answers any question as a search through everything does', async () => {
    const plenty = fc.array(traceQuery, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations }, queries) => {
        await dataSource.query('TRUNCATE traces, observations');
        await storeTelemetry(dataSource, traces, observations);
        const reader = new TypeOrmTraceReader(new ReadDatabase(dataSource));
        const model = new InMemoryTraceReader(traces, observations);
        for (const query of queries) {
          expect(await reader.find(query, Infinity)).toEqual(await model.find(query, Infinity));
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
