import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { ReadDatabase } from '../../src/database/read-database.js';
import { TypeOrmObservationReader } from '../../src/traces/persistence/observations/typeorm-observation.reader.js';
import { observationQuery } from '../factories/observation-query.arbitrary.js';
import { telemetry } from '../factories/telemetry.arbitrary.js';
import { InMemoryObservationReader } from '../fakes/in-memory-observation.reader.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { observationReaderContract } from './observation-reader.contract.js';
import { room } from './trace-reader-bed.js';

describe(InMemoryObservationReader, () => {
  observationReaderContract((observations, traces) =>
    Promise.resolve(new InMemoryObservationReader(observations, traces)),
  );
});

describe(TypeOrmObservationReader, () => {
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

  observationReaderContract(async (observations, traces) => {
    await dataSource.query('TRUNCATE traces, observations');
    await storeTelemetry(dataSource, traces, observations);
    return new TypeOrmObservationReader(new ReadDatabase(dataSource));
  });

  it('answers any question as a search through everything does', async () => {
    const plenty = fc.array(observationQuery, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations }, queries) => {
        await dataSource.query('TRUNCATE traces, observations');
        await storeTelemetry(dataSource, traces, observations);
        const reader = new TypeOrmObservationReader(new ReadDatabase(dataSource));
        const model = new InMemoryObservationReader(observations, traces);
        for (const query of queries) {
          expect(await reader.find(query, room())).toEqual(await model.find(query, room()));
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
