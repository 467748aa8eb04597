import * as fc from 'fast-check';
import { SystemClock } from '../../src/common/clock.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { TypeOrmRepriceJobStore } from '../../src/ingest/persistence/repricing/typeorm-reprice-job.store.js';
import { TypeOrmRepricer } from '../../src/ingest/persistence/repricing/typeorm-repricer.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { patches } from '../factories/patches.arbitrary.js';
import { FEW_PRICES, OTHER_PRICES } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import { InMemoryTelemetryStore } from '../fakes/in-memory-telemetry.store.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { figures } from '../support/recomputed-figures.js';
import { storedTelemetry } from '../support/stored-telemetry.js';

const TABLES =
  'traces, observations, scores, usage_hourly, traces_hourly, scores_hourly, trace_usage, model_traces_daily, sessions, reprice_jobs';
const ALWAYS = {
  from: '2026-01-01T00:00:00.000000Z' as Timestamp,
  to: '2027-01-01T00:00:00.000000Z' as Timestamp,
  createdAt: '2026-02-01T00:00:00.000000Z' as Timestamp,
};

describe(TypeOrmRepricer, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  function jobs(): TypeOrmRepriceJobStore {
    return new TypeOrmRepriceJobStore(database.read, database.write);
  }

  it('prices any history as if it had come at the new prices, beside writes that go on, and keeps every figure right', async () => {
    await fc.assert(
      fc.asyncProperty(patches, patches, async (history, meanwhile) => {
        await database.read.query(`TRUNCATE ${TABLES}`, []);
        const prices = new FixedPriceLists(FEW_PRICES);
        const clock = new SystemClock();
        await new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter()).write(
          history,
        );
        prices.list = OTHER_PRICES;
        const writer = new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter());
        const repricer = new TypeOrmRepricer(database.write, prices, clock);
        const refs = ['p', 'q'].map((projectId) => ({ projectId, id: 'job' }));
        for (const ref of refs) expect(await jobs().insert({ ...ref, ...ALWAYS, model: null })).toBe(true);
        await Promise.all([...refs.map((ref) => repricer.goOn(ref)), writer.write(meanwhile)]);
        const { kept, recomputed } = await figures(database.write.dataSource);
        expect(kept).toEqual(recomputed);
        const model = new InMemoryTelemetryStore(OTHER_PRICES);
        await model.write(history);
        await model.write(meanwhile);
        for (const projectId of ['p', 'q']) {
          expect(await storedTelemetry(database.write.dataSource, projectId)).toEqual(
            model.stored(projectId),
          );
          expect((await jobs().get({ projectId, id: 'job' }))?.state).toBe('done');
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('leaves alone what is outside its range and other models, and prices once', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    const prices = new FixedPriceLists(FEW_PRICES);
    const clock = new SystemClock();
    const observation = (id: string, model: string, startTime: string) => ({
      kind: 'observation' as const,
      projectId: 'p',
      traceId: 't',
      id,
      state: {
        fields: { model, startTime: startTime as Timestamp, promptTokens: 10 },
        stamp: '000000000010' as never,
        exceptions: null,
      },
    });
    await new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter()).write([
      observation('in', 'a', '2026-01-31T08:00:00.000000Z'),
      observation('other', 'c', '2026-01-31T08:00:00.000000Z'),
      observation('late', 'a', '2026-01-31T09:00:00.000000Z'),
    ]);
    prices.list = OTHER_PRICES;
    const range = { ...ALWAYS, to: '2026-01-31T09:00:00.000000Z' as Timestamp, model: 'a' };
    const ref = { projectId: 'p', id: 'job' };
    await jobs().insert({ ...ref, ...range });
    expect(await jobs().insert({ ...range, projectId: 'p', id: 'second' })).toBe(false);
    expect(await jobs().open()).toEqual([ref]);
    const repricer = new TypeOrmRepricer(database.write, prices, clock);
    expect(await repricer.goOn(ref)).toBe(false);
    expect(await repricer.goOn(ref)).toBe(false);
    const { observations } = await storedTelemetry(database.write.dataSource, 'p');
    expect(observations.map(({ id, derived }) => [id, derived.totalCost])).toEqual([
      ['in', '2'],
      ['late', '1'],
      ['other', null],
    ]);
    expect(await jobs().get(ref)).toMatchObject({ state: 'done', total: 1, done: 1, changed: 1 });
    expect(await jobs().open()).toEqual([]);
  });
});
