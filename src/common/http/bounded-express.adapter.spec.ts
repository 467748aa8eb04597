import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import { eventually } from '../../../test/support/eventually.js';
import { RawConnection } from '../../../test/support/raw-connection.js';
import { BoundedExpressAdapter, type ConnectionBounds } from './bounded-express.adapter.js';
import { setRequestDeadline, type BodyPatience } from './request-deadline.js';

const DRIP_EVERY_MS = 20;
const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n';
const SMALL_REQUEST = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}';

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
  let clients: RawConnection[];
  let patience: BodyPatience;

  async function listen(bounds: Partial<ConnectionBounds>): Promise<void> {
    const adapter = new BoundedExpressAdapter({ ...NO_BOUNDS, ...bounds });
    adapter.initHttpServer();
    adapter.post('/', (request: Request, response: Response) => {
      request.resume().on('end', () => response.send('whole'));
    });
    adapter.put('/', (request: Request, response: Response) => {
      setRequestDeadline(request, patience);
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

  async function client(first: string, drop?: string): Promise<RawConnection> {
    const { port } = server.address() as AddressInfo;
    const made = await RawConnection.open(`http://127.0.0.1:${port}`);
    clients.push(made);
    if (first !== '') made.send(first);
    if (drop !== undefined) made.drip(drop, DRIP_EVERY_MS);
    return made;
  }

  it.each([
    ['does not end its headers', HEAD, 'x'],
    ['sends header after header', HEAD, 'A: b\r\n'],
    ['does not send anything', '', undefined],
  ])('cuts a client that %s', async (_, first, drop) => {
    await listen({ headersMs: 200 });
    const slow = await client(first, drop);
    await eventually(() => slow.isOver);
    expect(slow.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('cuts a client that does not end its body, and serves others meanwhile', async () => {
    await listen({ headersMs: 200, requestMs: 400 });
    const slow = await client(`${HEAD}\r\n`, 'x');
    const other = await client(SMALL_REQUEST);
    await eventually(() => other.received.endsWith('whole'));
    expect(slow.isOver).toBe(false);
    await eventually(() => slow.isOver);
    expect(slow.received).toMatch(/^HTTP\/1\.1 408 /);
  });

  describe('with a request that has deadlines of its own', () => {
    const LARGE = 'PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n';

    it('waits longer for its body, and not for that of the next request', async () => {
      await listen({ headersMs: 100, requestMs: 200 });
      patience = { idleMs: LONG, totalMs: LONG };
      const slow = await client(LARGE, 'x');
      // What drips on afterwards is answered too.
      await eventually(() => slow.received.includes('whole'));
      const impatient = await client(`${HEAD}\r\n`, 'x');
      await eventually(() => impatient.isOver);
      await eventually(() => slow.isOver);
      expect(slow.received).toMatch(/^HTTP\/1\.1 200 .*whole.* 400 /s);
    });

    it.each([
      ['says nothing for too long', { idleMs: 100, totalMs: LONG }, undefined],
      ['takes too long as a whole', { idleMs: LONG, totalMs: 100 }, 'x'],
    ])('cuts one that %s', async (_, own, drop) => {
      await listen({});
      patience = own;
      const slow = await client(LARGE.replace('20', '2000000'), drop);
      await eventually(() => slow.isOver);
      expect(slow.received).toBe('');
    });
  });

  it.each([
    ['what is no HTTP', 'nonsense\r\n\r\n', 400],
    ['headers that are too large', `${HEAD}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('answers %s', async (_, sent, status) => {
    await listen({});
    const odd = await client(sent);
    await eventually(() => odd.isOver);
    expect(odd.received).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\nConnection: close\r\n\r\n$`, 's'));
  });

  it('counts anew for the next request of a connection', async () => {
    await listen({ headersMs: 200 });
    const slow = await client(SMALL_REQUEST + HEAD, 'x');
    await eventually(() => slow.isOver);
    expect(slow.received).toMatch(/whole.*408 /s);
  });

  it('keeps a connection for the next request, but not for ever', async () => {
    await listen({ keepAliveMs: 200 });
    const idle = await client(SMALL_REQUEST);
    await eventually(() => idle.isOver);
    expect(idle.received).toMatch(/^HTTP\/1\.1 200 .*Keep-Alive: timeout=/s);
  });

  it('takes so many connections, and closes one more', async () => {
    await listen({ connections: 2 });
    const [first, second] = [await client(SMALL_REQUEST), await client(SMALL_REQUEST)];
    await eventually(() => [first, second].every(({ received }) => received.endsWith('whole')));
    const third = await client(SMALL_REQUEST);
    await eventually(() => third.isOver);
    expect(third.received).toBe('');
    first.leave();
    await eventually(async () => {
      const next = await client(SMALL_REQUEST);
      await eventually(() => next.received !== '' || next.isOver);
      return next.received.endsWith('whole');
    });
  });
});
