import type { DataSource } from 'typeorm';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { figures } from '../support/recomputed-figures.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, type Json } from '../support/stored-trace.js';

const REPRICE = '/api/public/models/reprice';
const RANGE = { fromTimestamp: '2026-01-31T08:00:00Z', toTimestamp: '2026-01-31T10:00:00Z' };
const COUNT = 3000;
/** Where the jobs of these tests are held up. */
const MIDDLE = 'o1700';

interface Progress {
  readonly total: number | null;
  readonly done: number;
  readonly changed: number;
}

/** Servers that come, go and are killed while they price again. */
describe('Pricing again', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let servers: TestXtrace[];

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await openDataSource(database.url);
    servers = await Promise.all([start(), start()]);
    await define(0.000002);
    for (let from = 0; from < COUNT; from += 1000)
      await ingest(server(), {
        observations: Array.from({ length: 1000 }, (_, index) => generation(from + index)),
      });
  });

  afterAll(async () => {
    await Promise.all(servers.map((each) => each.stop()));
    await dataSource.destroy();
    await database.drop();
  });

  function start(): Promise<TestXtrace> {
    return startServer({ databaseUrl: database.url });
  }

  function server(index = 0): TestXtrace {
    const found = servers[index];
    if (found === undefined) throw new Error('There is no such server');
    return found;
  }

  /** One after the other in time, in few traces. */
  function generation(index: number, fields: object = {}): object {
    const startTime = new Date(Date.UTC(2026, 0, 31, 8) + index * 2000).toISOString();
    const type = 'GENERATION';
    const usage = { input: 1000 };
    return { id: `o${index}`, traceId: `t${index % 7}`, type, startTime, model: 'mine', usage, ...fields };
  }

  async function define(inputPrice: number): Promise<void> {
    const { data } = (await server().get('/api/public/models')).json<{ data: Json[] }>();
    for (const { id, isLangfuseManaged } of data)
      if (isLangfuseManaged === false)
        await server().request(`/api/public/models/${String(id)}`, { method: 'DELETE' });
    const model = { modelName: 'mine', matchPattern: '^mine$', unit: 'TOKENS', inputPrice };
    expect((await server().post('/api/public/models', model)).status).toBe(200);
  }

  async function begin(): Promise<string> {
    const answer = await server().post(REPRICE, RANGE);
    expect(answer.status).toBe(202);
    return answer.json<{ id: string }>().id;
  }

  async function progress(id: string, from = server()): Promise<Progress> {
    const job = (await from.get(`${REPRICE}/${id}`)).json<Progress>();
    expect(job.done).toBeLessThanOrEqual(job.total ?? 0);
    expect(job.changed).toBeLessThanOrEqual(job.done);
    return job;
  }

  async function stateOf(id: string): Promise<unknown> {
    return (await server().get(`${REPRICE}/${id}`)).json<Json>()['state'];
  }

  /** Begins a job that cannot come past the middle until it is let go. */
  async function held(): Promise<{ id: string; letGo: () => Promise<void> }> {
    const holder = dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT 1 FROM observations WHERE id = $1 FOR UPDATE`, [MIDDLE]);
    const id = await begin();
    await eventually(async () => (await progress(id)).done === 1500);
    await eventually(async () => (await waiting()) > 0);
    const letGo = async (): Promise<void> => {
      await holder.commitTransaction();
      await holder.release();
    };
    return { id, letGo };
  }

  /** How many statements wait for a lock. */
  async function waiting(): Promise<number> {
    const [row] = await dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return row?.count ?? 0;
  }

  async function expectExactFigures(): Promise<void> {
    const { kept, recomputed } = await figures(dataSource);
    expect(kept).toEqual(recomputed);
  }

  /** How many observations cost what. */
  function byCost(): Promise<{ cost: string; count: number }[]> {
    return dataSource.query(
      `SELECT trim_scale(priced_total_cost)::text AS cost, count(*)::int AS count FROM observations GROUP BY 1 ORDER BY 1`,
    );
  }

  it('goes on where it was when its server was killed, at another one, beside what comes in late', async () => {
    const revisions = (): Promise<Map<string, number>> =>
      dataSource
        .query<{ id: string; revision: number }[]>('SELECT id, revision FROM observations')
        .then((rows) => new Map(rows.map(({ id, revision }) => [id, revision])));
    const before = await revisions();
    await define(0.000003);
    const { id, letGo } = await held();
    await server().kill();
    servers.shift();
    expect(await progress(id)).toMatchObject({ state: 'running', total: COUNT, done: 1500, changed: 1500 });
    await expectExactFigures();
    expect(await byCost()).toEqual([
      { cost: '0.002', count: 1500 },
      { cost: '0.003', count: 1500 },
    ]);

    // Before and after the place that it has come to: new ones, one that says more, and one whose cost was sent.
    await ingest(server(), {
      observations: [
        generation(10.5),
        generation(2900.5),
        generation(20, { usage: { input: 2000 } }),
        generation(2920, { usage: { input: 2000 } }),
        generation(30, { calculatedTotalCost: 7 }),
      ],
    });
    const another = await server().post(REPRICE, { ...RANGE, model: 'another' });
    expect(another.failure).toEqual({
      status: 409,
      code: 'CONFLICT',
      message: expect.stringContaining('wait for that, or cancel it') as string,
    });
    servers.push(await start());
    await letGo();
    await eventually(async () => (await stateOf(id)) === 'done');
    expect(await progress(id, server(1))).toMatchObject({ total: COUNT + 1, done: COUNT + 1, error: null });
    await expectExactFigures();
    expect(await byCost()).toEqual([
      { cost: '0.003', count: COUNT - 1 },
      { cost: '0.006', count: 2 },
      { cost: null, count: 1 },
    ]);
    const after = await revisions();
    const late = new Set(['o20', 'o30', 'o2920']);
    const wrong = [...before].filter(([row, was]) => !late.has(row) && after.get(row) !== was + 1);
    expect(wrong).toEqual([]);
  });

  it('stops where it is cancelled, and leaves the way open for the next', async () => {
    await define(0.000004);
    const { id, letGo } = await held();
    let isOver = false;
    const cancelled = server(1)
      .request(`${REPRICE}/${id}`, { method: 'DELETE' })
      .finally(() => (isOver = true));
    // For the transaction that is held up, which gives up after a while.
    await eventually(async () => isOver || (await waiting()) > 1);
    await letGo();
    const job = (await cancelled).json<Json>();
    expect((await cancelled).status).toBe(200);
    expect(job).toMatchObject({ state: 'cancelled', error: null, finishedAt: expect.any(String) as string });
    await expectExactFigures();
    const priced = (await byCost()).filter(({ cost }) => cost === '0.004' || cost === '0.008');
    expect(priced.reduce((sum, { count }) => sum + count, 0)).toBe(job['changed']);

    const next = await begin();
    await eventually(async () => (await stateOf(next)) === 'done');
    expect(await progress(next)).toMatchObject({
      done: COUNT + 2,
      changed: COUNT + 1 - (job['changed'] as number),
    });
    await expectExactFigures();
    expect((await server().get(`${REPRICE}/${id}`)).json()).toEqual(job);
    expect(await byCost()).toEqual([
      { cost: '0.004', count: COUNT - 1 },
      { cost: '0.008', count: 2 },
      { cost: null, count: 1 },
    ]);
  });
});
