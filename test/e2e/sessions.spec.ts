import { startServer, type TestXtrace } from '../support/server.js';

const PATH = '/api/public/sessions';

describe(PATH, () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    const input = { question: 'Why?' };
    const native = {
      id: 't1',
      timestamp: '2026-01-31T08:00:00Z',
      sessionId: 'chat',
      environment: 'prod',
      input,
    };
    await server.post('/v1/l/batch', { trace: native });
    await server.post('/v1/l/batch', {
      trace: { id: 't3', timestamp: '2026-01-31T08:00:00.5Z', session_id: 'other' },
      observations: [{ id: 'o', traceId: 't3' }],
    });
    const body = {
      id: 't2',
      timestamp: '2026-01-31T07:00:00.000Z',
      sessionId: 'chat',
      environment: 'staging',
    };
    const event = { id: 'e1', type: 'trace-create', timestamp: '2026-01-31T09:00:00.000Z', body };
    expect((await server.post('/api/public/ingestion', { batch: [event] })).status).toBe(207);
  });

  afterAll(() => server.stop());

  const chat = {
    id: 'chat',
    projectId: 'default',
    environment: 'staging',
    createdAt: '2026-01-31T07:00:00.000Z',
  };

  it('lists the sessions that traces have named, in whatever way they came', async () => {
    const other = { id: 'other', projectId: 'default', environment: 'default' };
    const answer = await server.get(PATH);
    expect(answer.json()).toEqual({
      data: [{ ...other, createdAt: '2026-01-31T08:00:00.500Z' }, chat],
      meta: { page: 1, limit: 50, totalItems: 2, totalPages: 1 },
    });
  });

  it.each([
    ['environment=staging&environment=prod', ['chat']],
    ['fromTimestamp=2026-01-31T08:00:00.500Z', ['other']],
    ['toTimestamp=2026-01-31T08:00:00.500Z', ['chat']],
    ['limit=1&page=2', ['chat']],
    ['page=3', []],
  ])('answers %s', async (query, expected) => {
    const { data } = (await server.get(`${PATH}?${query}`)).json<{ data: { id: string }[] }>();
    expect(data.map(({ id }) => id)).toEqual(expected);
  });

  it('gives a session with its traces, payloads parsed', async () => {
    const session = (await server.get(`${PATH}/chat`)).json<{ traces: { id: string; input: unknown }[] }>();
    expect(session).toMatchObject(chat);
    expect(session.traces.map(({ id, input }) => [id, input])).toEqual([
      ['t2', null],
      ['t1', { question: 'Why?' }],
    ]);
    expect(session.traces[0]).toMatchObject({ sessionId: 'chat', userId: null, metadata: {}, public: false });
  });

  it('says that there is no such session, as Langfuse does', async () => {
    for (const id of ['none', '%00']) {
      const answer = await server.get(`${PATH}/${id}`);
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'NOT_FOUND', error: 'LangfuseNotFoundError' });
    }
  });

  it('refuses what is no parameter', async () => {
    const { failure } = await server.get(`${PATH}?fromTimestamp=yesterday`);
    expect(failure).toMatchObject({
      status: 400,
      message: expect.stringContaining('fromTimestamp') as string,
    });
  });
});
