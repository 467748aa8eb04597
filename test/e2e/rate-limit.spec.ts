import { startServer, type TestXtrace } from '../support/server.js';

const BURST = 3;
const QUERIES = [
  '/api/public/traces',
  '/api/public/traces/x',
  '/api/public/metrics/daily',
  '/api/public/metrics/names',
  '/api/public/metrics/query?name=x',
];

interface Stats {
  readonly total_allowed: number;
  readonly total_rejected: number;
  readonly top_rejected_tokens: { token: string; count: number }[];
}

describe('The rate limit', () => {
  let server: TestXtrace;
  const keyPair = `Basic ${Buffer.from('pk-tests:sk-tests').toString('base64')}`;

  beforeAll(async () => {
    server = await startServer({
      env: {
        RATE_LIMIT_QPS: '1',
        RATE_LIMIT_BURST: String(BURST),
        XTRACE_PUBLIC_KEY: 'pk-tests',
        XTRACE_SECRET_KEY: 'sk-tests',
      },
    });
  });

  afterAll(() => server.stop());

  /** Until the bucket is empty, however fast this machine is. */
  async function exhaust(): Promise<void> {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => server.get('/api/public/metrics/names')),
    );
    if (answers.every(({ status }) => status === 200)) throw new Error('There is no limit');
  }

  it('is shared by all query routes', async () => {
    const rounds = [...QUERIES, ...QUERIES, ...QUERIES];
    const answers = await Promise.all(rounds.map((path) => server.get(path)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(
      rounds.length - BURST - 10,
    );
    expect(statuses).not.toContain(500);
  });

  it('answers 429 with when to come back', async () => {
    await exhaust();
    const answers = await Promise.all(QUERIES.flatMap((path) => [server.get(path), server.get(path)]));
    const [rejected] = answers.filter(({ status }) => status === 429);
    expect(rejected?.json()).toEqual({
      message: 'Too Many Requests',
      code: 'TOO_MANY_REQUESTS',
      error: 'TooManyRequestsError',
      data: null,
      meta: { rate_limit: { remaining: 0, reset_at: expect.stringMatching(/^20\d\d-.*Z$/) as unknown } },
    });
    expect(rejected?.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  });

  it('does not hold for writes, health, projects and its own figures', async () => {
    await exhaust();
    const paths = [
      '/api/public/projects',
      '/api/internal/rate_limit_stats',
      '/metrics',
      '/healthz',
      '/readyz',
    ];
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, (_, index) =>
        server.post('/v1/l/batch', { trace: { id: `t-${index}` } }),
      ),
      ...Array.from({ length: 5 }, () => server.post('/v1/metrics/batch', { metrics: [] })),
      ...paths.flatMap((path) => [server.get(path), server.get(path), server.get(path), server.get(path)]),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('is one for each credential', async () => {
    await exhaust();
    expect((await server.get('/api/public/metrics/names', { authorization: keyPair })).status).toBe(200);
  });

  it('cannot be avoided by forged addresses', async () => {
    await exhaust();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        server.get('/api/public/metrics/names', {
          'x-forwarded-for': `10.0.0.${index}`,
          forwarded: `for=10.0.0.${index}`,
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toContain(429);
  });

  it('does not count what has no right credential', async () => {
    const before = (await server.get('/api/internal/rate_limit_stats')).json<Stats>();
    await server.get('/api/public/traces', { authorization: '' });
    const after = (await server.get('/api/internal/rate_limit_stats')).json<Stats>();
    expect(after.total_allowed + after.total_rejected).toBe(before.total_allowed + before.total_rejected);
  });

  it('tells what it has done, the tokens masked', async () => {
    await exhaust();
    const answer = await server.get('/api/internal/rate_limit_stats');
    const stats = answer.json<Stats>();
    expect(stats).toEqual({
      rate_limit_qps: 1,
      rate_limit_burst: BURST,
      total_allowed: expect.any(Number) as unknown,
      total_rejected: expect.any(Number) as unknown,
      rejection_rate: stats.total_rejected / (stats.total_allowed + stats.total_rejected),
      top_rejected_tokens: expect.any(Array) as unknown,
    });
    expect(stats.top_rejected_tokens[0]).toEqual({
      token: expect.stringMatching(/…$/) as unknown,
      count: expect.any(Number) as unknown,
    });
    expect(answer.text).not.toContain(server.token);
    expect(answer.text).not.toContain('sk-tests');
  });
});
