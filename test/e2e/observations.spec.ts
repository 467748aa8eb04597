import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, type Json } from '../support/stored-trace.js';

interface Page {
  readonly data: Json[];
  readonly meta: Json;
}

const OBSERVATIONS = [
  { id: 'root', traceId: 't1', type: 'own type', name: 'agent', startTime: '2026-01-31T08:00:00Z' },
  {
    id: 'llm',
    traceId: 't1',
    parentObservationId: 'root',
    type: 'GENERATION',
    name: 'llm',
    startTime: '2026-01-31T08:00:01Z',
    endTime: '2026-01-31T08:00:02.500Z',
    completionStartTime: '2026-01-31T08:00:01.250Z',
    model: 'gpt-4o-mini',
    modelParameters: { temperature: 0.2 },
    input: { question: 'How?', large: 12345678901234567890n },
    output: 'So.',
    metadata: { run_id: 'r', long: 'x'.repeat(300) },
    usage: { input: 10, output: 5 },
    inputPrice: 0.0000000025,
    calculatedInputCost: 0.5,
    calculatedOutputCost: 0.25,
    level: 'WARNING',
    version: 'v1',
    environment: 'staging',
    promptName: 'p',
    promptVersion: 3,
  },
  { id: 'root', traceId: 't2', type: 'EVENT', startTime: '2026-01-31T09:00:00Z', level: 'ERROR' },
];

describe('Observations', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    const text = JSON.stringify({ trace: TRACE, observations: OBSERVATIONS }, (_, value: unknown) =>
      typeof value === 'bigint' ? 'BIG' : value,
    ).replace('"BIG"', '12345678901234567890');
    expect((await server.post('/v1/l/batch', text)).status).toBe(200);
    await ingest(server, { trace: { id: 't2', userId: 'bob' } });
  });

  afterAll(() => server.stop());

  async function page(path: string): Promise<Page> {
    const answer = await server.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.json<Page>();
  }

  const names = ({ data }: Page): string[] =>
    data.map(({ traceId, id }) => `${String(traceId)}/${String(id)}`);

  describe('GET /api/public/observations', () => {
    it('shows an observation as its trace does, and as it is alone', async () => {
      const { text } = await server.get('/api/public/traces/t1');
      const { observations } = JSON.parse(text) as { observations: Json[] };
      const { data, meta } = await page('/api/public/observations?name=llm');
      expect(data).toEqual([observations[1]]);
      expect(data[0]).toMatchObject({
        output: 'So.',
        usageDetails: { input: 10, output: 5, total: 15 },
        latency: 1.5,
      });
      expect(meta).toEqual({ page: 1, limit: 50, totalItems: 1, totalPages: 1 });
      const alone = await server.get('/api/public/observations/llm');
      expect(alone.json()).toEqual(observations[1]);
      expect(alone.text).toContain('"large":12345678901234567890');
    });

    it.each([
      ['', ['t2/root', 't1/llm', 't1/root']],
      ['limit=2&page=2', ['t1/root']],
      ['type=EVENT', ['t2/root']],
      ['type=Event', ['t2/root']],
      ['type=own%20type', ['t1/root']],
      ['level=WARNING', ['t1/llm']],
      ['userId=alice', ['t1/llm', 't1/root']],
      ['traceId=t2', ['t2/root']],
      ['parentObservationId=root', ['t1/llm']],
      ['parentObservationId=', ['t2/root', 't1/llm', 't1/root']],
      ['environment=staging&environment=other', ['t1/llm']],
      ['version=v1&name=llm', ['t1/llm']],
      ['fromStartTime=2026-01-31T08:00:01Z&toStartTime=2026-01-31T09:00:00Z', ['t1/llm']],
    ])('finds by %s', async (query, expected) => {
      expect(names(await page(`/api/public/observations?${query}`))).toEqual(expected);
    });

    it('finds by a filter, which counts alone where a parameter asks of the same', async () => {
      const filter = (...conditions: object[]): string =>
        `filter=${encodeURIComponent(JSON.stringify(conditions))}`;
      const isAgent = { type: 'string', column: 'name', operator: 'starts with', value: 'a' };
      const inPayload = { type: 'string', column: 'input', operator: 'matches', value: 'HOW?' };
      const run = { type: 'stringObject', column: 'metadata', key: 'run_id', operator: '=', value: 'r' };
      for (const path of ['/api/public/observations', '/api/public/v2/observations']) {
        expect(names(await page(`${path}?name=llm&${filter(isAgent)}`))).toEqual(['t1/root']);
        expect(names(await page(`${path}?name=llm&${filter(inPayload, run)}`))).toEqual(['t1/llm']);
        expect(names(await page(`${path}?type=EVENT&${filter(inPayload)}`))).toEqual([]);
        const { failure } = await server.get(`${path}?${filter(run, { ...run, column: 'secrets' })}`);
        expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
        expect(failure.message).toMatch(/^filter\[1\]\.column must be one of id, type/);
      }
    });

    it('gives the latest of several with the same id', async () => {
      expect((await server.get('/api/public/observations/root')).json()).toMatchObject({ traceId: 't2' });
    });

    it.each(['none', '%00', 'a%00b'])('does not find %s', async (id) => {
      const answer = await server.get(`/api/public/observations/${id}`);
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({
        error: 'LangfuseNotFoundError',
        message: expect.any(String) as unknown,
      });
    });

    it.each(['level=LOUD', 'limit=201', 'page=0', 'fromStartTime=now', 'name=a&name=b'])(
      'refuses %s and names the parameter',
      async (query) => {
        const { failure } = await server.get(`/api/public/observations?${query}`);
        expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
        expect(failure.message).toMatch(new RegExp(`^${query.split('=')[0]} must`));
      },
    );
  });

  describe('GET /api/public/v2/observations', () => {
    const path = '/api/public/v2/observations';
    const find = async (query: string): Promise<Json> => {
      const [item = {}] = (await page(`${path}?name=llm&${query}`)).data;
      return item;
    };
    const CORE = {
      id: 'llm',
      traceId: 't1',
      projectId: 'default',
      parentObservationId: 'root',
      type: 'GENERATION',
      startTime: '2026-01-31T08:00:01.000Z',
      endTime: '2026-01-31T08:00:02.500Z',
      modelId: null,
      inputPrice: null,
      outputPrice: null,
      totalPrice: null,
    };
    const BASIC = {
      name: 'llm',
      level: 'WARNING',
      statusMessage: null,
      version: 'v1',
      environment: 'staging',
      isRootObservation: false,
      bookmarked: false,
      public: true,
      userId: 'alice',
      sessionId: 's1',
    };

    it.each([
      ['', { ...CORE, ...BASIC }],
      ['fields=core', CORE],
      [
        'fields=io,newer',
        { ...CORE, input: '{"question":"How?","large":12345678901234567890}', output: 'So.' },
      ],
      ['fields=metadata', { ...CORE, metadata: { run_id: 'r', long: 'x'.repeat(200) } }],
      [
        'fields=metadata&expandMetadata=other,long',
        { ...CORE, metadata: { run_id: 'r', long: 'x'.repeat(300) } },
      ],
      [
        'fields=model',
        {
          ...CORE,
          model: 'gpt-4o-mini',
          providedModelName: 'gpt-4o-mini',
          internalModelId: null,
          modelParameters: { temperature: 0.2 },
          inputPrice: '0.0000000025',
        },
      ],
      [
        'fields=usage,metrics',
        {
          ...CORE,
          usageDetails: { input: 10, output: 5, total: 15 },
          costDetails: { input: 0.5, output: 0.25, total: 0.75 },
          totalCost: 0.75,
          isUsageEstimated: false,
          usagePricingTierId: null,
          usagePricingTierName: null,
          latency: 1.5,
          timeToFirstToken: 0.25,
        },
      ],
      ['fields=prompt', { ...CORE, promptId: null, promptName: 'p', promptVersion: 3 }],
      ['fields=trace_context', { ...CORE, tags: ['a'], release: 'r1', traceName: 'chat' }],
      [
        'fields=time',
        {
          ...CORE,
          completionStartTime: '2026-01-31T08:00:01.250Z',
          createdAt: expect.stringMatching(/Z$/) as unknown,
          updatedAt: expect.stringMatching(/Z$/) as unknown,
        },
      ],
    ])('shows with %s just the groups that are asked for', async (query, expected) => {
      expect(await find(query)).toEqual(expected);
    });

    it('goes through the list by cursors, and the last answer has none', async () => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const stretch = await page(`${path}?limit=1&cursor=${cursor ?? ''}`);
        found.push(...names(stretch));
        cursor = stretch.meta['cursor'] as string | undefined;
      } while (cursor !== undefined);
      expect(found).toEqual(['t2/root', 't1/llm', 't1/root']);
    });

    it('reads a cursor in the usual base64 with times as Langfuse writes them', async () => {
      const json = { lastStartTimeTo: '2026-01-31T09:00:00.000Z', lastTraceId: 't2', lastId: 'root' };
      const cursor = Buffer.from(JSON.stringify(json)).toString('base64');
      expect(names(await page(`${path}?cursor=${encodeURIComponent(cursor)}`))).toEqual([
        't1/llm',
        't1/root',
      ]);
    });

    it.each([
      ['limit=1000', ['t2/root', 't1/llm', 't1/root']],
      ['sessionId=s1', ['t1/llm', 't1/root']],
      ['parentObservationId=', ['t2/root', 't1/root']],
      ['parentObservationId=root', ['t1/llm']],
      ['isRootObservation=true&userId=bob', ['t2/root']],
      ['isRootObservation=false', ['t1/llm']],
      ['parseIoAsJson=false&type=EVENT', ['t2/root']],
    ])('finds by %s', async (query, expected) => {
      const found = await page(`${path}?${query}`);
      expect(names(found)).toEqual(expected);
      expect(found.meta).toEqual({});
    });

    it.each([
      'limit=1001',
      'limit=0',
      'cursor=x',
      'cursor=e30',
      'parseIoAsJson=true',
      'isRootObservation=maybe',
      'level=LOUD',
    ])('refuses %s and names the parameter', async (query) => {
      const { failure } = await server.get(`${path}?${query}`);
      expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
      expect(failure.message).toMatch(new RegExp(`^${query.split('=')[0]} must`));
    });
  });
});

const TRACE = {
  id: 't1',
  name: 'chat',
  userId: 'alice',
  sessionId: 's1',
  release: 'r1',
  tags: ['a'],
  public: true,
  timestamp: '2026-01-31T08:00:00Z',
};
