import * as fc from 'fast-check';
import { SystemClock } from '../../src/common/clock.js';
import { UnavailableError } from '../../src/common/domain-error.js';
import { Effort } from '../../src/common/pricing/effort.js';
import { PriceList } from '../../src/common/pricing/match-model.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ObservationPatch } from '../../src/ingest/domain/patch.js';
import type { RepriceRef } from '../../src/ingest/domain/repricing/reprice-job.js';
import { stampOf } from '../../src/ingest/domain/stamp.js';
import { TypeOrmTelemetryEraser } from '../../src/ingest/persistence/deletion/typeorm-telemetry.eraser.js';
import { TypeOrmRepriceJobStore } from '../../src/ingest/persistence/repricing/typeorm-reprice-job.store.js';
import { TypeOrmRepricer } from '../../src/ingest/persistence/repricing/typeorm-repricer.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { TypeOrmBillReader } from '../../src/traces/persistence/costs/typeorm-bill.reader.js';
import { patches } from '../factories/patches.arbitrary.js';
import { aModelPrice, aPricingTier, FEW_PRICES, OTHER_PRICES } from '../factories/price-list.factory.js';
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

const AT = '2026-01-31T08:00:00.000000Z';

class RepricerInSmallSteps extends TypeOrmRepricer {
  protected override readonly mostPriced = 2;
  protected override readonly mostLookedAt = 3;
}

/** What is written at the prices of before, and priced again by those that are current. */
class TwoPriceLists extends FixedPriceLists {
  override currentListFor(): Promise<PriceList> {
    return Promise.resolve(OTHER_PRICES);
  }
}

function observation(id: string, model: string, startTime: string, traceId = 't'): ObservationPatch {
  return {
    kind: 'observation',
    projectId: 'p',
    traceId,
    id,
    state: {
      fields: { model, startTime: startTime as Timestamp, promptTokens: 10 },
      stamp: stampOf(10, 'create'),
      exceptions: null,
    },
  };
}

describe(TypeOrmRepricer, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  function jobs(): TypeOrmRepriceJobStore {
    return new TypeOrmRepriceJobStore(database.read, database.write);
  }

  /** Until it is over, whoever else is at it; what it says of its progress only grows, and never beyond the whole. */
  async function drive(repricer: TypeOrmRepricer, ref: RepriceRef): Promise<void> {
    let seen = 0;
    for (let isOpen = true; isOpen;) {
      await repricer.goOn(ref).catch((error: unknown) => {
        if (!(error instanceof UnavailableError)) throw error;
      });
      const job = await jobs().get(ref);
      expect(job?.done).toBeGreaterThanOrEqual(seen);
      expect(job?.total ?? 0).toBeGreaterThanOrEqual(job?.done ?? 0);
      seen = job?.done ?? 0;
      isOpen = job?.state === 'waiting' || job?.state === 'running';
    }
  }

  it('prices any history as if it had come at the new prices, by two servers and beside writes that go on, and keeps every figure right', async () => {
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
        const repricers = [1, 2].map(() => new RepricerInSmallSteps(database.write, prices, clock));
        const refs = ['p', 'q'].map((projectId) => ({ projectId, id: 'job' }));
        for (const ref of refs) expect(await jobs().insert({ ...ref, ...ALWAYS, model: null })).toBe(true);
        await Promise.all([
          ...refs.flatMap((ref) => repricers.map((repricer) => drive(repricer, ref))),
          writer.write(meanwhile),
        ]);
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

  it('prices each observation once, by however many servers, also those that begin at the same instant', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    const prices = new FixedPriceLists(FEW_PRICES);
    const clock = new SystemClock();
    const history = Array.from({ length: 31 }, (_, index) => {
      const startTime = index % 2 === 0 ? AT : '2026-01-31T08:00:00.000001Z';
      return observation(`o${index}`, 'a', startTime, `t${index % 5}`);
    });
    await new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter()).write(history);
    const revisions = (): Promise<{ id: string; revision: number }[]> =>
      database.read.query('SELECT id, revision FROM observations ORDER BY id', []);
    const before = await revisions();
    prices.list = OTHER_PRICES;
    const ref = { projectId: 'p', id: 'job' };
    await jobs().insert({ ...ref, ...ALWAYS, model: null });
    const repricers = [1, 2, 3].map(() => new RepricerInSmallSteps(database.write, prices, clock));
    await Promise.all(repricers.map((repricer) => drive(repricer, ref)));
    expect(await jobs().get(ref)).toMatchObject({ state: 'done', total: 31, done: 31, changed: 31 });
    expect(await revisions()).toEqual(before.map(({ id, revision }) => ({ id, revision: revision + 1 })));
    const { observations, traces } = await storedTelemetry(database.write.dataSource, 'p');
    expect(new Set(observations.map(({ derived }) => derived.totalCost))).toEqual(new Set(['2']));
    expect(traces.map((trace) => trace.figures.totalCost)).toEqual([14, 12, 12, 12, 12]);
  });

  it('keeps every figure right while what it prices is written and deleted', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    const prices = new FixedPriceLists(FEW_PRICES);
    const clock = new SystemClock();
    const batches = fc.sample(patches, { numRuns: 60, seed: 8742 });
    const writer = new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter());
    await writer.write(batches.slice(0, 20).flat());
    const repricer = new RepricerInSmallSteps(database.write, prices, clock);
    const eraser = new TypeOrmTelemetryEraser(database.write);
    let isWriting = true;
    const pricing = ['p', 'q'].map(async (projectId) => {
      for (let round = 0; isWriting; round++) {
        prices.list = round % 2 === 0 ? OTHER_PRICES : FEW_PRICES;
        const ref = { projectId, id: `job${round}` };
        await jobs().insert({ ...ref, ...ALWAYS, model: null });
        await drive(repricer, ref);
      }
    });
    const passing = (error: unknown): void => {
      if (!(error instanceof UnavailableError)) throw error;
    };
    for (const [index, batch] of batches.slice(20).entries()) {
      await writer.write(batch).catch(passing);
      if (index % 4 === 3)
        await eraser.erase([{ kind: 'trace', projectId: 'p', id: `t${index % 3}` }]).catch(passing);
    }
    isWriting = false;
    await Promise.all(pricing);
    const { kept, recomputed } = await figures(database.write.dataSource);
    expect(kept).toEqual(recomputed);
  }, 60_000);

  it('leaves alone what is outside its range and other models, and prices once', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    const prices = new FixedPriceLists(FEW_PRICES);
    const clock = new SystemClock();
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

  it('knows from the first step on how much there is to do, and looks beyond what it does not price', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    const prices = new TwoPriceLists(FEW_PRICES);
    const clock = new SystemClock();
    const writer = new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter());
    const [from, to] = ['2026-01-31T06:30:00.000000Z', '2026-01-31T08:30:00.000000Z'];
    const times = [
      ...['06:29:59.999999', '06:30:00.000000', '07:00:00.000000', '07:59:59.999999', '08:00:00.000000'],
      ...['08:29:59.999999', '08:30:00.000000', '08:59:00.000000', '09:00:00.000000'],
    ];
    await writer.write(
      times.flatMap((time, index) => [
        observation(`a${index}`, 'a', `2026-01-31T${time}Z`),
        ...['x', 'y', 'z'].map((other) => observation(`${other}${index}`, 'b', `2026-01-31T${time}Z`)),
      ]),
    );
    const ref = { projectId: 'p', id: 'job' };
    const range = { from: from as Timestamp, to: to as Timestamp };
    await jobs().insert({ ...ref, ...ALWAYS, ...range, model: 'a' });
    const repricer = new RepricerInSmallSteps(database.write, prices, clock);
    await repricer.goOn(ref);
    expect(await jobs().get(ref)).toMatchObject({ state: 'running', total: 5 });
    await writer.write(['1', '2', '3'].map((id) => observation(id, 'a', '2026-01-31T08:10:00.000000Z')));
    await drive(repricer, ref);
    expect(await jobs().get(ref)).toMatchObject({ state: 'done', total: 8, done: 8, changed: 8 });
  });

  it('counts as changed what costs otherwise, not what costs the same by another price', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    const prices = new FixedPriceLists(FEW_PRICES);
    const clock = new SystemClock();
    await new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter()).write([
      observation('same', 'a', AT),
      observation('dearer', 'b', AT),
    ]);
    prices.list = PriceList.of([
      { ...aModelPrice('a', [aPricingTier({ input: '0.10' })]), id: 'another' },
      aModelPrice('b', [aPricingTier({ input: '1' })]),
    ]);
    const ref = { projectId: 'p', id: 'job' };
    await jobs().insert({ ...ref, ...ALWAYS, model: null });
    await new TypeOrmRepricer(database.write, prices, clock).goOn(ref);
    expect(await jobs().get(ref)).toMatchObject({ state: 'done', done: 2, changed: 1 });
    const bill = await new TypeOrmBillReader(database.read).get('p', ['same']);
    expect(bill?.terms).toMatchObject({ modelId: 'another' });
  });

  it('takes no price away because there is no time to look for it, and goes on later', async () => {
    await database.read.query(`TRUNCATE ${TABLES}`, []);
    let now = 0;
    const effort = new Effort(() => now);
    const at = (price: string): PriceList =>
      PriceList.of([aModelPrice('a', [aPricingTier({ input: price })])], effort);
    const prices = new FixedPriceLists(at('1'));
    const clock = new SystemClock();
    const fields = { model: 'a', startTime: ALWAYS.from, promptTokens: 10 };
    const state = { fields, stamp: '000000000010' as never, exceptions: null };
    const writer = new TypeOrmTelemetryWriter(database.write, clock, prices, new FixedTokenCounter());
    await writer.write([{ kind: 'observation', projectId: 'p', traceId: 't', id: 'o', state }]);
    const cost = async (): Promise<unknown> =>
      (await storedTelemetry(database.write.dataSource, 'p')).observations[0]?.derived.totalCost;
    prices.list = at('2');
    effort.spend(() => (now += 1_000_000));
    const ref = { projectId: 'p', id: 'job' };
    await jobs().insert({ ...ref, ...ALWAYS, model: null });
    const repricer = new TypeOrmRepricer(database.write, prices, clock);
    await expect(repricer.goOn(ref)).rejects.toThrow(UnavailableError);
    expect([await cost(), (await jobs().get(ref))?.done]).toEqual(['10', 0]);
    now += 10_000_000;
    await repricer.goOn(ref);
    expect([await cost(), (await jobs().get(ref))?.state]).toEqual(['20', 'done']);
  });
});
