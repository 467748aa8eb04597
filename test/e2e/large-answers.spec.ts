import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '../support/eventually.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest } from '../support/stored-trace.js';

const PAYLOAD = 'x'.repeat(8_500_000);
/** About 51 MB each: two of them fit into what all answers may have together, three do not. */
const LARGE = '/api/public/traces/large';
const PAGE = '/api/public/traces?fields=core,io&userId=large';
const OBSERVATIONS = '/api/public/observations?traceId=large';
const V2_OBSERVATIONS = '/api/public/v2/observations?traceId=large';

describe('Large answers', () => {
  let server: TestXtrace;
  let clients: Socket[];

  beforeAll(async () => {
    server = await startServer();
    for (const half of [0, 1, 2]) {
      const observations = [0, 1].map((index) => ({
        id: `o${half}${index}`,
        traceId: 'large',
        input: PAYLOAD,
      }));
      await ingest(server, { observations });
      await ingest(server, {
        trace: { id: `page-${half}`, userId: 'large', input: PAYLOAD, output: PAYLOAD },
      });
    }
    await ingest(server, { trace: { id: 'small' } });
  }, 60_000);

  beforeEach(() => {
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) client.destroy();
    await expectHeld(0, 0);
  });

  afterAll(() => server.stop());

  /** A client that sends its requests in one go and reads nothing of the answers. */
  async function ask(...paths: string[]): Promise<Socket> {
    const { hostname, port } = new URL(server.url);
    const client = connect(Number(port), hostname).on('error', () => undefined);
    clients.push(client);
    await once(client, 'connect');
    client.pause();
    const headers = `Host: x\r\nAuthorization: Bearer ${server.token}`;
    client.write(paths.map((path) => `GET ${path} HTTP/1.1\r\n${headers}\r\n\r\n`).join(''));
    return client;
  }

  async function held(): Promise<number> {
    const { text } = await server.get('/metrics');
    return Number(/^xtrace_answer_bytes (\d+)$/m.exec(text)?.[1]);
  }

  async function expectHeld(atLeast: number, atMost: number): Promise<void> {
    await eventually(async () => {
      const bytes = await held();
      return bytes >= atLeast && bytes <= atMost;
    });
  }

  it.each([LARGE, PAGE, OBSERVATIONS, `${V2_OBSERVATIONS}&fields=io`])('%s has all of it', async (path) => {
    const { status, text } = await server.get(path);
    expect(status).toBe(200);
    expect(text.split(PAYLOAD)).toHaveLength(7);
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  it.each([LARGE, PAGE])(
    'are held in memory up to a bound: %s is answered 503 beyond it, and small ones go on',
    async (path) => {
      await ask(LARGE);
      await ask(PAGE);
      await expectHeld(102_000_000, 104_000_000);
      const refused = await server.get(path);
      expect(refused.failure).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
      expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      for (const small of ['/api/public/traces/small', '/api/public/traces?fields=core']) {
        expect((await server.get(small)).status).toBe(200);
      }
      expect((await server.get(V2_OBSERVATIONS)).status).toBe(200);
      for (const large of [OBSERVATIONS, `${V2_OBSERVATIONS}&fields=io`]) {
        expect((await server.get(large)).status).toBe(503);
      }
    },
  );

  it('make room again when they have been read', async () => {
    const [first] = await Promise.all([ask(LARGE), ask(LARGE)]);
    await expectHeld(102_000_000, 104_000_000);
    first.resume();
    await expectHeld(51_000_000, 52_000_000);
    expect((await server.get(LARGE)).status).toBe(200);
  });

  it('make room again when their clients have gone, even those that others stood before', async () => {
    const client = await ask(LARGE, PAGE);
    await expectHeld(102_000_000, 104_000_000);
    client.destroy();
    await expectHeld(0, 0);
    expect((await server.get(PAGE)).status).toBe(200);
  });

  it('are refused for good where they are larger than any may be', async () => {
    for (const index of [0, 1, 2, 3]) {
      await ingest(server, {
        observations: [{ id: `more-${index}`, traceId: 'too-large', input: PAYLOAD, output: PAYLOAD }],
      });
    }
    await ingest(server, { trace: { id: 'too-large', input: PAYLOAD, output: PAYLOAD } });
    const { failure } = await server.get('/api/public/traces/too-large');
    expect(failure).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    expect(failure.message).toMatch(
      /^The answer would have 85\d{6} bytes, more than 83886080; the trace cannot/,
    );
  });
});
