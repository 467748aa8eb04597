import type { Answer } from '../support/answer.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { rawRequest } from '../support/raw-request.js';

const CHALLENGE = 'Bearer realm="xtrace", Basic realm="xtrace"';
const UNAUTHORIZED = { message: 'Unauthorized', code: 'UNAUTHORIZED', data: null };
const COMPATIBLE = { ...UNAUTHORIZED, error: 'UnauthorizedError' };
const PUBLIC_KEY = 'pk-lf-tests';
const SECRET_KEY = 'sk-lf-tests';

const PROTECTED = [
  'POST /v1/l/batch',
  'POST /v1/metrics/batch',
  'GET /api/public/traces',
  'GET /api/public/traces/any',
  'GET /api/public/metrics',
  'GET /api/public/v2/metrics',
  'GET /api/public/metrics/daily',
  'GET /api/public/metrics/names',
  'GET /api/public/metrics/query',
  'GET /api/public/projects',
  'GET /api/internal/rate_limit_stats',
  'GET /metrics',
];

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

describe('Access', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer({ env: { XTRACE_PUBLIC_KEY: PUBLIC_KEY, XTRACE_SECRET_KEY: SECRET_KEY } });
  });

  afterAll(() => server.stop());

  describe.each(PROTECTED)('to %s', (route) => {
    const [method = '', path = ''] = route.split(' ');
    const body = method === 'POST' ? {} : undefined;

    it('needs a credential', async () => {
      const answer = await server.request(path, { method, body, headers: { authorization: '' } });
      expect(answer.status).toBe(401);
      expect(answer.json()).toEqual(path.startsWith('/api/public/') ? COMPATIBLE : UNAUTHORIZED);
      expect(answer.headers.get('www-authenticate')).toBe(CHALLENGE);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    });

    it.each(['//', '/./', '/x/../'])('needs one also when the path begins with %s', async (prefix) => {
      const target = `${prefix}${path.slice(1)}`;
      const answer = await rawRequest(
        server.url,
        `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n`,
      );
      expect([401, 404]).toContain(answer.status);
      expect(answer.body).not.toContain('"data":[');
    });

    it('needs one in absolute form, and with an encoded path', async () => {
      const encoded = path.replace(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
      for (const target of [
        `${server.url}${path}`,
        `http://elsewhere.example${path}`,
        encoded,
        `${path}/`,
        path.toUpperCase(),
      ]) {
        const answer = await rawRequest(
          server.url,
          `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n`,
        );
        expect([401, 404]).toContain(answer.status);
      }
    });
  });

  it.each(PROTECTED.filter((route) => route.startsWith('GET')))(
    'to %s needs one for HEAD too',
    async (route) => {
      const answer = await server.request(route.slice(4), { method: 'HEAD', headers: { authorization: '' } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe(CHALLENGE);
    },
  );

  it.each(['/healthz', '/readyz', '/api/public/health', '/api/public/ready'])(
    'to %s is free, for HEAD too',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        expect((await server.request(path, { method, headers: { authorization: '' } })).status).toBe(200);
      }
    },
  );

  it('to an unknown path is answered 404, as JSON, with and without a credential', async () => {
    for (const authorization of [`Bearer ${server.token}`, '']) {
      const answer = await server.get('/api/public/nothing', { authorization });
      expect(answer.failure).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(answer.json()).toMatchObject({ error: 'LangfuseNotFoundError' });
    }
  });

  it('to a route by another method is answered 405, with those that there are', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await server.request('/api/public/metrics/names', { method });
      expect(answer.failure).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
      expect(answer.headers.get('allow')).toBe('GET, HEAD');
      expect(answer.json()).toMatchObject({ error: 'MethodNotAllowedError' });
    }
    expect((await server.get('/v1/l/batch')).headers.get('allow')).toBe('POST');
  });

  it('is given to the public key alone for scores, and for nothing else', async () => {
    const authorization = `Bearer ${PUBLIC_KEY}`;
    const event = (id: string, type: string, body: object): object => {
      return { id, type, timestamp: '2026-01-31T08:00:00Z', body };
    };
    const answer = await server.post(
      '/api/public/ingestion',
      {
        batch: [
          event('e1', 'score-create', { id: 's1', traceId: 't1', name: 'liked', value: 1 }),
          event('e2', 'trace-create', { id: 't1', name: 'forged' }),
        ],
      },
      { authorization },
    );
    expect(answer.status).toBe(207);
    expect(answer.json()).toEqual({
      successes: [{ id: 'e1', status: 201 }],
      errors: [{ id: 'e2', status: 401, message: 'Access Scope Denied', error: 'UnauthorizedError' }],
    });
    expect((await server.get('/api/public/scores/s1')).json()).toMatchObject({ value: 1 });
    const liked = { id: 's2', traceId: 't1', name: 'liked', value: 0 };
    const alone = await server.post('/api/public/scores', liked, { authorization });
    expect([alone.status, alone.json()]).toEqual([200, { id: 's2' }]);
    for (const route of PROTECTED) {
      const [method = '', path = ''] = route.split(' ');
      const body = method === 'POST' ? {} : undefined;
      const refused = await server.request(path, { method, body, headers: { authorization } });
      expect(refused.failure).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
  });

  it('is given to pages of other origins where the public key is good for it, and nowhere else', async () => {
    const preflight = (path: string, wanted = 'POST'): Promise<Answer> =>
      server.request(path, {
        method: 'OPTIONS',
        headers: {
          authorization: '',
          origin: 'https://app.example',
          'access-control-request-method': wanted,
          'access-control-request-headers': 'authorization,content-type,x-langfuse-sdk-name',
        },
      });
    for (const path of ['/api/public/ingestion', '/api/public/scores']) {
      const { status, headers } = await preflight(path);
      expect([status, headers.get('access-control-allow-methods')]).toEqual([204, 'POST']);
      expect(headers.get('access-control-allow-headers')).toMatch(
        /^Authorization,Content-Type,.*X-Langfuse-Sdk-Name/,
      );
      const refused = await server.post(
        path,
        {},
        { authorization: 'Bearer wrong', origin: 'https://app.example' },
      );
      expect(refused.status).toBe(401);
      for (const answer of [headers, refused.headers]) {
        expect(answer.get('access-control-allow-origin')).toBe('*');
        expect(answer.has('access-control-allow-credentials')).toBe(false);
      }
    }
    const closed = await Promise.all([
      preflight('/api/public/traces'),
      preflight('/v1/l/batch'),
      server.get('/api/public/scores', { origin: 'https://app.example' }),
    ]);
    for (const { headers } of closed) expect(headers.has('access-control-allow-origin')).toBe(false);
  });

  it('does not depend on the headers by which SDKs name themselves, however they spell them', async () => {
    for (const separator of ['-', '_']) {
      const headers = Object.fromEntries(
        ['sdk-name', 'sdk-version', 'sdk-variant', 'sdk-integration', 'public-key'].map((name) => [
          `x-langfuse-${name}`.replaceAll('-', separator),
          'other',
        ]),
      );
      const answer = await server.post('/api/public/ingestion', { batch: [] }, headers);
      expect({ status: answer.status, body: answer.json() }).toEqual({
        status: 207,
        body: { successes: [], errors: [] },
      });
    }
  });

  it.each([
    ['the token', (): string => `Bearer ${server.token}`],
    ['the token after a scheme in lower case', (): string => `bearer ${server.token}`],
    ['the key pair', (): string => basic(PUBLIC_KEY, SECRET_KEY)],
  ])('is given to %s', async (_, authorization) => {
    expect((await server.get('/api/public/projects', { authorization: authorization() })).status).toBe(200);
  });

  it.each([
    ['a wrong token', 'Bearer wrong-token'],
    ['a token that is cut off', 'Bearer token-of-the-test'],
    ['the token twice', 'Bearer token-of-the-tests token-of-the-tests'],
    ['no token', 'Bearer'],
    ['another scheme', 'Digest token-of-the-tests'],
    ['no scheme', 'token-of-the-tests'],
    ['a wrong secret', basic(PUBLIC_KEY, 'wrong')],
    ['a wrong public key', basic('wrong', SECRET_KEY)],
    ['the keys exchanged', basic(SECRET_KEY, PUBLIC_KEY)],
    ['no secret', basic(PUBLIC_KEY, '')],
    ['no colon', `Basic ${Buffer.from(PUBLIC_KEY).toString('base64')}`],
    ['no base64', 'Basic ???'],
  ])('is refused to %s', async (_, authorization) => {
    const answer = await server.get('/api/public/projects', { authorization });
    expect(answer.status).toBe(401);
    expect(answer.json()).toEqual(COMPATIBLE);
  });

  it('does not take a credential from the query string', async () => {
    const answer = await server.get(
      `/api/public/projects?token=${server.token}&access_token=${server.token}`,
      {
        authorization: '',
      },
    );
    expect(answer.status).toBe(401);
  });

  it('is slowed down for who guesses, not for who knows the token', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, guess) =>
        server.get('/api/public/projects', { authorization: `Bearer guess-${guess}` }),
      ),
    );
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect(
      Number(guesses.find(({ status }) => status === 429)?.headers.get('retry-after')),
    ).toBeGreaterThanOrEqual(1);
    expect((await server.get('/api/public/projects')).status).toBe(200);
  });

  it('tells the project of the credential', async () => {
    expect((await server.get('/api/public/projects')).json()).toMatchObject({
      data: [{ id: 'default', name: 'default', metadata: {} }],
    });
  });
});

describe('A server of another project', () => {
  it('uses its id and name everywhere', async () => {
    const server = await startServer({
      env: { DEFAULT_PROJECT_ID: 'team-7', XTRACE_PROJECT_NAME: 'Team 7' },
    });
    expect((await server.get('/api/public/projects')).json()).toMatchObject({
      data: [{ id: 'team-7', name: 'Team 7' }],
    });
    expect((await server.post('/v1/l/batch', { trace: { id: 't', projectId: 'team-7' } })).status).toBe(200);
    expect((await server.get('/api/public/traces/t')).json()).toMatchObject({
      projectId: 'team-7',
      htmlPath: '/project/team-7/traces/t',
    });
    expect((await server.post('/v1/l/batch', { trace: { id: 't', projectId: 'default' } })).status).toBe(403);

    const other = await startServer({ databaseUrl: server.databaseUrl });
    expect((await other.get('/api/public/traces/t')).status).toBe(404);
    expect((await other.get('/api/public/traces')).json()).toMatchObject({
      data: [],
      meta: { totalItems: 0 },
    });
    expect((await other.post('/v1/l/batch', { trace: { id: 't', name: 'mine' } })).status).toBe(200);
    expect((await server.get('/api/public/traces/t')).json()).toMatchObject({ name: null });
    await other.stop();
    await server.stop();
  });

  it('without a credential answers projects, and takes spans, where that is switched on and no keys are set', async () => {
    const server = await startServer({ env: { XTRACE_ALLOW_UNAUTHENTICATED_COMPAT: '1' } });
    expect((await server.get('/api/public/projects', { authorization: '' })).status).toBe(200);
    expect((await server.get('/api/public/traces', { authorization: '' })).status).toBe(401);
    const spans = (path: string): Promise<Answer> =>
      server.post(path, { resourceSpans: [] }, { authorization: '' });
    expect((await spans('/api/public/otel/v1/traces')).status).toBe(200);
    expect((await spans('/v1/traces')).status).toBe(401);
    await server.stop();
  });
});
