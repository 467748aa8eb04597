import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { eventually } from '../../../test/support/eventually.js';
import { UnavailableError } from '../domain-error.js';
import { ServerMetrics } from '../monitoring/server-metrics.js';
import { AnswerBudget } from './answer-budget.js';

const TOTAL = 10;
const STALL_MS = 300;
/** More than sockets take in on their own. */
const LARGE = Buffer.alloc(32 * 1024 * 1024);

describe(AnswerBudget, () => {
  let metrics: ServerMetrics;
  let budget: AnswerBudget;
  let server: Server;
  let clients: Socket[];

  beforeEach(() => {
    metrics = new ServerMetrics();
    budget = new AnswerBudget(metrics, TOTAL, STALL_MS);
    clients = [];
  });

  afterEach(() => {
    for (const client of clients) client.destroy();
    server.closeAllConnections();
    server.close();
  });

  async function listen(answer: (response: ServerResponse) => Promise<void>): Promise<void> {
    server = createServer((_, response) => void answer(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  }

  /** A client that reads nothing unless told to. */
  function request(text = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'): Socket {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined).pause();
    client.write(text);
    clients.push(client);
    return client;
  }

  async function held(): Promise<number> {
    const text = await metrics.registry.getSingleMetricAsString('xtrace_answer_bytes');
    return Number(/^xtrace_answer_bytes (\d+)$/m.exec(text)?.[1]);
  }

  function expectHeld(bytes: number): Promise<void> {
    return eventually(async () => (await held()) === bytes);
  }

  async function hold(response: ServerResponse, bytes: number): Promise<void> {
    await budget.within(response, (bytesHeld) => {
      bytesHeld.grow(bytes);
      return Promise.resolve();
    });
  }

  it('holds what the reading took until the answer has been sent', async () => {
    let sent: ServerResponse | undefined;
    await listen(async (response) => {
      await hold(response, 6);
      sent = response;
    });
    request().resume();
    await expectHeld(6);
    sent?.end('x');
    await expectHeld(0);
  });

  it('refuses what is not there, and takes nothing of it', async () => {
    const refusals: unknown[] = [];
    await listen(async (response) => {
      await hold(response, 6).catch((error: unknown) => refusals.push(error));
    });
    request();
    await expectHeld(6);
    request();
    await eventually(() => refusals.length > 0);
    expect(refusals).toEqual([expect.any(UnavailableError)]);
    expect(await held()).toBe(6);
  });

  it('gives back what a reading took that failed', async () => {
    await listen(async (response) => {
      const failing = budget.within(response, (bytes) => {
        bytes.grow(6);
        return Promise.reject(new Error('failed'));
      });
      await expect(failing).rejects.toThrow('failed');
      response.end();
    });
    const client = request();
    client.resume();
    await once(client, 'data');
    expect(await held()).toBe(0);
  });

  it('gives back what a client has left that went in the middle of its answer', async () => {
    await listen(async (response) => {
      await hold(response, 6);
      response.end(LARGE);
    });
    const client = request();
    await expectHeld(6);
    client.destroy();
    await expectHeld(0);
  });

  it('holds until the reading has ended where the client has gone before', async () => {
    let endReading: (() => void) | undefined;
    let closed: Promise<unknown> | undefined;
    await listen(async (response) => {
      closed = once(response, 'close');
      await budget.within(response, (bytes) => {
        bytes.grow(6);
        return new Promise<void>((resolve) => (endReading = resolve));
      });
    });
    const client = request();
    await expectHeld(6);
    client.destroy();
    await closed;
    expect(await held()).toBe(6);
    endReading?.();
    await expectHeld(0);
  });

  it('gives back what was held for an answer that waits behind another one when their connection goes', async () => {
    await listen(async (response) => {
      await hold(response, 5);
      response.end(LARGE);
    });
    const client = request('GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expectHeld(10);
    client.destroy();
    await expectHeld(0);
  });

  it('cuts the connection of a client that takes nothing of its answer', async () => {
    await listen(async (response) => {
      await hold(response, 6);
      response.end(LARGE);
    });
    request();
    await expectHeld(6);
    await expectHeld(0);
  });
});
