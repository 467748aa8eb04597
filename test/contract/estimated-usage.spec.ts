import { Worker } from 'node:worker_threads';
import { SystemClock } from '../../src/common/clock.js';
import { PriceList } from '../../src/common/pricing/match-model.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import type { ObservationPatch } from '../../src/ingest/domain/patch.js';
import { stampOf } from '../../src/ingest/domain/stamp.js';
import type { ObservationFields } from '../../src/ingest/domain/telemetry-fields.js';
import { TokenCounter, type CountRequest } from '../../src/ingest/domain/token-counter.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import { ThreadTokenCounter } from '../../src/ingest/tokens/thread-token-counter.js';
import { aModelPrice, aPricingTier } from '../factories/price-list.factory.js';
import { FixedPriceLists } from '../fakes/fixed-price-lists.js';
import { FixedTokenCounter } from '../fakes/fixed-token-counter.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { figures } from '../support/recomputed-figures.js';
import { storedTelemetry } from '../support/stored-telemetry.js';

const PRICES = new FixedPriceLists(
  PriceList.of([
    { ...aModelPrice('m', [aPricingTier({ input: '1', output: '10' })]), tokenizerId: 'openai' },
  ]),
);
const AT = '2026-01-31T08:00:00.000000Z' as Timestamp;

const TABLES = 'traces, observations, usage_hourly, traces_hourly, trace_usage, model_traces_daily';

/** Counts characters, and does something before it answers. */
class CharacterCounter extends TokenCounter {
  asked: number[] = [];

  constructor(private readonly meanwhile: (time: number) => Promise<void> = () => Promise.resolve()) {
    super();
  }

  async count(requests: readonly CountRequest[]): Promise<(string | null)[]> {
    this.asked.push(requests.length);
    await this.meanwhile(this.asked.length);
    return requests.map(({ input, output }) => {
      const [ofInput, ofOutput] = [input?.length ?? 0, output?.length ?? 0];
      return JSON.stringify({ input: ofInput, output: ofOutput, total: ofInput + ofOutput });
    });
  }
}

/** Its thread ends at the first text. */
class BrokenCounter extends ThreadTokenCounter {
  protected override newThread(): Worker {
    return new Worker(
      `const { parentPort } = require('node:worker_threads');
       parentPort.on('message', () => process.exit(1));
       parentPort.postMessage({ type: 'ready' });`,
      { eval: true },
    );
  }
}

/** Usage that the server counts itself, as a writer stores it. */
describe('Counted tokens', () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  beforeEach(() => database.read.query(`TRUNCATE ${TABLES}`, []));

  afterAll(() => database.close());

  function writer(counter: TokenCounter): TypeOrmTelemetryWriter {
    return new TypeOrmTelemetryWriter(database.write, new SystemClock(), PRICES, counter);
  }

  function said(fields: Partial<ObservationFields>, time = 1, id = 'o'): ObservationPatch {
    return {
      ...{ kind: 'observation', projectId: 'p', traceId: 't', id },
      state: { fields: { startTime: AT, ...fields }, stamp: stampOf(time, 'update'), exceptions: null },
    };
  }

  const begun = said({ type: 'GENERATION', model: 'm', input: '"in"' });

  /** What is stored of each observation; all figures must follow from it. */
  async function stored(): Promise<unknown> {
    const { kept, recomputed } = await figures(database.write.dataSource);
    expect(kept).toEqual(recomputed);
    const { observations } = await storedTelemetry(database.write.dataSource, 'p');
    return observations.map(({ derived: { estimatedUsage, totalCost } }) => [
      estimatedUsage === null ? null : (JSON.parse(estimatedUsage) as unknown),
      totalCost,
    ]);
  }

  it('are those of the merged text, and counted while no transaction is open', async () => {
    let open = 0;
    const counter = new CharacterCounter(async () => {
      const [row] = await database.read.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
        [],
      );
      open += row?.count ?? 0;
    });
    await writer(counter).write([begun]);
    expect(await stored()).toEqual([[{ input: 4, output: 0, total: 4 }, '4']]);
    const others = ['a', 'b'].map((id) => said({ ...begun.state.fields }, 1, id));
    await writer(counter).write([said({ output: '"out"' }, 2), ...others]);
    expect(await stored()).toEqual([
      ...others.map(() => [{ input: 4, output: 0, total: 4 }, '4']),
      [{ input: 4, output: 5, total: 9 }, '54'],
    ]);
    // The first one; those that were new; the text that their merge has come to.
    expect(counter.asked).toEqual([1, 2, 1]);
    expect(open).toBe(0);
    await writer(counter).write([said({ level: 'WARNING' }, 3)]);
    expect(counter.asked).toHaveLength(3);
  });

  it('are those of what is stored in the end, also where others change the text meanwhile, without end', async () => {
    const quick = new CharacterCounter();
    await writer(quick).write([begun]);
    const overtaken = new CharacterCounter((time) =>
      time === 1 ? writer(quick).write([said({ input: '"longer"' }, 5)]) : Promise.resolve(),
    );
    await writer(overtaken).write([said({ output: '"out"' }, 2)]);
    expect(overtaken.asked).toEqual([1, 1]);
    expect(await stored()).toEqual([[{ input: 8, output: 5, total: 13 }, '58']]);

    const chased = new CharacterCounter((time) =>
      writer(quick).write([said({ input: `"${'x'.repeat(time)}"` }, 10 + time)]),
    );
    await writer(chased).write([said({ output: '"output"' }, 6)]);
    expect(chased.asked.length).toBeLessThan(5);
    const [[usage] = []] = (await stored()) as [{ output: number }][];
    expect(usage?.output).toBe(5);
    await writer(quick).write([said({ level: 'WARNING', input: '"x"' }, 100)]);
    expect(await stored()).toEqual([[{ input: 3, output: 8, total: 11 }, '83']]);
  });

  it('are left out where they cannot be counted, and made up for when anything else is said', async () => {
    const broken = new BrokenCounter();
    await writer(broken).write([begun]);
    expect(await stored()).toEqual([[null, null]]);
    await broken.onApplicationShutdown();
    const failing = new FixedTokenCounter(null);
    await writer(failing).write([said({ output: '"out"' }, 2)]);
    expect(await stored()).toEqual([[null, null]]);
    expect(failing.asked).toHaveLength(1);
    await writer(new CharacterCounter()).write([said({ level: 'WARNING' }, 3)]);
    expect(await stored()).toEqual([[{ input: 4, output: 5, total: 9 }, '54']]);
    await writer(failing).write([said({ output: '"other"' }, 4)]);
    expect(await stored()).toEqual([[{ input: 4, output: 5, total: 9 }, '54']]);
    await writer(failing).write([said({ promptTokens: 2 }, 5)]);
    expect(await stored()).toEqual([[null, '2']]);
  });
});
