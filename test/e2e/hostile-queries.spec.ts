import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, storedTrace } from '../support/stored-trace.js';
import { withConnection } from '../support/admin-connection.js';

const INJECTIONS = [
  "'",
  '"',
  "' OR '1'='1",
  "'; DROP TABLE traces; --",
  '1; SELECT pg_sleep(60); --',
  '1) OR 1=1 --',
  'timestamp.desc; DROP TABLE traces',
  'timestamp.desc,(SELECT 1)',
  'timestamp.desc--',
  '(CASE WHEN 1=1 THEN id END).asc',
  "a' UNION SELECT usename FROM pg_user --",
  "{'a':1}",
  '{}',
  '["a"]',
  '{"a\'b":"c\'; DROP TABLE metric_points; --"}',
  '$1',
  '$$; DROP TABLE traces; $$',
  "%' OR name LIKE '%",
  "\\'; DROP TABLE traces; --",
  "{x}'::text[]",
  "1m'; --",
  'avg(value)); --',
  '\u0000',
  '%00',
  '１',
  '__proto__',
  'constructor',
  '[object Object]',
  'NULL',
  'true',
  '-1',
  '1e9',
  '9'.repeat(400),
  'x'.repeat(4000),
  '\ud83d\ude00',
  ...['column', 'operator', 'key', 'value'].map((member) =>
    JSON.stringify([
      {
        type: 'stringObject',
        column: 'metadata',
        operator: '=',
        key: 'k',
        value: 'v',
        [member]: `"k' OR 1=1; DROP TABLE traces; --`,
      },
    ]),
  ),
];

const ROUTES: readonly (readonly [path: string, parameters: readonly string[]])[] = [
  [
    '/api/public/traces?',
    [
      'page',
      'limit',
      'userId',
      'name',
      'sessionId',
      'fromTimestamp',
      'toTimestamp',
      'orderBy',
      'tags',
      'version',
      'release',
      'environment',
      'fields',
      'filter',
    ],
  ],
  [
    '/api/public/observations?',
    [
      'page',
      'limit',
      'name',
      'userId',
      'type',
      'traceId',
      'level',
      'parentObservationId',
      'environment',
      'fromStartTime',
      'toStartTime',
      'version',
      'filter',
    ],
  ],
  [
    '/api/public/v2/observations?',
    ['cursor', 'fields', 'expandMetadata', 'sessionId', 'parentObservationId', 'isRootObservation'],
  ],
  [
    '/api/public/metrics/daily?',
    [
      'page',
      'limit',
      'traceName',
      'userId',
      'tags',
      'fromTimestamp',
      'toTimestamp',
      'version',
      'release',
      'environment',
    ],
  ],
  ['/api/public/metrics?', ['query']],
  ['/api/public/v2/metrics?', ['query']],
  ['/api/public/v2/scores?', ['filter', 'observationId', 'traceTags', 'value', 'operator']],
  ['/api/public/v3/scores?', ['cursor', 'name', 'source']],
  ['/api/public/v3/scores?dataType=CATEGORICAL&', ['value']],
  ['/api/public/metrics/query?name=known&', ['from', 'to', 'labels', 'step', 'agg', 'group_by']],
  ['/api/public/metrics/query?', ['name']],
];

const CASES = ROUTES.flatMap(([path, parameters]) =>
  parameters.map((parameter): [string, string] => [path, parameter]),
);

describe('Hostile queries', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    await ingest(server, { trace: { id: 'known', name: 'known', timestamp: '2026-01-31T08:00:00Z' } });
    const metrics = [{ name: 'known', labels: { a: 'b' }, value: 1, timestamp: '2026-01-31T08:00:00Z' }];
    await server.post('/v1/metrics/batch', { metrics });
  });

  afterAll(() => server.stop());

  async function tables(): Promise<unknown[]> {
    const counts = `SELECT (SELECT count(*) FROM traces) AS traces, (SELECT count(*) FROM metric_points) AS points,
      (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'i')) AS relations`;
    return withConnection(
      server.databaseUrl ?? '',
      async (client) => (await client.query(counts)).rows as unknown[],
    );
  }

  it.each(CASES)('%s%s=… are answered 200 or 400, and have no effect', async (path, parameter) => {
    const before = await tables();
    const answers = await Promise.all(
      INJECTIONS.map((text) => server.get(`${path}${parameter}=${encodeURIComponent(text)}`)),
    );
    const unexpected = answers.filter(
      ({ status, text }) => ![200, 400].includes(status) || /syntax error|SQLSTATE|relation "/.test(text),
    );
    expect(unexpected).toEqual([]);
    expect(await tables()).toEqual(before);
  });

  it.each(CASES)('%s%s given twice, as a list or as an object are never 500', async (path, parameter) => {
    for (const query of [
      `${parameter}=a&${parameter}=b`,
      `${parameter}[]=a`,
      `${parameter}[$ne]=a`,
      `${parameter}[__proto__][x]=1`,
      parameter,
      `${parameter}=`,
    ]) {
      expect([200, 400]).toContain((await server.get(`${path}${query}`)).status);
    }
  });

  it('with a thousand parameters are answered', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `p${index}=1`).join('&');
    expect((await server.get(`/api/public/traces?${many}`)).status).toBe(200);
    expect((await server.get(`/api/public/traces?${'tags=a&'.repeat(1000)}`)).status).toBe(200);
    const different = Array.from({ length: 500 }, (_, index) => `tags=${index}`).join('&');
    expect((await server.get(`/api/public/traces?${different}`)).status).toBe(400);
  });

  it('named like members of Object.prototype change nothing', async () => {
    const query =
      '__proto__=1&__proto__[limit]=1&constructor=1&constructor[prototype][limit]=1&toString=1&hasOwnProperty=1';
    expect((await server.get(`/api/public/traces?${query}`)).json()).toMatchObject({ meta: { limit: 50 } });
    expect((await server.get('/api/public/traces')).json()).toMatchObject({ meta: { limit: 50 } });
  });

  it('about figures that no double holds are answered', async () => {
    const observations = [{ id: 'o', traceId: 'extreme', latency: 1e-310, completionTokens: 1e10 }];
    await ingest(server, { trace: { id: 'extreme' }, observations });
    for (const id of ['s1', 's2'])
      await server.post('/api/public/scores', { id, traceId: 'extreme', name: 'huge', value: 1.7e308 });
    const found = async (path: string, condition: object): Promise<unknown> =>
      (await server.get(`${path}?filter=${encodeURIComponent(JSON.stringify([condition]))}`)).json();
    const above = { operator: '>', value: 1e308 };
    expect(
      await found('/api/public/observations', { type: 'number', column: 'tokensPerSecond', ...above }),
    ).toMatchObject({ data: [{ id: 'o' }] });
    expect(
      await found('/api/public/traces', {
        type: 'numberObject',
        column: 'scores_avg',
        key: 'huge',
        ...above,
      }),
    ).toMatchObject({ data: [{ id: 'extreme' }] });
  });

  it('leave what is stored as it was', async () => {
    expect(await storedTrace(server, 'known')).toMatchObject({ name: 'known' });
  });

  it.each(INJECTIONS.filter((text) => !text.includes('\0')))(
    'are no danger either when the text comes from what was stored: %j',
    async (text) => {
      const before = await tables();
      const metrics = [
        { name: 'stored', labels: { [text]: text }, value: 1, timestamp: '2026-01-31T08:00:00Z' },
      ];
      const written = await server.post('/v1/metrics/batch', { metrics });
      const isTooLong = text.length > 256;
      expect(written.status).toBe(isTooLong ? 400 : 200);
      if (isTooLong) return;
      const range = 'from=2026-01-31T00:00:00Z&to=2026-02-01T00:00:00Z';
      const answer = await server.get(
        `/api/public/metrics/query?name=stored&${range}&group_by=${encodeURIComponent(text)}`,
      );
      expect(answer.status).toBe(200);
      expect(
        answer
          .json<{ data: { labels: Record<string, string> }[] }>()
          .data.map(({ labels }) => Object.entries(labels)),
      ).toContainEqual([[text, text]]);
      expect((await tables()).length).toBe(before.length);
    },
  );
});
