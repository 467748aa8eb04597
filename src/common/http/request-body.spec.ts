import { createServer, request as send, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { eventually } from '../../../test/support/eventually.js';
import { RawConnection } from '../../../test/support/raw-connection.js';
import { DomainError } from '../domain-error.js';
import { ByteBudget } from '../byte-budget.js';
import { readJsonBody } from './request-body.js';

const MAX = 1000;
const JSON_TYPE = { 'content-type': 'application/json' };

/** What became of one body: its text, or the code and message of its error. */
type Outcome = string | { code: string; message: string };

describe(readJsonBody, () => {
  let server: Server;
  let budget: ByteBudget;
  let outcomes: Outcome[];
  let beforeReading: (request: IncomingMessage) => Promise<void>;

  beforeEach(async () => {
    budget = new ByteBudget(10 * MAX, 'full');
    outcomes = [];
    beforeReading = () => Promise.resolve();
    server = createServer((request, response) => {
      const outcomesOfTheTest = outcomes;
      void read(request).then((outcome) => {
        outcomesOfTheTest.push(outcome);
        response.end();
        request.resume();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function read(request: IncomingMessage): Promise<Outcome> {
    const hold = budget.hold();
    try {
      await beforeReading(request);
      return (await readJsonBody(request, MAX, hold)).toString();
    } catch (error) {
      if (error instanceof DomainError) return { code: error.code, message: error.message };
      throw error;
    } finally {
      hold.release();
    }
  }

  function port(): number {
    return (server.address() as AddressInfo).port;
  }

  function open(): Promise<RawConnection> {
    return RawConnection.open(`http://127.0.0.1:${port()}`);
  }

  function head(bytes: number): string {
    return `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
  }

  /** Sent in as many chunks as given, with a Content-Length where there is only one. */
  async function post(headers: Record<string, string>, ...chunks: (string | Buffer)[]): Promise<Outcome> {
    await new Promise<void>((resolve, reject) => {
      const outgoing = send({ port: port(), method: 'POST', headers }, (answer) => {
        answer.resume().on('end', resolve);
      });
      outgoing.on('error', reject);
      const last = chunks.pop();
      for (const chunk of chunks) outgoing.write(chunk);
      outgoing.end(last);
    });
    return outcomes[0] ?? 'nothing';
  }

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/vnd.xtrace.v1+json',
  ])('reads a body of the type %s', async (type) => {
    expect(await post({ 'content-type': type }, '{"a":1}')).toBe('{"a":1}');
  });

  it.each(['', 'text/plain', 'application/jsonp', 'multipart/form-data; boundary=x'])(
    'refuses the type %j',
    async (type) => {
      expect(await post(type === '' ? {} : { 'content-type': type }, '{}')).toEqual({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message: 'Content-Type must be application/json',
      });
    },
  );

  it('refuses other charsets and encodings', async () => {
    expect(await post({ 'content-type': 'application/json; charset=latin1' }, '{}')).toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'The charset must be utf-8',
    });
    outcomes = [];
    expect(await post({ ...JSON_TYPE, 'content-encoding': 'br' }, '{}')).toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'Content-Encoding must be gzip or identity',
    });
  });

  it('reads a body of many chunks, up to the limit and no further', async () => {
    const half = 'x'.repeat(MAX / 2);
    expect(await post(JSON_TYPE, half, half)).toBe(half + half);
    outcomes = [];
    expect(await post(JSON_TYPE, half, half, 'x')).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it('refuses a body that is announced as too large before it comes', async () => {
    (await open()).send(head(MAX + 1));
    await eventually(() => outcomes.length > 0);
    expect(outcomes).toEqual([
      { code: 'PAYLOAD_TOO_LARGE', message: 'The body must have at most 1000 bytes, inflated' },
    ]);
  });

  describe('with gzip', () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };

    it('inflates the body', async () => {
      expect(await post(headers, gzipSync('{"a":1}'))).toBe('{"a":1}');
    });

    it('stops inflating at the limit', async () => {
      expect(await post(headers, gzipSync(Buffer.alloc(MAX)))).toBe('\0'.repeat(MAX));
      outcomes = [];
      expect(await post(headers, gzipSync(Buffer.alloc(100_000)))).toMatchObject({
        code: 'PAYLOAD_TOO_LARGE',
      });
    });

    it.each([
      ['is not gzip', Buffer.from('{"a":1}')],
      ['is empty', Buffer.alloc(0)],
      ['is truncated', gzipSync('{"a":1}').subarray(0, -3)],
      ['has a wrong checksum', Buffer.concat([gzipSync('{"a":1}').subarray(0, -8), Buffer.alloc(8)])],
    ])('refuses a body that %s', async (_, body) => {
      expect(await post(headers, body)).toEqual({
        code: 'BAD_REQUEST',
        message: 'The body is not valid gzip',
      });
    });
  });

  describe('counts the bytes', () => {
    it('as they come, and has them back at the end', async () => {
      budget = new ByteBudget(10, 'full');
      expect(await post(JSON_TYPE, 'x'.repeat(6), 'x'.repeat(6))).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      });
      outcomes = [];
      expect(await post(JSON_TYPE, 'x'.repeat(5), 'x'.repeat(5))).toBe('x'.repeat(10));
      expect(budget.usedBytes).toBe(0);
    });

    it('not as they are announced', async () => {
      budget = new ByteBudget(100, 'full');
      const announcing = await Promise.all([1, 2, 3].map(() => open()));
      for (const connection of announcing) connection.send(`${head(90)}{`);
      await eventually(() => budget.usedBytes === 3);
      expect(await post(JSON_TYPE, 'x'.repeat(50))).toBe('x'.repeat(50));
    });

    it('and refuses at once what is announced and has no room', async () => {
      budget = new ByteBudget(100, 'full');
      const [first, second] = [await open(), await open()];
      first.send(head(80) + 'x'.repeat(60));
      await eventually(() => budget.usedBytes === 60);
      second.send(head(50));
      await eventually(() => outcomes.length > 0);
      expect(outcomes).toEqual([{ code: 'SERVICE_UNAVAILABLE', message: 'full' }]);
      first.send('x'.repeat(20));
      await eventually(() => outcomes.length > 1);
      expect(outcomes[1]).toBe('x'.repeat(80));
    });

    it('and refuses a body when they run out, with which others have room again', async () => {
      budget = new ByteBudget(100, 'full');
      const [first, second] = [await open(), await open()];
      first.send(`${head(90)}x`);
      second.send(`${head(90)}y`);
      await eventually(() => budget.usedBytes === 2);
      first.send('x'.repeat(39));
      await eventually(() => budget.usedBytes === 41);
      second.send('y'.repeat(60));
      await eventually(() => outcomes.length > 0);
      expect(outcomes).toEqual([{ code: 'SERVICE_UNAVAILABLE', message: 'full' }]);
      expect(budget.usedBytes).toBe(40);
      first.send('x'.repeat(50));
      await eventually(() => outcomes.length > 1);
      expect(outcomes[1]).toBe('x'.repeat(90));
    });

    it('as inflated', async () => {
      budget = new ByteBudget(100, 'full');
      const body = gzipSync('x'.repeat(500));
      expect(body.length).toBeLessThan(100);
      expect(await post({ ...JSON_TYPE, 'content-encoding': 'gzip' }, body)).toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      });
      expect(budget.usedBytes).toBe(0);
    });
  });

  describe('of a client that goes away', () => {
    const cutOff = [{ code: 'BAD_REQUEST', message: 'The body was cut off' }];

    it('fails, and gives its bytes back', async () => {
      const connection = (await open()).send(`${head(100)}{`);
      await eventually(() => budget.usedBytes === 1);
      connection.leave();
      await eventually(() => outcomes.length > 0);
      expect(outcomes).toEqual(cutOff);
      expect(budget.usedBytes).toBe(0);
    });

    it('fails even when it went before anyone read', async () => {
      beforeReading = (request) =>
        new Promise((resolve) => request.once('close', () => setImmediate(resolve)));
      const connection = await open();
      server.once('request', () => connection.leave());
      connection.send(`${head(100)}{`);
      await eventually(() => outcomes.length > 0);
      expect(outcomes).toEqual(cutOff);
    });
  });
});
