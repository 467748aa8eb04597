import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../support/eventually.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { missingTraces } from '../support/stored-under-load.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Writers } from '../support/writers.js';

describe('SIGTERM', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  function start(env: Record<string, string> = {}): Promise<TestXtrace> {
    return startServer({ databaseUrl: database.url, env });
  }

  it('under load fails no request that was accepted, and loses nothing', async () => {
    const server = await start({ XTRACE_SHUTDOWN_DELAY_SECONDS: '1' });
    const writers = new Writers((path, body) => server.post(path, body), 'terminated', 8);
    await eventually(() => writers.acknowledged.length > 50);
    server.process.signal('SIGTERM');
    // As a gateway does: it sends no more once the server says so.
    await eventually(async () => (await server.get('/readyz')).status === 503);
    await writers.stop();
    expect(await server.process.ended()).toBe(0);
    expect(writers.wrongAnswers).toEqual([]);
    expect([writers.unanswered, writers.refused]).toEqual([0, 0]);
    expect(await missingTraces(database.url, writers.acknowledged)).toEqual([]);
  });

  it('lets go of connections: each answer while it drains closes its own', async () => {
    const server = await start({ XTRACE_SHUTDOWN_DELAY_SECONDS: '2' });
    server.process.signal('SIGTERM');
    await eventually(async () => (await server.get('/readyz')).status === 503);
    const answer = await server.post('/v1/l/batch', { trace: { id: 'while-draining' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('connection')).toBe('close');
    expect(await server.process.ended()).toBe(0);
    expect(await isStored('while-draining')).toBe(true);
  });

  it('waits for a request whose body is still coming', async () => {
    const server = await start();
    const body = JSON.stringify({ trace: { id: 'slow-body' } });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'connect');
    const head = [
      'POST /v1/l/batch HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
    await eventually(async () => !/^xtrace_in_flight_bytes 0$/m.test((await server.get('/metrics')).text));
    server.process.signal('SIGTERM');
    await eventually(() =>
      server.get('/healthz').then(
        () => false,
        () => true,
      ),
    );
    socket.write(body.slice(5));
    await once(socket, 'close');
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 200 /);
    expect(await server.process.ended()).toBe(0);
    expect(await isStored('slow-body')).toBe(true);
  });

  it('and SIGINT stop an idle server with status 0', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = await start();
      server.process.signal(signal);
      expect(await server.process.ended()).toBe(0);
    }
  });

  it('stops a server that still waits for its database', async () => {
    const server = await startServer({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere',
      untilReady: false,
    });
    server.process.signal('SIGTERM');
    expect(await server.process.ended()).toBe(0);
  });

  async function isStored(id: string): Promise<boolean> {
    const server = await start();
    const { status } = await server.get(`/api/public/traces/${id}`);
    await server.stop();
    return status === 200;
  }
});
