import { randomInt } from 'node:crypto';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { SystemClock } from '../../src/common/clock.js';
import { WriteDatabase } from '../../src/database/write-database.js';
import { RejectedDataError } from '../../src/ingest/domain/rejected-data.error.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { FEW_PRICES } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import { patches } from '../factories/patches.arbitrary.js';
import { InMemoryTelemetryStore } from '../fakes/in-memory-telemetry.store.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { figures } from '../support/recomputed-figures.js';
import { storedTelemetry } from '../support/stored-telemetry.js';
import { TelemetryStoreBed } from './telemetry-store-bed.js';

/** Writers of several servers, each with connections of its own to one database. */
describe('several telemetry writers on one database', () => {
  let database: TestDatabase;
  let dataSources: DataSource[];

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSources = await Promise.all([1, 2, 3].map(() => openDataSource(database.url)));
  });

  afterAll(async () => {
    await Promise.all(dataSources.map((each) => each.destroy()));
    await database.drop();
  });

  function writers(): TypeOrmTelemetryWriter[] {
    return dataSources.map(
      (each) =>
        new TypeOrmTelemetryWriter(
          new WriteDatabase(each),
          new SystemClock(),
          new FixedPriceLists(FEW_PRICES),
          new FixedTokenCounter(),
        ),
    );
  }

  function anyDataSource(): DataSource {
    const [first] = dataSources;
    if (first === undefined) throw new Error('not connected');
    return first;
  }

  it('end exact when they write events of the same traces at the same time', async () => {
    const batches = fc.sample(patches, { numRuns: 90, seed: 8742 });
    const all = writers();
    await Promise.all(
      all.map(async (writer, server) => {
        for (const [index, batch] of batches.entries())
          if (index % all.length === server) await writer.write(batch);
      }),
    );
    const { kept, recomputed } = await figures(anyDataSource());
    expect(kept).toEqual(recomputed);
    const model = new InMemoryTelemetryStore(FEW_PRICES);
    for (const batch of batches) await model.write(batch);
    for (const project of ['p', 'q'])
      expect(await storedTelemetry(anyDataSource(), project)).toEqual(model.stored(project));
  });

  it('count an observation once that all of them write, however often it is new to each', async () => {
    const bed = new TelemetryStoreBed(() => {
      throw new Error('only makes patches');
    });
    bed.reopen();
    const rounds = Array.from({ length: 20 }, (_, round) => [
      bed.observation('o', { model: 'm', promptTokens: 1, calculatedTotalCost: 0.1 }, 1, `t${round}`),
      bed.trace({ name: 'n' }, 1, `t${round}`),
    ]);
    for (const round of rounds) await Promise.all(writers().map((writer) => writer.write(round)));
    const { usage, hourlyTraces, modelTraces } = await storedTelemetry(anyDataSource(), bed.project);
    expect(usage).toMatchObject([{ observationCount: 20, inputTokens: 20, totalCost: 2 }]);
    expect(hourlyTraces).toMatchObject([{ traceCount: 20 }]);
    expect(modelTraces).toMatchObject([{ traceCount: 20 }]);
  });

  it('refuse ids that together are too long for an index, and nothing else', async () => {
    const [writer] = writers();
    const bed = new TelemetryStoreBed(() => {
      throw new Error('only makes patches');
    });
    bed.reopen();
    const [traceId, id] = [longId(), longId()];
    await expect(writer?.write([bed.observation(id, {}, 1, traceId)])).rejects.toMatchObject({
      name: RejectedDataError.name,
      message: 'The request cannot be stored: an id, name or tag is too long to be indexed',
    });
    await writer?.write([bed.observation('x'.repeat(800), {}, 1, 'y'.repeat(800))]);
    expect((await storedTelemetry(anyDataSource(), bed.project)).observations).toHaveLength(1);
  });
});

/** Of the most characters that an id may have, each of three bytes, in no order that could be compressed. */
function longId(): string {
  return String.fromCharCode(...Array.from({ length: 800 }, () => randomInt(0x4e00, 0x9fff)));
}
