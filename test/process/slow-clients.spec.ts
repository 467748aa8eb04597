import { eventually } from '../support/eventually.js';
import { RawConnection } from '../support/raw-connection.js';
import { startServer, type TestXtrace } from '../support/server.js';

const CLIENTS_OF_A_KIND = 200;
const DRIP_EVERY_MS = 500;
/** Ten seconds for the headers, one until it is seen, and as much again for a machine that is busy. */
const HEADERS_WITHIN_MS = 20_000;

describe('Slow clients', () => {
  let server: TestXtrace;
  let clients: RawConnection[] = [];

  beforeAll(async () => {
    server = await startServer();
  });

  afterEach(() => {
    for (const client of clients.splice(0)) client.leave();
  });

  afterAll(() => server.stop());

  async function openMany(): Promise<RawConnection[]> {
    const opened = await Promise.all(
      Array.from({ length: CLIENTS_OF_A_KIND }, () => RawConnection.open(server.url)),
    );
    clients = [...clients, ...opened];
    return opened;
  }

  function head(bytes: number): string {
    return [
      'POST /v1/l/batch HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      `Content-Length: ${bytes}`,
      '',
    ].join('\r\n');
  }

  it('that do not end their headers or say nothing at all are cut, and others are served meanwhile', async () => {
    const silent = await openMany();
    const slow = (await openMany()).map((client) =>
      client.send(head(2)).drip('X-More: x\r\n', DRIP_EVERY_MS),
    );
    const isOver = (): boolean => [...silent, ...slow].every((client) => client.isOver);
    let served = 0;
    await eventually(async () => {
      const answers = await Promise.all([
        server.get('/healthz'),
        server.post('/v1/l/batch', { trace: { id: `beside-${served}` } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      served += 1;
      return isOver();
    }, HEADERS_WITHIN_MS);
    expect(served).toBeGreaterThan(1);
    for (const { received } of [...silent, ...slow]) expect(received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that announce large bodies and send next to nothing keep nobody out', async () => {
    const announcing = await openMany();
    for (const client of announcing) client.send(`${head(20_000_000)}\r\n{`).drip(' ', DRIP_EVERY_MS);
    await eventually(async () => inFlightBytes(await server.get('/metrics')) >= CLIENTS_OF_A_KIND);
    const body = JSON.stringify({ trace: { id: 'beside-announced', input: 'x'.repeat(15_000_000) } });
    expect((await server.post('/v1/l/batch', body)).status).toBe(200);
    expect(announcing.map(({ received }) => received)).toEqual(announcing.map(() => ''));
    for (const client of announcing) client.leave();
    await eventually(async () => inFlightBytes(await server.get('/metrics')) === 0);
  });

  function inFlightBytes({ text }: { readonly text: string }): number {
    return Number(/^xtrace_in_flight_bytes (\S+)$/m.exec(text)?.[1]);
  }
});
