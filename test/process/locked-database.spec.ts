import { Client } from 'pg';
import { withConnection } from '../support/admin-connection.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { figures } from '../support/recomputed-figures.js';
import { startServer, type TestXtrace } from '../support/server.js';

/** What a request may wait for its transaction (10 s) and then for a lock (5 s), and what comes on top of it on a busy machine. */
const BOUND_MS = 20_000;
const WHOLE_SECONDS = /^[1-9]\d*$/;
const TIMESTAMP = '2026-01-31T08:00:00Z';

describe('While another session holds a lock', () => {
  let database: TestDatabase;
  let server: TestXtrace;
  let holder: Client;

  beforeEach(async () => {
    database = await createTestDatabase();
    server = await startServer({ databaseUrl: database.url });
    holder = new Client({ connectionString: database.url, application_name: 'xtrace-test-holder' });
    await holder.connect();
    await holder.query('BEGIN');
  });

  afterEach(async () => {
    await holder.end();
    await server.stop();
    await database.drop();
  });

  function observation(trace: string, id = 'o'): unknown {
    return { observations: [{ id, traceId: trace, startTime: TIMESTAMP, model: 'm', promptTokens: 5 }] };
  }

  function point(value: number): unknown {
    return { metrics: [{ name: 'm', labels: { a: 'b' }, value, timestamp: TIMESTAMP }] };
  }

  async function writersThatWait(): Promise<number[]> {
    const sql = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'xtrace-write' AND wait_event_type = 'Lock'`;
    return withConnection(database.url, async (client) =>
      (await client.query<{ pid: number }>(sql)).rows.map(({ pid }) => pid),
    );
  }

  it.each(['observations', 'traces', 'usage_hourly'])(
    'on the table %s, writes are answered 503 in time; once it is released the same requests are stored, each once',
    async (table) => {
      await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const traces = Array.from({ length: 12 }, (_, index) => `t-${index}`);
      const started = performance.now();
      const refused = await Promise.all(
        traces.map((trace) => server.post('/v1/l/batch', observation(trace))),
      );
      expect(performance.now() - started).toBeLessThan(BOUND_MS);
      for (const answer of refused) {
        expect(answer.failure).toEqual({
          status: 503,
          code: 'SERVICE_UNAVAILABLE',
          message: 'Somebody has locked in the database what this needs; try again',
        });
        expect(answer.headers.get('retry-after')).toMatch(WHOLE_SECONDS);
      }
      await holder.query('ROLLBACK');
      for (const trace of traces)
        expect((await server.post('/v1/l/batch', observation(trace))).status).toBe(200);
      const source = await openDataSource(database.url);
      const { kept, recomputed } = await figures(source);
      expect(kept).toEqual(recomputed);
      const [stored] = await source.query<unknown[]>(
        `SELECT (SELECT count(*) FROM traces) AS traces, (SELECT sum(observation_count) FROM usage_hourly) AS counted`,
      );
      expect(stored).toEqual({ traces: traces.length, counted: String(traces.length) });
      await source.destroy();
    },
  );

  it('on a row, only what writes this row is answered 503', async () => {
    await server.post('/v1/l/batch', { trace: { id: 'locked', name: 'before' } });
    await holder.query(`SELECT FROM traces WHERE id = 'locked' FOR UPDATE`);
    const blocked = server.post('/v1/l/batch', { trace: { id: 'locked', name: 'after' } });
    await eventually(async () => (await writersThatWait()).length === 1);
    expect((await server.post('/v1/l/batch', observation('free'))).status).toBe(200);
    expect((await blocked).failure).toMatchObject({
      status: 503,
      message: 'Somebody has locked in the database what this needs; try again',
    });
    await holder.query('ROLLBACK');
    expect((await server.post('/v1/l/batch', { trace: { id: 'locked', name: 'after' } })).status).toBe(200);
    expect((await server.get('/api/public/traces/locked')).json()).toMatchObject({ name: 'after' });
  });

  it('on the table of metric points, writes are answered 503 in time; afterwards they are stored', async () => {
    expect((await server.post('/v1/metrics/batch', point(1))).status).toBe(200);
    await holder.query('LOCK TABLE metric_points IN ACCESS EXCLUSIVE MODE');
    const started = performance.now();
    expect((await server.post('/v1/metrics/batch', point(2))).failure).toMatchObject({
      status: 503,
      message: 'Somebody has locked in the database what this needs; try again',
    });
    expect(performance.now() - started).toBeLessThan(BOUND_MS);
    await holder.query('ROLLBACK');
    expect((await server.post('/v1/metrics/batch', point(3))).status).toBe(200);
    const { rows } = await withConnection(database.url, (client) =>
      client.query('SELECT value FROM metric_points'),
    );
    expect(rows).toEqual([{ value: 3 }]);
  });

  it('and a write that waits for it is cancelled, its answer does not speak of queries', async () => {
    await holder.query('LOCK TABLE observations IN ACCESS EXCLUSIVE MODE');
    const cancelled = server.post('/v1/l/batch', observation('cancelled'));
    await eventually(async () => (await writersThatWait()).length === 1);
    const pids = await writersThatWait();
    await withConnection(database.url, (client) =>
      client.query('SELECT pg_cancel_backend(pid) FROM unnest($1::int[]) AS pid', [pids]),
    );
    const answer = await cancelled;
    expect(answer.failure).toEqual({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      message: 'The database took too long to store this; try again',
    });
    expect(answer.headers.get('retry-after')).toMatch(WHOLE_SECONDS);
  });
});
