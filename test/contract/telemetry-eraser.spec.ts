import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { SystemClock } from '../../src/common/clock.js';
import { UnavailableError } from '../../src/common/domain-error.js';
import { WriteDatabase, type Transaction } from '../../src/database/write-database.js';
import type { Deletion } from '../../src/ingest/domain/deletion/deletion.js';
import type { Patch } from '../../src/ingest/domain/patch.js';
import { stampOf } from '../../src/ingest/domain/stamp.js';
import { TypeOrmTelemetryEraser } from '../../src/ingest/persistence/deletion/typeorm-telemetry.eraser.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { FEW_PRICES } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import { patches } from '../factories/patches.arbitrary.js';
import { InMemoryTelemetryEraser } from '../fakes/in-memory-telemetry.eraser.js';
import { InMemoryTelemetryStore } from '../fakes/in-memory-telemetry.store.js';
import { eventually } from '../support/eventually.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { figures } from '../support/recomputed-figures.js';
import { storedTelemetry } from '../support/stored-telemetry.js';
import { telemetryEraserContract } from './telemetry-eraser.contract.js';
import { at, TelemetryStoreBed } from './telemetry-store-bed.js';

const TABLES =
  'traces, observations, scores, usage_hourly, traces_hourly, scores_hourly, trace_usage, model_traces_daily, sessions';

class EraserInSmallSteps extends TypeOrmTelemetryEraser {
  protected override readonly mostObservations = 6000;
}

/** Lost after so many transactions. */
class InterruptedDatabase extends WriteDatabase {
  constructor(
    dataSource: DataSource,
    private transactions: number,
  ) {
    super(dataSource);
  }

  override transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.transactions-- === 0) return Promise.reject(new UnavailableError('lost', 1));
    return super.transaction(work);
  }
}

const deletions: fc.Arbitrary<Deletion> = fc.record({
  kind: fc.constant('trace' as const),
  projectId: fc.constantFrom('p', 'q'),
  id: fc.constantFrom('t1', 't2'),
});

const scores: fc.Arbitrary<Patch[]> = fc.array(
  fc
    .tuple(deletions, fc.constantFrom('s1', 's2'), fc.integer({ min: 1, max: 5 }))
    .map(([{ projectId, id: traceId }, id, value]) => ({
      kind: 'score',
      projectId,
      subjectId: traceId,
      id,
      state: {
        fields: { timestamp: at('08:00'), name: 'n', dataType: 'NUMERIC', value, traceId },
        stamp: stampOf(value, 'create'),
        exceptions: null,
      },
    })),
  { maxLength: 2 },
);

describe(InMemoryTelemetryEraser, () => {
  const store = new InMemoryTelemetryStore(FEW_PRICES);

  telemetryEraserContract(() => ({
    writer: store,
    eraser: new InMemoryTelemetryEraser(store),
    stored: (projectId) => Promise.resolve(store.stored(projectId)),
  }));
});

describe(TypeOrmTelemetryEraser, () => {
  let database: TestDatabase;
  /** Each stands for a server with connections of its own. */
  let servers: { dataSource: DataSource; writer: TypeOrmTelemetryWriter; eraser: TypeOrmTelemetryEraser }[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const dataSources = await Promise.all([1, 2, 3].map(() => openDataSource(database.url)));
    servers = dataSources.map((dataSource) => {
      const write = new WriteDatabase(dataSource);
      return {
        dataSource,
        writer: new TypeOrmTelemetryWriter(
          write,
          new SystemClock(),
          new FixedPriceLists(FEW_PRICES),
          new FixedTokenCounter(),
        ),
        eraser: new TypeOrmTelemetryEraser(write),
      };
    });
  });

  afterAll(async () => {
    await Promise.all(servers.map(({ dataSource }) => dataSource.destroy()));
    await database.drop();
  });

  function server(index = 0): (typeof servers)[number] {
    const found = servers[index];
    if (found === undefined) throw new Error('not connected');
    return found;
  }

  async function expectExactFigures(): Promise<void> {
    const { kept, recomputed } = await figures(server().dataSource);
    expect(kept).toEqual(recomputed);
  }

  describe('beside a writer that remembers what it has written', () => {
    telemetryEraserContract(() => ({
      ...server(),
      stored: (projectId) => storedTelemetry(server().dataSource, projectId),
    }));
  });

  it('leaves what the one in memory leaves, and every figure right, whatever was written before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(patches, deletions), { maxLength: 8 }), async (history) => {
        await server().dataSource.query(`TRUNCATE ${TABLES}`);
        // One that does not remember the sessions which are gone with the table.
        const writer = new TypeOrmTelemetryWriter(
          new WriteDatabase(server().dataSource),
          new SystemClock(),
          new FixedPriceLists(FEW_PRICES),
          new FixedTokenCounter(),
        );
        const model = new InMemoryTelemetryStore(FEW_PRICES);
        for (const step of history) {
          if (Array.isArray(step)) await Promise.all([writer.write(step), model.write(step)]);
          else {
            await server().eraser.erase([step]);
            model.erase(step);
          }
          await expectExactFigures();
        }
        for (const project of ['p', 'q'])
          expect(await storedTelemetry(server().dataSource, project)).toEqual(model.stored(project));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('keeps every figure right while several servers write what others delete', async () => {
    await server().dataSource.query(`TRUNCATE ${TABLES}`);
    const batches = fc
      .sample(fc.tuple(patches, scores), { numRuns: 240, seed: 8742 })
      .map((both) => both.flat());
    let refused = 0;
    const countRefusal = (error: unknown): void => {
      if (!(error instanceof UnavailableError)) throw error;
      refused++;
    };
    let isWriting = true;
    const writing = Promise.all(
      servers.map(async ({ writer }, index) => {
        for (const [number, batch] of batches.entries())
          if (number % servers.length === index) await writer.write(batch).catch(countRefusal);
      }),
    ).finally(() => (isWriting = false));
    let deleted = 0;
    const deleting = servers.map(async ({ eraser }, index) => {
      for (const deletion of fc.sample(deletions, { numRuns: 10_000, seed: index })) {
        if (!isWriting) break;
        await eraser.erase([deletion]).catch(countRefusal);
        deleted++;
      }
    });
    await Promise.all([writing, ...deleting]);
    expect(deleted).toBeGreaterThan(100);
    expect(refused).toBeLessThan(deleted / 20);
    await expectExactFigures();
  }, 60_000);

  it('leaves no trace without what it has counted, where another deletes it and makes it again in the meantime', async () => {
    await server().dataSource.query(`TRUNCATE ${TABLES}`);
    const bed = new TelemetryStoreBed(() => {
      throw new Error('only makes patches');
    });
    bed.reopen();
    const { project } = bed;
    const generation = { model: 'm', startTime: at('08:00'), promptTokens: 1 };
    await server().writer.write([bed.trace({}, 1, 'again'), bed.observation('o', generation, 1, 'model')]);
    const other = server(1).dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query(`DELETE FROM traces WHERE project_id = $1 AND id = 'again'`, [project]);
    const erased = server(2).eraser.erase([{ kind: 'trace', projectId: project, id: 'again' }]);
    await eventually(async () => {
      const [blocked] = await server().dataSource.query<{ waiting: number }[]>(
        `SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND pid IN (
           SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
      );
      return blocked?.waiting === 1;
    });
    for (const [table, changes] of [
      ['traces', { id: 'again' }],
      ['observations', { trace_id: 'again' }],
      ['trace_usage', { trace_id: 'again' }],
    ] as const)
      await other.query(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1)).* FROM ${table} t WHERE project_id = $2`,
        [changes, project],
      );
    await other.commitTransaction();
    await other.release();
    await erased;
    const { traces } = await storedTelemetry(server().dataSource, project);
    expect(traces.map(({ id }) => id)).toEqual(['model']);
    // The figures do not know what was made without the writer.
    await server().dataSource.query(`TRUNCATE ${TABLES}`);
  }, 30_000);

  it('deletes a trace of ten thousand observations, in several steps where it is too large for one, each of which keeps the figures right', async () => {
    const bed = new TelemetryStoreBed(() => {
      throw new Error('only makes patches');
    });
    bed.reopen();
    const fields = { model: 'm', promptTokens: 1, calculatedTotalCost: 0.1 };
    const write = async (traceId: string): Promise<void> => {
      for (let hour = 0; hour < 11; hour++) {
        const [startTime, endTime] = [at(`0${hour % 10}:00`), at(`${10 + hour}:00`)];
        const ids = Array.from({ length: 1000 }, (_, index) => `o${index * 11 + hour}`);
        await server().writer.write(
          ids.map((id) => bed.observation(id, { ...fields, startTime, endTime }, 1, traceId)),
        );
      }
    };
    await server().writer.write([bed.observation('o', fields, 1, 'small')]);
    await write('u');
    const deletion = (id: string): Deletion => ({ kind: 'trace', projectId: bed.project, id });
    const counts = async (): Promise<unknown> =>
      (await storedTelemetry(server().dataSource, bed.project)).traces.map(
        ({ id, figures: { observationCount } }) => [id, observationCount],
      );
    // To measure, and to delete a part.
    const interrupted = new EraserInSmallSteps(new InterruptedDatabase(server(1).dataSource, 2));
    await expect(interrupted.erase([deletion('u')])).rejects.toThrow(UnavailableError);
    expect(await counts()).toEqual([
      ['small', 1],
      ['u', 5000],
    ]);
    await expectExactFigures();
    await new EraserInSmallSteps(new WriteDatabase(server(1).dataSource)).erase([deletion('u')]);
    expect(await counts()).toEqual([['small', 1]]);
    await expectExactFigures();
  }, 30_000);
});
