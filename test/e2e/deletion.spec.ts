import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startServer, type TestXtrace } from '../support/server.js';

const TRACES = '/api/public/traces';
const HEX = '0af7651916cd43dd8448eb211c80319c';
const UUID = '0af76519-16cd-43dd-8448-eb211c80319c';

describe('Deleting', () => {
  let database: TestDatabase;
  let server: TestXtrace;
  /** Of another project, in the same database. */
  let neighbour: TestXtrace;

  beforeAll(async () => {
    database = await createTestDatabase();
    const keys = { XTRACE_PUBLIC_KEY: 'pk-tests', XTRACE_SECRET_KEY: 'sk-tests' };
    [server, neighbour] = await Promise.all([
      startServer({ databaseUrl: database.url, env: keys }),
      startServer({ databaseUrl: database.url, env: { DEFAULT_PROJECT_ID: 'neighbour' } }),
    ]);
  });

  afterAll(async () => {
    await Promise.all([server.stop(), neighbour.stop()]);
    await database.drop();
  });

  async function write(to: TestXtrace, ...ids: string[]): Promise<void> {
    for (const id of ids) {
      const observation = {
        id: 'o',
        traceId: id,
        model: 'm',
        totalTokens: 5,
        startTime: '2026-01-31T08:00:00Z',
      };
      const trace = { id, timestamp: '2026-01-31T08:00:00Z', sessionId: 'chat', name: 'old' };
      expect((await to.post('/v1/l/batch', { trace, observations: [observation] })).status).toBe(200);
      const body = { id: `score-of-${id}`, traceId: id, name: 'n', value: 1 };
      const event = { id: 'e', type: 'score-create', timestamp: '2026-01-31T08:00:00.000Z', body };
      expect((await to.post('/api/public/ingestion', { batch: [event] })).json()).toMatchObject({
        errors: [],
      });
    }
  }

  function remove(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): ReturnType<TestXtrace['get']> {
    return server.request(path, { method: 'DELETE', body, headers });
  }

  async function status(of: TestXtrace, path: string): Promise<number> {
    return (await of.get(path)).status;
  }

  async function dailyCounts(of: TestXtrace): Promise<unknown> {
    const range = 'fromTimestamp=2026-01-31T00:00:00Z&toTimestamp=2026-02-01T00:00:00Z';
    const { data } = (await of.get(`/api/public/metrics/daily?${range}`)).json<{
      data: Record<string, unknown>[];
    }>();
    return data.map(({ countTraces, countObservations }) => [countTraces, countObservations]);
  }

  it('a trace takes it from everywhere at once, and from no other project', async () => {
    await write(server, 't', 'other');
    await write(neighbour, 't');
    const answer = await remove(`${TRACES}/t`);
    expect([answer.status, answer.json()]).toEqual([200, { message: 'The trace is deleted.' }]);
    expect(await status(server, `${TRACES}/t`)).toBe(404);
    expect(await status(server, '/api/public/scores/score-of-t')).toBe(404);
    const list = (await server.get(TRACES)).json<{ data: { id: string }[]; meta: { totalItems: number } }>();
    expect([list.data.map(({ id }) => id), list.meta.totalItems]).toEqual([['other'], 1]);
    expect(await dailyCounts(server)).toEqual([[1, 1]]);
    const session = (await server.get('/api/public/sessions/chat')).json<{ traces: { id: string }[] }>();
    expect(session.traces.map(({ id }) => id)).toEqual(['other']);
    expect(await status(neighbour, `${TRACES}/t`)).toBe(200);
    expect(await dailyCounts(neighbour)).toEqual([[1, 1]]);
    await remove(`${TRACES}/other`);
    expect(await dailyCounts(server)).toEqual([]);
  });

  it('a trace takes what was said about it and its observations, but not about an observation of another', async () => {
    await write(server, 'discussed');
    const observations = ['own', 'shared'].map((id) => ({ id, traceId: 'discussed' }));
    await server.post('/v1/l/batch', {
      observations: [...observations, { id: 'shared', traceId: 'bystander' }],
    });
    const comments = [
      ['TRACE', 'discussed'],
      ['OBSERVATION', 'own'],
      ['OBSERVATION', 'shared'],
      ['SESSION', 'chat'],
    ].map(([objectType, objectId]) => ({ projectId: 'default', objectType, objectId, content: 'Look!' }));
    for (const comment of comments)
      expect((await server.post('/api/public/comments', comment)).status).toBe(200);
    await remove(`${TRACES}/discussed`);
    const { data } = (await server.get('/api/public/comments')).json<{ data: { objectId: string }[] }>();
    expect(data.map(({ objectId }) => objectId).sort()).toEqual(['chat', 'shared']);
    await remove(`${TRACES}/bystander`);
  });

  it('a trace that is not there says the same', async () => {
    for (const id of ['none', '%00', 'a%2Fb']) expect((await remove(`${TRACES}/${id}`)).status).toBe(200);
  });

  it('a trace finds it in every spelling of its id', async () => {
    await write(server, HEX);
    await remove(`${TRACES}/${UUID}`);
    expect(await status(server, `${TRACES}/${HEX}`)).toBe(404);
    await write(server, HEX, UUID);
    await remove(`${TRACES}/${UUID.toUpperCase()}`);
    expect([await status(server, `${TRACES}/${HEX}`), await status(server, `${TRACES}/${UUID}`)]).toEqual([
      404, 404,
    ]);
  });

  it('a trace does not stop it from being written anew', async () => {
    await write(server, 'anew');
    await remove(`${TRACES}/anew`);
    await server.post('/v1/l/batch', { observations: [{ id: 'p', traceId: 'anew' }] });
    const trace = (await server.get(`${TRACES}/anew`)).json<{ observations: { id: string }[] }>();
    expect(trace).toMatchObject({ name: null, sessionId: null, scores: [] });
    expect(trace.observations.map(({ id }) => id)).toEqual(['p']);
  });

  it('many traces takes up to a thousand ids', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `many-${index}`);
    await server.post('/v1/l/batch', { observations: ids.map((traceId) => ({ id: 'o', traceId })) });
    await write(server, 'stays');
    const answer = await remove(TRACES, { traceIds: ids });
    expect([answer.status, answer.json()]).toEqual([200, { message: 'The traces are deleted.' }]);
    const { data } = (await server.get(`${TRACES}?limit=200`)).json<{ data: { id: string }[] }>();
    expect(data.map(({ id }) => id).filter((id) => id.startsWith('many-'))).toEqual([]);
    expect(await status(server, `${TRACES}/stays`)).toBe(200);
  });

  it.each([
    [{}, 'traceIds is required'],
    [{ traceIds: [] }, 'traceIds must not be empty'],
    [{ traceIds: 'a' }, 'traceIds must be an array'],
    [{ traceIds: ['a', 1] }, 'traceIds[1] must be a string'],
    [{ traceIds: [''] }, 'traceIds[0] must not be empty'],
    [{ traceIds: Array.from({ length: 1001 }, String) }, 'traceIds must have at most 1000 elements'],
  ])('refuses %p (%#)', async (body, message) => {
    expect((await remove(TRACES, body)).failure).toMatchObject({ status: 400, message });
  });

  it('a score leaves its trace and the other scores', async () => {
    await write(server, 'scored', 'scored-too');
    const answer = await remove('/api/public/scores/score-of-scored');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await status(server, '/api/public/scores/score-of-scored')).toBe(404);
    expect(await status(server, '/api/public/scores/score-of-scored-too')).toBe(200);
    expect(await status(server, `${TRACES}/scored`)).toBe(200);
    expect((await remove('/api/public/scores/score-of-scored')).status).toBe(204);
  });

  it('is nothing for a credential that may only write scores', async () => {
    await write(server, 'safe');
    const scoresOnly = { authorization: 'Bearer pk-tests' };
    for (const path of [`${TRACES}/safe`, '/api/public/scores/score-of-safe'])
      expect((await remove(path, undefined, scoresOnly)).status).toBe(403);
    expect((await remove(TRACES, { traceIds: ['safe'] }, scoresOnly)).status).toBe(403);
    expect((await remove(`${TRACES}/safe`, undefined, { authorization: '' })).status).toBe(401);
    expect(await status(server, `${TRACES}/safe`)).toBe(200);
  });
});
