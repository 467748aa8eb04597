import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { eventually } from '../support/eventually.js';
import { rawRequest } from '../support/raw-request.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace } from '../support/stored-trace.js';

const LIMIT = 1_000_000;

function traceOf(id: string, length = 0): string {
  const body = JSON.stringify({ trace: { id, input: '' } });
  return body.replace('""', `"${'x'.repeat(Math.max(0, length - body.length))}"`);
}

describe('The limit of a body', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer({ env: { XTRACE_MAX_REQUEST_BODY_BYTES: String(LIMIT) } });
  });

  afterAll(() => server.stop());

  function head(...headers: string[]): string {
    return [
      'POST /v1/l/batch HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${server.token}`,
      'Content-Type: application/json',
      'Connection: close',
      ...headers,
      '',
      '',
    ].join('\r\n');
  }

  function chunked(body: string): string {
    const parts = body.match(/[\s\S]{1,60000}/g) ?? [];
    return `${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`;
  }

  it('is met exactly', async () => {
    expect((await server.post('/v1/l/batch', traceOf('fits', LIMIT))).status).toBe(200);
    expect((await server.post('/v1/l/batch', traceOf('one-more', LIMIT + 1))).failure).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
      message: expect.stringContaining(String(LIMIT)) as unknown,
    });
    expect(await hasTrace(server, 'one-more')).toBe(false);
  });

  it('is announced by Content-Length, and refused before anything is sent', async () => {
    const answer = await rawRequest(server.url, head(`Content-Length: ${LIMIT * 1000}`));
    expect(answer.status).toBe(413);
  });

  it('holds for a body in chunks', async () => {
    const fits = await rawRequest(
      server.url,
      head('Transfer-Encoding: chunked') + chunked(traceOf('chunks', LIMIT)),
    );
    expect(fits.status).toBe(200);
    expect(await hasTrace(server, 'chunks')).toBe(true);
    const tooLong = await rawRequest(
      server.url,
      head('Transfer-Encoding: chunked') + chunked(traceOf('too-long', LIMIT + 1)),
    );
    expect(tooLong.status).toBe(413);
    expect(await hasTrace(server, 'too-long')).toBe(false);
  });

  it('holds where Content-Length says less than there is: the rest is no part of the body', async () => {
    const body = traceOf('lying');
    const answer = await rawRequest(server.url, head(`Content-Length: ${body.length - 1}`) + body);
    expect(answer.status).toBe(400);
    expect(await hasTrace(server, 'lying')).toBe(false);
  });

  it('of a body that is cut off is not waited for: nothing is stored', async () => {
    const { hostname, port } = new URL(server.url);
    const { connect } = await import('node:net');
    const body = traceOf('cut-off');
    const socket = connect(Number(port), hostname, () => {
      socket.write(head(`Content-Length: ${body.length + 1}`) + body, () => socket.destroy());
    });
    await eventually(
      () => server.logs.includes('POST /v1/l/batch aborted') || server.logs.includes('POST /v1/l/batch 400'),
    );
    expect(await hasTrace(server, 'cut-off')).toBe(false);
    await eventually(async () => /^xtrace_in_flight_bytes 0$/m.test((await server.get('/metrics')).text));
  });

  it('holds for what gzip inflates to', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    expect((await server.post('/v1/l/batch', gzipSync(traceOf('zipped', LIMIT)), gzip)).status).toBe(200);
    expect(await hasTrace(server, 'zipped')).toBe(true);
    const bomb = gzipSync(traceOf('bomb', 100_000_000), { level: 9 });
    expect(bomb.length).toBeLessThan(LIMIT);
    expect((await server.post('/v1/l/batch', bomb, gzip)).failure).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    });
    expect(await hasTrace(server, 'bomb')).toBe(false);
  });

  it('holds for a bomb of many gzip members', async () => {
    const member = gzipSync('x'.repeat(900_000));
    const answer = await server.post(
      '/v1/l/batch',
      Buffer.concat(Array.from({ length: 500 }, () => member)),
      {
        'content-encoding': 'gzip',
      },
    );
    expect(answer.status).toBe(413);
  });

  it('holds for bodies that are not read at all', async () => {
    for (const [path, status] of [
      ['/healthz', 405],
      ['/api/public/nothing', 404],
    ] as const) {
      const answer = await server.request(path, { method: 'POST', body: 'x'.repeat(LIMIT + 1) });
      expect(answer.status).toBe(status);
    }
    const answer = await server.request('/v1/l/batch', {
      method: 'POST',
      body: traceOf('x', LIMIT + 1),
      headers: { authorization: '' },
    });
    expect(answer.status).toBe(401);
  });

  it('of all bodies together turns away what is too much at once, and then takes it', async () => {
    const small = await startServer({
      databaseUrl: server.databaseUrl,
      env: { XTRACE_MAX_IN_FLIGHT_BYTES: '1048576', XTRACE_MAX_REQUEST_BODY_BYTES: String(LIMIT) },
    });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => small.post('/v1/l/batch', traceOf(`budget-${index}`, 900_000))),
    );
    for (const [index, answer] of answers.entries()) {
      expect([200, 503]).toContain(answer.status);
      if (answer.status === 503) expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
      expect(await hasTrace(small, `budget-${index}`)).toBe(answer.status === 200);
    }
    expect((await small.post('/v1/l/batch', traceOf('budget-after', 900_000))).status).toBe(200);
    await small.stop();
  });
});

describe('The encoding of a body', () => {
  let server: TestXtrace;
  const body = traceOf('encoded');

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it.each([
    ['gzip', gzipSync(body)],
    ['GZIP', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['identity', body],
    ['gzip', Buffer.concat([gzipSync(body.slice(0, 10)), gzipSync(body.slice(10))])],
  ])('may be %s', async (encoding, bytes) => {
    expect((await server.post('/v1/l/batch', bytes, { 'content-encoding': encoding })).status).toBe(200);
  });

  it.each([
    ['br', brotliCompressSync(body)],
    ['deflate', deflateSync(body)],
    ['gzip, gzip', gzipSync(gzipSync(body))],
    ['gzip, identity', gzipSync(body)],
    ['zstd', body],
  ])('may not be %s', async (encoding, bytes) => {
    const answer = await server.post('/v1/l/batch', bytes, { 'content-encoding': encoding });
    expect(answer.failure).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it.each([
    ['is cut off', gzipSync(body).subarray(0, -5)],
    ['is none', Buffer.from(body)],
    ['has a wrong checksum', Buffer.concat([gzipSync(body).subarray(0, -8), Buffer.alloc(8)])],
    ['is empty', Buffer.alloc(0)],
  ])('is refused where the gzip %s', async (_, bytes) => {
    const answer = await server.post('/v1/l/batch', bytes, { 'content-encoding': 'gzip' });
    expect(answer.failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/x-protobuf',
    'application/json; charset=latin1',
    '',
  ])('and type %j together are refused', async (type) => {
    const answer = await server.post('/v1/l/batch', Buffer.from(body), { 'content-type': type });
    expect(answer.failure).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  it.each([
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'Application/JSON',
    'application/vnd.api+json',
  ])('and type %j together are accepted', async (type) => {
    expect((await server.post('/v1/l/batch', body, { 'content-type': type })).status).toBe(200);
  });
});
