import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { Clock, SystemClock } from '../../src/common/clock.js';
import { WriteDatabase } from '../../src/database/write-database.js';
import type { Patch } from '../../src/ingest/domain/patch.js';
import { RejectedDataError } from '../../src/ingest/domain/rejected-data.error.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { FEW_PRICES } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import { historyAndReplay } from '../factories/patches.arbitrary.js';
import { InMemoryTelemetryStore } from '../fakes/in-memory-telemetry.store.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { figures } from '../support/recomputed-figures.js';
import { storedTelemetry } from '../support/stored-telemetry.js';
import { TelemetryStoreBed, type TelemetryStore } from './telemetry-store-bed.js';
import { telemetryWriterContract } from './telemetry-writer.contract.js';

class StandingClock extends Clock {
  nowMs = Date.UTC(2026, 0, 31, 8);

  now(): number {
    return this.nowMs;
  }
}

const TABLES =
  'traces, observations, scores, usage_hourly, traces_hourly, scores_hourly, trace_usage, model_traces_daily, sessions';
const STORED = `
  SELECT to_jsonb(t) - 'created_at' - 'updated_at' - 'revision' - 'observed_cost' AS row FROM traces t
  UNION ALL SELECT to_jsonb(o) - 'created_at' - 'updated_at' - 'revision' FROM observations o
  UNION ALL SELECT to_jsonb(c) - 'created_at' - 'updated_at' - 'revision' FROM scores c
  UNION ALL SELECT to_jsonb(s) FROM sessions s ORDER BY 1`;

describe(InMemoryTelemetryStore, () => {
  const store = new InMemoryTelemetryStore(FEW_PRICES);

  telemetryWriterContract(() => ({
    writer: store,
    stored: (projectId) => Promise.resolve(store.stored(projectId)),
  }));
});

describe(TypeOrmTelemetryWriter, () => {
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

  /** One that does not know yet what is stored, like a server that has just started. */
  function newWriter(): TypeOrmTelemetryWriter {
    return new TypeOrmTelemetryWriter(
      new WriteDatabase(dataSource),
      new SystemClock(),
      new FixedPriceLists(FEW_PRICES),
      new FixedTokenCounter(),
    );
  }

  function store(writer: TypeOrmTelemetryWriter): TelemetryStore {
    return { writer, stored: (projectId) => storedTelemetry(dataSource, projectId) };
  }

  describe('that remembers the traces it has written', () => {
    let writer: TypeOrmTelemetryWriter;

    beforeAll(() => {
      writer = newWriter();
    });

    telemetryWriterContract(() => store(writer));
  });

  describe('that knows of no trace', () => {
    telemetryWriterContract(() => store(newWriter()));
  });

  async function stored(): Promise<unknown> {
    return dataSource.query(STORED);
  }

  it('stores the same whatever the order, the repetition and the grouping of the events, and keeps every figure right', async () => {
    await fc.assert(
      fc.asyncProperty(historyAndReplay, fc.boolean(), async ({ history, replay }, isForgetful) => {
        await dataSource.query(`TRUNCATE ${TABLES}`);
        await newWriter().write(history);
        const expected = await stored();
        const first = await figures(dataSource);
        expect(first.kept).toEqual(first.recomputed);
        await dataSource.query(`TRUNCATE ${TABLES}`);
        let writer = newWriter();
        for (const write of replay) {
          if (isForgetful) writer = newWriter();
          await writer.write(write);
          const after = await figures(dataSource);
          expect(after.kept).toEqual(after.recomputed);
        }
        expect(await stored()).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('blames whatever would grow too large, all at once, whether by what is stored or among itself', async () => {
    const writer = newWriter();
    const bed = new TelemetryStoreBed(() => store(writer));
    bed.reopen();
    const tags = (prefix: string): string[] => Array.from({ length: 600 }, (_, index) => `${prefix}${index}`);
    const blamed = async (...patches: Patch[]): Promise<unknown> => {
      const error: unknown = await writer.write(patches).then(
        () => 'stored',
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(RejectedDataError);
      return [...(error as RejectedDataError).blamed.keys()];
    };
    for (const id of ['a', 'b', 'c']) await bed.write(bed.trace({ tags: tags('x') }, 1, id));
    const more = ['a', 'b', 'c'].map((id) => bed.trace({ tags: id === 'c' ? ['one'] : tags('y') }, 2, id));
    expect(await blamed(...more, bed.observation('o'))).toEqual(more.slice(0, 2));
    const halves = [bed.trace({ tags: tags('x') }, 1, 'd'), bed.trace({ tags: tags('y') }, 2, 'd')];
    expect(await blamed(bed.trace({}, 1, 'e'), ...halves)).toEqual(halves);
    expect((await bed.stored()).traces).toHaveLength(3);
  });

  it('writes a session anew that the database has forgotten, some minutes later', async () => {
    const clock = new StandingClock();
    const writer = new TypeOrmTelemetryWriter(
      new WriteDatabase(dataSource),
      clock,
      new FixedPriceLists(FEW_PRICES),
      new FixedTokenCounter(),
    );
    const bed = new TelemetryStoreBed(() => store(writer));
    bed.reopen();
    await bed.write(bed.trace({ sessionId: 's' }, 1, 'before'));
    await dataSource.query('DELETE FROM sessions WHERE project_id = $1', [bed.project]);
    clock.nowMs += 10 * 60_000;
    await bed.write(bed.trace({ sessionId: 's' }, 2, 'after'));
    expect((await bed.stored()).sessions).toMatchObject([{ id: 's' }]);
  });

  it('stores what the one in memory stores', async () => {
    await fc.assert(
      fc.asyncProperty(historyAndReplay, async ({ replay }) => {
        await dataSource.query(`TRUNCATE ${TABLES}`);
        const writer = newWriter();
        const model = new InMemoryTelemetryStore(FEW_PRICES);
        for (const write of replay) await Promise.all([writer.write(write), model.write(write)]);
        for (const project of ['p', 'q'])
          expect(await storedTelemetry(dataSource, project)).toEqual(model.stored(project));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('writes nothing for an event that is already stored', async () => {
    await fc.assert(
      fc.asyncProperty(historyAndReplay, async ({ history }) => {
        await dataSource.query(`TRUNCATE ${TABLES}`);
        const writer = newWriter();
        await writer.write(history);
        const before: unknown = await dataSource.query(
          'SELECT xmin::text, ctid::text FROM observations ORDER BY 1, 2',
        );
        await writer.write(history);
        expect(
          await dataSource.query('SELECT xmin::text, ctid::text FROM observations ORDER BY 1, 2'),
        ).toEqual(before);
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
