import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Request, Response } from 'express';
import { eventually } from '../../../test/support/eventually.js';
import { BoundedExpressAdapter, type ConnectionBounds } from './bounded-express.adapter.js';

const DRIP_EVERY_MS = 20;
const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n';
const SMALL_REQUEST = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}';

/** A client that goes on sending, one byte after the other. */
class SlowClient {
  received = '';
  isOver = false;
  private readonly socket: Socket;
  private readonly drip: NodeJS.Timeout;

  constructor(
    port: number,
    first: string,
    private readonly drop: string,
  ) {
    this.socket = connect(port, '127.0.0.1');
    this.socket
      .on('data', (chunk: Buffer) => (this.received += chunk.toString()))
      .on('error', () => undefined)
      .on('close', () => this.leave());
    if (first !== '') this.socket.write(first);
    this.drip = setInterval(() => this.drop !== '' && this.socket.write(this.drop), DRIP_EVERY_MS);
  }

  leave(): void {
    this.isOver = true;
    clearInterval(this.drip);
    this.socket.destroy();
  }
}

describe(BoundedExpressAdapter, () => {
  const LONG = 60_000;
  const NO_BOUNDS = {
    headersMs: LONG,
    requestMs: LONG,
    checkEveryMs: 20,
    keepAliveMs: LONG,
    connections: 100,
  };
  let server: Server;
  let clients: SlowClient[];

  async function listen(bounds: Partial<ConnectionBounds>): Promise<void> {
    const adapter = new BoundedExpressAdapter({ ...NO_BOUNDS, ...bounds });
    adapter.initHttpServer();
    adapter.post('/', (request: Request, response: Response) => {
      request.resume().on('end', () => response.send('whole'));
    });
    server = adapter.getHttpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }

  beforeEach(() => {
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) client.leave();
    await new Promise((resolve) => server.close(resolve));
  });

  function client(first: string, drop = ''): SlowClient {
    const { port } = server.address() as AddressInfo;
    const made = new SlowClient(port, first, drop);
    clients.push(made);
    return made;
  }

  it.each([
    ['does not end its headers', HEAD, 'x'],
    ['sends header after header', HEAD, 'A: b\r\n'],
    ['does not send anything', '', ''],
  ])('cuts a client that %s', async (_, first, drop) => {
    await listen({ headersMs: 200 });
    const slow = client(first, drop);
    await eventually(() => slow.isOver);
    expect(slow.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('cuts a client that does not end its body, and serves others meanwhile', async () => {
    await listen({ headersMs: 200, requestMs: 400 });
    const slow = client(`${HEAD}\r\n`, 'x');
    const other = client(SMALL_REQUEST);
    await eventually(() => other.received.endsWith('whole'));
    expect(slow.isOver).toBe(false);
    await eventually(() => slow.isOver);
    expect(slow.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('counts anew for the next request of a connection', async () => {
    await listen({ headersMs: 200 });
    const slow = client(SMALL_REQUEST + HEAD, 'x');
    await eventually(() => slow.isOver);
    expect(slow.received).toMatch(/whole.*408 /s);
  });

  it('keeps a connection for the next request, but not for ever', async () => {
    await listen({ keepAliveMs: 200 });
    const idle = client(SMALL_REQUEST);
    await eventually(() => idle.isOver);
    expect(idle.received).toMatch(/^HTTP\/1\.1 200 .*Keep-Alive: timeout=/s);
  });

  it('takes so many connections, and closes one more', async () => {
    await listen({ connections: 2 });
    const [first, second] = [client(SMALL_REQUEST), client(SMALL_REQUEST)];
    await eventually(() => [first, second].every(({ received }) => received.endsWith('whole')));
    const third = client(SMALL_REQUEST);
    await eventually(() => third.isOver);
    expect(third.received).toBe('');
    first.leave();
    await eventually(() => {
      const next = client(SMALL_REQUEST);
      return eventually(() => next.received.endsWith('whole'), 200).then(() => true);
    });
  });
});
