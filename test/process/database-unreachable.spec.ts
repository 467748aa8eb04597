import type { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { socketFile } from '../../src/database/embedded/server-endpoint.js';
import { connectionUrl } from '../support/connection-url.js';
import { EmbeddedPostgresBed } from '../support/embedded-postgres-bed.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { missingTraces } from '../support/stored-under-load.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { Writers } from '../support/writers.js';

/** More than a request may wait for its transaction, a connection and the end of the transaction together. */
const BOUND_MS = 40_000;
const ROUTES = ['/api/public/traces', '/api/public/traces/x', '/api/public/metrics/names'];

/** Neither side hears anything of the other, and no connection is closed: a cable, a firewall, a machine that is gone. */
describe('While the network to the database carries nothing', () => {
  const bed = new EmbeddedPostgresBed();
  let postgres: EmbeddedPostgres;
  let network: TcpProxy;
  let server: TestXtrace;

  beforeAll(async () => {
    postgres = await bed.start(bed.path());
  });

  beforeEach(async () => {
    network = await TcpProxy.to({ path: socketFile(postgres.connection.host) });
    const { port } = network;
    const databaseUrl = connectionUrl({ ...postgres.connection, host: '127.0.0.1', port });
    server = await startServer({ databaseUrl, env: { XTRACE_QUERY_TIMEOUT_MS: '1000' } });
  });

  afterEach(async () => {
    await server.kill();
    await network.close();
  });

  afterAll(() => bed.close());

  async function expectUnavailable(): Promise<void> {
    const started = performance.now();
    const answers = await Promise.all([
      ...ROUTES.map((path) => server.get(path)),
      server.post('/v1/l/batch', { trace: { id: 'refused' } }),
      server.post('/v1/metrics/batch', {
        metrics: [{ name: 'm', value: 1, timestamp: '2026-01-31T08:00:00Z' }],
      }),
    ]);
    expect(performance.now() - started).toBeLessThan(BOUND_MS);
    for (const answer of answers) {
      expect(answer.failure).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    expect((await server.get('/readyz')).status).toBe(503);
    expect((await server.get('/healthz')).status).toBe(200);
  }

  it.each([
    ['it carries again what was sent meanwhile', (): void => network.resume()],
    ['new connections are carried, and the old ones never again', (): void => network.strand()],
  ])(
    'requests are answered 503; nothing acknowledged is lost, and all works again when %s',
    async (name, mend) => {
      const writers = new Writers((path, body) => server.post(path, body), name.slice(0, 6));
      await eventually(() => writers.acknowledged.length > 20);
      network.stall();
      await eventually(async () => !(await server.isReady()));
      await expectUnavailable();
      mend();
      await eventually(() => server.isReady());
      const before = writers.acknowledged.length;
      await eventually(() => writers.acknowledged.length > before + 20);
      for (const path of ROUTES) await eventually(async () => (await server.get(path)).status !== 503);
      await writers.stop();
      expect(writers.wrongAnswers).toEqual([]);
      expect(writers.unanswered).toBe(0);
      expect(await missingTraces(connectionUrl(postgres.connection), writers.acknowledged)).toEqual([]);
      await server.stop();
    },
    120_000,
  );

  it('the server can be stopped in good order, although the database does not say goodbye', async () => {
    network.stall();
    server.process.signal('SIGTERM');
    expect(await server.process.ended()).toBe(0);
  }, 60_000);

  it('the server can be stopped in good order, although a write waits', async () => {
    network.stall();
    const waiting = server.post('/v1/l/batch', { trace: { id: 'waits' } }).then(
      ({ status }) => status,
      () => 'unanswered',
    );
    await eventually(async () => /^xtrace_queue_requests\S* 1$/m.test((await server.get('/metrics')).text));
    await server.stop();
    expect(['unanswered', 503]).toContain(await waiting);
  }, 60_000);
});
