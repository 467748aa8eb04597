import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, type Json } from '../support/stored-trace.js';

interface TracePage {
  readonly data: Json[];
  readonly meta: { page: number; limit: number; totalItems: number; totalPages: number };
}

const TRACES = [
  {
    id: 'a',
    timestamp: '2026-01-01T00:00:00.000Z',
    name: 'chat',
    userId: 'alice',
    sessionId: 's-1',
    release: 'r-1',
    version: 'v-1',
    tags: ['x', 'y'],
    environment: 'production',
    latency: 1,
    totalCost: 3,
    input: 'question a',
    output: 'answer a',
    metadata: { run_id: '1' },
  },
  {
    id: 'b',
    timestamp: '2026-01-02T00:00:00.000Z',
    name: 'agent',
    userId: 'bob',
    sessionId: 's-1',
    release: 'r-2',
    version: 'v-1',
    tags: ['x'],
    environment: 'staging',
    public: true,
    latency: 3,
    totalCost: 1,
  },
  {
    id: 'c',
    timestamp: '2026-01-03T00:00:00.000Z',
    name: 'chat',
    userId: 'alice',
    sessionId: 's-2',
    release: 'r-2',
    version: 'v-2',
    tags: ['y', 'z'],
    bookmarked: true,
    latency: 2,
    totalCost: 2,
  },
  { id: 'd', timestamp: '2026-01-03T00:00:00.000Z' },
];

describe('GET /api/public/traces', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    for (const trace of TRACES) await ingest(server, { trace });
    await ingest(server, {
      observations: [
        { id: 'o-2', traceId: 'd', startTime: '2026-01-03T00:00:01Z', endTime: '2026-01-03T00:00:03.500Z' },
        { id: 'o-1', traceId: 'd', startTime: '2026-01-03T00:00:00Z', usage: { totalCost: 0.5 } },
      ],
    });
  });

  afterAll(() => server.stop());

  async function page(query: string): Promise<TracePage> {
    const answer = await server.get(`/api/public/traces?${query}`);
    if (answer.status !== 200) throw new Error(`${query}: ${answer.text}`);
    return answer.json<TracePage>();
  }

  async function ids(query: string): Promise<unknown[]> {
    return (await page(query)).data.map(({ id }) => id);
  }

  it('answers with all fields of a trace, its observations and scores as ids', async () => {
    const { data } = await page('userId=alice&toTimestamp=2026-01-01T00:00:00Z');
    expect(data).toEqual([
      {
        ...TRACES[0],
        projectId: 'default',
        externalId: null,
        bookmarked: false,
        public: false,
        htmlPath: '/project/default/traces/a',
        createdAt: expect.stringMatching(/^20.*Z$/) as unknown,
        updatedAt: expect.stringMatching(/^20.*Z$/) as unknown,
        observations: [],
        scores: [],
      },
    ]);
  });

  it('derives latency and cost where they were not sent, and lists the observations', async () => {
    const { data } = await page('limit=1');
    expect(data).toMatchObject([
      { id: 'd', latency: 3.5, totalCost: 0.5, name: null, input: null, metadata: {} },
    ]);
    expect((data[0]?.['observations'] as string[]).toSorted()).toEqual(['o-1', 'o-2']);
  });

  it('is ordered by time, the newest first, and pages of 50 begin at 1', async () => {
    const { data, meta } = await page('');
    expect(data.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    expect(meta).toEqual({ page: 1, limit: 50, totalItems: 4, totalPages: 1 });
  });

  it('goes through all traces page by page, and is empty beyond the last', async () => {
    const pages = await Promise.all([1, 2, 3].map((number) => page(`limit=3&page=${number}`)));
    expect(pages.map(({ data }) => data.map(({ id }) => id))).toEqual([['d', 'c', 'b'], ['a'], []]);
    expect(pages.map(({ meta }) => meta)).toEqual(
      [1, 2, 3].map((number) => ({ page: number, limit: 3, totalItems: 4, totalPages: 2 })),
    );
  });

  it.each([
    ['userId=alice', ['c', 'a']],
    ['name=agent', ['b']],
    ['sessionId=s-1', ['b', 'a']],
    ['release=r-2', ['c', 'b']],
    ['version=v-1', ['b', 'a']],
    ['tags=x', ['b', 'a']],
    ['tags=x&tags=y', ['a']],
    ['tags=x&tags=z', []],
    ['environment=production', ['a']],
    ['environment=production&environment=staging', ['b', 'a']],
    ['environment=default', ['d', 'c']],
    ['fromTimestamp=2026-01-02T00:00:00Z', ['d', 'c', 'b']],
    ['toTimestamp=2026-01-02T00:00:00Z', ['b', 'a']],
    ['fromTimestamp=2026-01-02T00:00:00Z&toTimestamp=2026-01-02T00:00:00Z', ['b']],
    ['fromTimestamp=2026-01-02T02:00:00%2B02:00&toTimestamp=2026-01-02T00:00:00', ['b']],
    ['userId=alice&name=chat&sessionId=s-2&tags=z&version=v-2&environment=default', ['c']],
    ['userId=', ['d', 'c', 'b', 'a']],
    ['userId=nobody', []],
    ['unknown=1', ['d', 'c', 'b', 'a']],
  ])('finds by %s', async (query, expected) => {
    const { data, meta } = await page(query);
    expect(data.map(({ id }) => id)).toEqual(expected);
    expect(meta).toMatchObject({ totalItems: expected.length, totalPages: Math.ceil(expected.length / 50) });
  });

  it.each([
    ['id.asc', ['a', 'b', 'c', 'd']],
    ['id.desc', ['d', 'c', 'b', 'a']],
    ['timestamp.asc', ['a', 'b', 'c', 'd']],
    ['timestamp.desc', ['d', 'c', 'b', 'a']],
    ['name.asc', ['b', 'a', 'c', 'd']],
    ['userId.asc', ['a', 'c', 'b', 'd']],
    ['userId.desc', ['b', 'c', 'a', 'd']],
    ['release.asc', ['a', 'b', 'c', 'd']],
    ['version.desc', ['c', 'b', 'a', 'd']],
    ['public.desc', ['b', 'd', 'c', 'a']],
    ['bookmarked.desc', ['c', 'd', 'b', 'a']],
    ['sessionId.asc', ['a', 'b', 'c', 'd']],
    ['latency.asc', ['a', 'c', 'b', 'd']],
    ['latency.desc', ['d', 'b', 'c', 'a']],
    ['totalCost.asc', ['d', 'b', 'c', 'a']],
    ['totalCost.desc', ['a', 'c', 'b', 'd']],
  ])('is ordered by %s, ties by id, without a value last', async (order, expected) => {
    expect(await ids(`orderBy=${order}`)).toEqual(expected);
    const halves = await Promise.all([
      ids(`orderBy=${order}&limit=2`),
      ids(`orderBy=${order}&limit=2&page=2`),
    ]);
    expect(halves.flat()).toEqual(expected);
  });

  it('leaves out what fields does not name', async () => {
    const { data } = await page('fields=core&name=chat');
    for (const item of data) {
      expect(item).not.toHaveProperty('input');
      expect(item).not.toHaveProperty('output');
      expect(item).not.toHaveProperty('metadata');
      expect(item).toMatchObject({ name: 'chat', latency: -1, totalCost: -1, observations: [], scores: [] });
    }
    expect((await page('fields=core,io&limit=1&name=chat&userId=alice&sessionId=s-1')).data).toMatchObject([
      { input: 'question a', output: 'answer a', metadata: { run_id: '1' }, latency: -1 },
    ]);
    expect((await page('fields=metrics&limit=1')).data).toMatchObject([{ latency: 3.5, observations: [] }]);
    expect((await page('fields=observations&limit=1')).data[0]?.['observations']).toHaveLength(2);
  });

  it.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'page=x',
    'page=99999999999999999999',
    'limit=0',
    'limit=201',
    'limit=1e2',
    'page=1&page=2',
    'limit[]=5&limit=5&limit=6',
    'fromTimestamp=yesterday',
    'toTimestamp=2026-02-30',
    'orderBy=timestamp.sideways',
    'orderBy=password.asc',
    'orderBy=__proto__.asc',
    'orderBy=constructor',
    'fields=core,secrets',
    'userId=a&userId=b',
  ])('refuses %s and names the parameter', async (query) => {
    const answer = await server.get(`/api/public/traces?${query}`);
    const [name = ''] = query.split(/[[=]/);
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringMatching(new RegExp(`^${name} must`)) as unknown,
    });
  });

  it('shows at once what was written before', async () => {
    for (let index = 0; index < 20; index++) {
      await ingest(server, {
        trace: { id: `fresh-${index}`, name: 'fresh', timestamp: '2026-01-09T00:00:00Z' },
      });
      expect((await page('name=fresh&limit=1')).meta.totalItems).toBe(index + 1);
    }
  });
});
