import { eventually } from '../support/eventually.js';
import { RawConnection } from '../support/raw-connection.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace } from '../support/stored-trace.js';

const MAX_BODY = 1_000_000;

function traceOf(id: string, length: number): string {
  const body = JSON.stringify({ trace: { id, input: '' } });
  return body.replace('""', `"${'x'.repeat(length - body.length)}"`);
}

function chunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`;
}

describe('The budget of all bodies together', () => {
  let server: TestXtrace;
  let first: RawConnection;
  let second: RawConnection;

  beforeAll(async () => {
    server = await startServer({
      env: { XTRACE_MAX_IN_FLIGHT_BYTES: '1048576', XTRACE_MAX_REQUEST_BODY_BYTES: String(MAX_BODY) },
    });
  });

  beforeEach(async () => {
    [first, second] = [await RawConnection.open(server.url), await RawConnection.open(server.url)];
  });

  afterEach(() => {
    first.leave();
    second.leave();
  });

  afterAll(() => server.stop());

  function head(...headers: string[]): string {
    const all = [
      'POST /v1/l/batch HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      ...headers,
    ];
    return `${all.join('\r\n')}\r\n\r\n`;
  }

  async function isInFlight(bytes: number): Promise<boolean> {
    return (await server.get('/metrics')).text.includes(`\nxtrace_in_flight_bytes ${bytes}\n`);
  }

  it('runs out midway: who asks for more is refused and can go on, the other is stored', async () => {
    const [fits, refused] = [traceOf('fits', 900_000), traceOf('refused', 900_000)];
    first.send(head(`Content-Length: ${fits.length}`) + fits.slice(0, 700_000));
    await eventually(() => isInFlight(700_000));
    second.send(head('Transfer-Encoding: chunked') + chunk(refused.slice(0, 300_000)));
    await eventually(() => isInFlight(1_000_000));
    second.send(chunk(refused.slice(300_000, 400_000)));
    await eventually(() => second.received.includes('SERVICE_UNAVAILABLE'));
    expect(second.received).toMatch(/^HTTP\/1\.1 503 /);
    expect(second.received).toMatch(/^Retry-After: [1-5]\r$/m);

    first.send(fits.slice(700_000));
    await eventually(() => first.received.includes('Request Successful'));
    expect(await hasTrace(server, 'fits')).toBe(true);

    // What was sent before the answer was read is thrown away, and the connection serves the next request.
    second.send(`${chunk(refused.slice(400_000))}0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
    await eventually(() => second.received.includes('"ok"'));
    expect(await hasTrace(server, 'refused')).toBe(false);
    await eventually(() => isInFlight(0));
  });

  it('lets go of a connection whose client goes on sending what was refused', async () => {
    const body = traceOf('refused', 900_000);
    first.send(head(`Content-Length: ${body.length}`) + body.slice(0, 800_000));
    await eventually(() => isInFlight(800_000));
    second.send(head('Transfer-Encoding: chunked')).drip(chunk('x'.repeat(50_000)), 100);
    await eventually(() => second.received.includes('SERVICE_UNAVAILABLE'));
    await eventually(() => second.isOver);
    expect(first.isOver).toBe(false);
  });
});
