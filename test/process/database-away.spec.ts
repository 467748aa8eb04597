import type { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { withConnection } from '../support/admin-connection.js';
import { childProcesses, signalTree } from '../support/child-processes.js';
import { connectionUrl } from '../support/connection-url.js';
import { EmbeddedPostgresBed } from '../support/embedded-postgres-bed.js';
import { eventually } from '../support/eventually.js';
import { ServerProcess } from '../support/server-process.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { missingTraces } from '../support/stored-under-load.js';
import { Writers } from '../support/writers.js';

const ROUTES = [
  '/api/public/traces',
  '/api/public/traces/x',
  '/api/public/metrics/daily',
  '/api/public/metrics/names',
  '/api/public/metrics/query?name=x',
];

describe('While the database is away', () => {
  const bed = new EmbeddedPostgresBed();
  const dataDirectory = bed.path();
  let postgres: EmbeddedPostgres;
  let databaseUrl: string;
  let server: TestXtrace;
  let suspended: number[] = [];

  beforeAll(async () => {
    postgres = await bed.start(dataDirectory);
    databaseUrl = connectionUrl(postgres.connection);
    await postgres.stop();
    server = await startServer({ databaseUrl, untilReady: false, env: { XTRACE_QUERY_TIMEOUT_MS: '2000' } });
  });

  // Also where the test fails in between: a process that is suspended cannot be ended in good order.
  afterEach(resume);

  afterAll(async () => {
    await server.stop();
    await bed.close();
  });

  function resume(): void {
    for (const pid of suspended.splice(0)) process.kill(pid, 'SIGCONT');
  }

  async function expectUnavailable(): Promise<void> {
    const answers = await Promise.all([
      ...ROUTES.map((path) => server.get(path)),
      server.post('/v1/l/batch', { trace: { id: 'refused' } }),
      server.post('/v1/metrics/batch', {
        metrics: [{ name: 'm', value: 1, timestamp: '2026-01-31T08:00:00Z' }],
      }),
    ]);
    for (const answer of answers) {
      expect(answer.failure).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    // What was found out a moment ago is said again.
    await eventually(async () => (await server.get('/readyz')).status === 503);
    expect((await server.get('/readyz')).json()).toEqual({ status: 'not_ready' });
    const probes = [
      'ready',
      'health?failIfDatabaseUnavailable=true',
      'health?failIfNoRecentEvents=true',
      'health',
    ];
    const statuses = probes.map(async (probe) => (await server.get(`/api/public/${probe}`)).status);
    expect(await Promise.all(statuses)).toEqual([503, 503, 503, 200]);
    expect((await server.get('/healthz')).status).toBe(200);
  }

  /** Under load, with the fault in between: nothing but 200 and 503, and nothing acknowledged lost. */
  async function expectNothingLost(name: string, fault: () => Promise<void>): Promise<void> {
    const writers = new Writers((path, body) => server.post(path, body), name);
    await eventually(() => writers.acknowledged.length > 20);
    await fault();
    const before = writers.acknowledged.length;
    await eventually(() => writers.acknowledged.length > before + 20);
    await writers.stop();
    expect(writers.wrongAnswers).toEqual([]);
    expect(writers.unanswered).toBe(0);
    expect(await missingTraces(databaseUrl, writers.acknowledged)).toEqual([]);
  }

  it('from the start, the server lives, is not ready and answers 503; it is ready when the database comes', async () => {
    await expectUnavailable();
    postgres = await bed.start(dataDirectory);
    await eventually(() => server.isReady());
    expect((await server.post('/v1/l/batch', { trace: { id: 'first' } })).status).toBe(200);
  });

  it('because it restarts, requests are answered 200 or 503, and nothing acknowledged is lost', async () => {
    await expectNothingLost('restart', async () => {
      await postgres.stop();
      await expectUnavailable();
      postgres = await bed.start(dataDirectory);
      await eventually(() => server.isReady());
    });
  });

  it('because all of its processes were killed, too', async () => {
    await expectNothingLost('crash', async () => {
      const { pid } = postgres;
      signalTree(pid ?? 0, 'SIGKILL');
      await eventually(() => postgres.pid !== undefined && postgres.pid !== pid);
      await eventually(() => server.isReady());
    });
  });

  it('because one of its processes was killed, too', async () => {
    await expectNothingLost('backend', async () => {
      const [row] = await withConnection(databaseUrl, async (client) => {
        const sql = `SELECT pid FROM pg_stat_activity WHERE application_name = 'xtrace-write' LIMIT 1`;
        return (await client.query<{ pid: number }>(sql)).rows;
      });
      process.kill(row?.pid ?? 0, 'SIGKILL');
      await eventually(() => server.isReady());
    });
  });

  it('because connections were ended by an administrator, too', async () => {
    await expectNothingLost('terminated', async () => {
      await withConnection(databaseUrl, (client) =>
        client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ~ '^xtrace-(read|write|probe)'`,
        ),
      );
      await eventually(() => server.isReady());
    });
  });

  it('because it hangs, requests are answered 503 in the end, and work again when it goes on', async () => {
    expect((await server.get('/api/public/traces')).status).toBe(200);
    const pid = postgres.pid ?? 0;
    suspended = [pid, ...childProcesses(pid)];
    for (const each of suspended) process.kill(each, 'SIGSTOP');
    await expectUnavailable();
    resume();
    await eventually(() => server.isReady());
    await eventually(
      async () => (await server.post('/v1/l/batch', { trace: { id: 'resumed' } })).status === 200,
    );
    await eventually(async () => (await server.get('/api/public/traces/resumed')).status === 200);
  }, 60_000);

  it('for good, as the password is wrong, the server says so and ends, without the password', async () => {
    const wrong = connectionUrl({ ...postgres.connection, password: 'canary-password' });
    const refused = ServerProcess.spawn({
      env: { DATABASE_URL: wrong, API_BEARER_TOKEN: 'canary-token', BIND_ADDR: '127.0.0.1:0' },
    });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain(
      'xtrace cannot start: The database cannot be used: the user or the password is wrong',
    );
    expect(refused.output).not.toContain('canary');
  });

  it('for good, as there is no database of that name, the server says so and ends', async () => {
    const wrong = connectionUrl({ ...postgres.connection, database: 'nowhere' });
    const refused = ServerProcess.spawn({
      env: { DATABASE_URL: wrong, API_BEARER_TOKEN: 'canary-token', BIND_ADDR: '127.0.0.1:0' },
    });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain('there is no database of that name');
  });
});
