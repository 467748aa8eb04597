import type { Answer } from '../support/answer.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { eventually } from '../support/eventually.js';
import { rawRequest } from '../support/raw-request.js';

describe('Headers', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer({
      env: {
        XTRACE_BASE_PATH: '/xtrace',
        TRUST_PROXY: '1',
        CORS_ORIGINS: 'https://app.example, http://localhost:5173',
      },
    });
  });

  afterAll(() => server.stop());

  it.each([
    '/healthz',
    '/readyz',
    '/api/public/traces',
    '/api/public/traces/none',
    '/api/public/projects',
    '/metrics',
    '/nothing',
  ])('of %s keep browsers at bay and do not name the framework', async (path) => {
    const { headers } = await server.get(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('access-control-allow-origin')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('demand TLS of those who come by TLS', async () => {
    const { headers } = await server.get('/healthz', { 'x-forwarded-proto': 'https' });
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
  });

  describe('for pages of other origins', () => {
    const preflight = (path: string, origin: string, method = 'POST'): Promise<Answer> =>
      server.request(path, {
        method: 'OPTIONS',
        headers: {
          authorization: '',
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const corsHeaders = ({ headers }: Answer): string[] =>
      [...headers.keys()].filter((name) => name.startsWith('access-control-'));

    it.each(['/v1/traces', '/api/public/otel/v1/traces', '/api/public/otel/v1/metrics/', '/v1/l/batch'])(
      'of CORS_ORIGINS let telemetry be sent to %s, and errors be read',
      async (path) => {
        for (const origin of ['https://app.example', 'http://localhost:5173']) {
          const allowed = await preflight(path, origin);
          expect([allowed.status, allowed.text]).toEqual([204, '']);
          expect(allowed.headers.get('access-control-allow-methods')).toBe('POST,PATCH');
          expect(allowed.headers.get('access-control-allow-headers')).toMatch(/^Authorization,Content-Type,/);
          const wrong = await server.post(path, {}, { origin, authorization: 'Bearer wrong' });
          expect(wrong.status).toBe(401);
          const sent = await server.post(path, path === '/v1/l/batch' ? { traces: [] } : {}, { origin });
          expect(sent.status).toBe(200);
          for (const { headers } of [allowed, wrong, sent]) {
            expect(headers.get('access-control-allow-origin')).toBe(origin);
            expect(headers.get('vary')).toContain('Origin');
            expect(headers.has('access-control-allow-credentials')).toBe(false);
          }
        }
      },
    );

    it.each([
      'https://app.example.evil',
      'http://app.example',
      'https://app.example:8443',
      'HTTPS://APP.EXAMPLE',
      'null',
      '*',
    ])('say nothing to those of %s: a preflight is a method that there is not', async (origin) => {
      const refused = await preflight('/v1/traces', origin);
      expect(refused.status).toBe(405);
      const sent = await server.post('/v1/traces', {}, { origin });
      for (const answer of [refused, sent]) {
        expect(corsHeaders(answer)).toEqual([]);
        expect(JSON.stringify([...answer.headers])).not.toContain('localhost:5173');
      }
    });

    it('of CORS_ORIGINS let nothing be read or deleted', async () => {
      const origin = 'https://app.example';
      const answers = await Promise.all([
        preflight('/api/public/traces', origin, 'GET'),
        preflight('/api/public/traces', origin, 'DELETE'),
        preflight('/metrics', origin),
        preflight('/docs', origin),
        server.request('/v1/traces', { method: 'OPTIONS', headers: { origin } }),
        server.get('/api/public/traces', { origin }),
        server.get('/api/public/projects', { origin }),
      ]);
      expect(answers.map(corsHeaders)).toEqual(answers.map(() => []));
    });
  });

  it('give back the request id of the gateway, and a new one for each request without', async () => {
    expect(
      (await server.get('/healthz', { 'x-request-id': 'gateway-1:2/3' })).headers.get('x-request-id'),
    ).toBe('gateway-1:2/3');
    const ids = await Promise.all(
      [1, 2].map(async () => (await server.get('/healthz')).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it.each(['with space', 'x'.repeat(129), '<script>', '"quoted"'])(
    'replace the request id %j',
    async (id) => {
      expect((await server.get('/healthz', { 'x-request-id': id })).headers.get('x-request-id')).not.toBe(id);
    },
  );

  it('put the request id and the trace id into the log', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await server.get('/api/public/traces/none', { 'x-request-id': 'logged-id', traceparent });
    // The line is written when the answer has left.
    await eventually(() =>
      server.logs.includes('"requestId":"logged-id","traceId":"0af7651916cd43dd8448eb211c80319c"'),
    );
    expect(server.logs).not.toContain('/api/public/traces/none');
  });

  it('named __proto__ or constructor harm nothing', async () => {
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
      const answer = await rawRequest(
        server.url,
        `GET /api/public/projects HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n${name}: polluted\r\nConnection: close\r\n\r\n`,
      );
      expect(answer.status).toBe(200);
    }
    expect((await server.get('/healthz')).status).toBe(200);
  });

  it('beyond the limit are refused, and the server lives on', async () => {
    const answer = await rawRequest(
      server.url,
      `GET /healthz HTTP/1.1\r\nHost: x\r\nBig: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer.status).toBe(431);
    expect((await server.get('/healthz')).status).toBe(200);
  });

  it.each([
    [
      'both Content-Length and Transfer-Encoding',
      'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two Content-Lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['a Content-Length that is no number', 'Content-Length: 5x\r\n\r\nhello'],
    ['a folded header', 'X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n'],
    ['a space before a colon', 'Content-Length : 0\r\n\r\n'],
  ])('with %s are refused', async (_, rest) => {
    const answer = await rawRequest(
      server.url,
      `POST /v1/l/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\nContent-Type: application/json\r\nConnection: close\r\n${rest}`,
    );
    expect(answer.status).toBe(400);
  });

  it('say JSON with every error, and Langfuse’s name of it where its clients call', async () => {
    const failures = await Promise.all([
      server.get('/nothing'),
      server.post('/v1/l/batch', '{'),
      server.post('/v1/l/batch', '{}', { 'content-type': 'text/plain' }),
      server.get('/api/public/traces?page=0'),
      server.get('/api/public/traces', { authorization: '' }),
      server.get('/api/public/traces/%zz'),
      server.get('/api/public/traces/%ff'),
    ]);
    const envelope = {
      message: expect.any(String) as unknown,
      code: expect.any(String) as unknown,
      data: null,
    };
    for (const [index, failure] of failures.entries()) {
      expect(failure.headers.get('content-type')).toMatch(/^application\/json/);
      const isCompatible = index > 2;
      expect(failure.json()).toEqual(
        isCompatible ? { ...envelope, error: expect.stringMatching(/^[A-Z]\w+Error$/) as unknown } : envelope,
      );
      expect(failure.text).not.toMatch(/\bat .*\.js|node_modules|SELECT/);
    }
    expect(failures.map(({ status }) => status)).toEqual([404, 400, 415, 400, 401, 400, 400]);
  });

  it.each(['/healthz', '/api/public/projects', '/api/public/traces?limit=1'])(
    'aside: %s is served with the base path and without',
    async (path) => {
      expect((await server.get(path)).status).toBe(200);
      expect(server.url.endsWith('/xtrace')).toBe(true);
      const withoutPrefix = new URL(path, server.url).href;
      const answer = await fetch(withoutPrefix, { headers: { authorization: `Bearer ${server.token}` } });
      expect(answer.status).toBe(200);
    },
  );

  it('do not make /xtraces the same as /xtrace/s', async () => {
    const answer = await fetch(new URL('/xtracehealthz', server.url));
    expect(answer.status).toBe(404);
  });
});

describe('Health', () => {
  it('is answered without a credential: the process lives, and the server is ready', async () => {
    const server = await startServer();
    expect((await server.get('/healthz', { authorization: '' })).json()).toEqual({ status: 'ok' });
    expect((await server.get('/readyz', { authorization: '' })).json()).toEqual({ status: 'ready' });
    const { text, headers } = await server.get('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    for (const name of [
      'xtrace_http_requests_total',
      'xtrace_commit_duration_seconds',
      'nodejs_eventloop_lag_seconds',
      'xtrace_pool_read_busy',
      'xtrace_queue_bytes',
    ]) {
      expect(text).toContain(name);
    }
    await server.stop();
  });
});
