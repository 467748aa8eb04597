import { gzipSync } from 'node:zlib';
import { eventually } from '../support/eventually.js';
import { openDataSource } from '../support/data-source.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace, storedTrace, type Json } from '../support/stored-trace.js';

describe('Routes that take one event', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  /** The id that is answered. */
  async function written(method: string, route: string, body: object): Promise<string> {
    const answer = await server.request(`/api/public/${route}`, { method, body });
    expect([answer.status, answer.json()]).toEqual([200, { id: expect.stringMatching(/./) as string }]);
    return answer.json<{ id: string }>().id;
  }

  async function observation(traceId: string, id: string): Promise<Json | undefined> {
    return (await storedTrace(server, traceId)).observations.find((each) => each['id'] === id);
  }

  it('make the server healthy for monitors that ask for recent events', async () => {
    const path = '/api/public/health?failIfDatabaseUnavailable=true&failIfNoRecentEvents=true';
    const before = await server.get(path, { authorization: '' });
    const version = expect.stringMatching(/^\d+\.\d+\.\d+/) as string;
    expect([before.status, before.json()]).toEqual([
      503,
      { status: 'No traces within the last 3 minutes', version },
    ]);
    await written('POST', 'spans', { name: 'recent' });
    await eventually(async () => (await server.get(path)).status === 200);
    expect((await server.get('/api/public/health?failIfNoRecentEvents=maybe')).failure).toMatchObject({
      status: 400,
      message: 'failIfNoRecentEvents must be true or false',
    });
  });

  it('write a trace, under an id of their own where none is sent, and it can be read at once', async () => {
    expect(await written('POST', 'traces', { id: 't1', name: 'n', metadata: { a: 1 }, tags: ['x'] })).toBe(
      't1',
    );
    expect(await written('POST', 'traces', { id: 't1', userId: 'u', metadata: { b: 2 } })).toBe('t1');
    expect(await storedTrace(server, 't1')).toMatchObject({
      name: 'n',
      userId: 'u',
      metadata: { a: 1, b: 2 },
      tags: ['x'],
    });
    const made = await written('POST', 'traces', { name: 'nameless' });
    expect(await storedTrace(server, made)).toMatchObject({ id: made, name: 'nameless' });
  });

  it('write a span, and change it by its id alone', async () => {
    const startTime = '2026-01-31T08:00:00.000Z';
    await written('POST', 'spans', { id: 'span', traceId: 't2', name: 's', startTime, input: { q: 1 } });
    const change = { spanId: 'span', endTime: '2026-01-31T08:00:01.000Z', output: 'done', level: 'WARNING' };
    expect(await written('PATCH', 'spans', change)).toBe('span');
    expect(await observation('t2', 'span')).toMatchObject({
      type: 'SPAN',
      name: 's',
      startTime,
      endTime: change.endTime,
      input: { q: 1 },
      output: 'done',
      level: 'WARNING',
    });
    expect(await hasTrace(server, 'span')).toBe(false);
  });

  it('write a generation by the older names of its fields', async () => {
    const id = await written('POST', 'generations', {
      traceId: 't3',
      model: 'gpt-4o',
      prompt: [{ role: 'user', content: 'Why?' }],
      usage: { promptTokens: 3, completionTokens: 4 },
    });
    await written('PATCH', 'generations', { generationId: id, traceId: 't3', completion: 'Because.' });
    expect(await observation('t3', id)).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o',
      input: [{ role: 'user', content: 'Why?' }],
      output: 'Because.',
      usageDetails: { input: 3, output: 4, total: 7 },
    });
  });

  it('take large bodies, on another thread, and gzip', async () => {
    const input = 'x'.repeat(300_000);
    const zipped = gzipSync(JSON.stringify({ id: 'large', traceId: 'large', input }));
    const answer = await server.post('/api/public/spans', zipped, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.json()]).toEqual([200, { id: 'large' }]);
    expect(await observation('large', 'large')).toMatchObject({ input });
    expect((await server.post('/api/public/spans', { level: 'LOUD', input })).failure).toMatchObject({
      status: 400,
      message: 'level must be one of DEBUG, DEFAULT, WARNING, ERROR',
    });
  });

  it('write an event, in a trace of its own where none is named', async () => {
    const id = await written('POST', 'events', { name: 'click' });
    expect(await observation(id, id)).toMatchObject({ type: 'EVENT', name: 'click' });
  });

  it('write a score, held to the config that it names', async () => {
    const config = await server.post('/api/public/score-configs', {
      name: 'stars',
      dataType: 'NUMERIC',
      minValue: 1,
      maxValue: 5,
    });
    const score = { name: 'stars', traceId: 't1', configId: config.json<{ id: string }>().id };
    const id = await written('POST', 'scores', { ...score, value: 5, comment: 'good' });
    expect((await server.get(`/api/public/scores/${id}`)).json()).toMatchObject({
      id,
      traceId: 't1',
      value: 5,
      dataType: 'NUMERIC',
      comment: 'good',
      source: 'API',
    });
    expect((await server.post('/api/public/scores', { ...score, value: 6 })).failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: 'value must be at most 5, as the score config says',
    });
  });

  it.each([
    ['POST', 'traces', { id: 7 }, 'id must be a string or null'],
    ['POST', 'spans', { level: 'LOUD' }, 'level must be one of DEBUG, DEFAULT, WARNING, ERROR'],
    ['PATCH', 'spans', { id: 's' }, 'spanId is required'],
    ['PATCH', 'generations', { generationId: '' }, 'generationId must not be empty'],
    ['POST', 'generations', { startTime: 'now' }, 'startTime must be an RFC 3339'],
    ['POST', 'scores', { name: 's', value: 1 }, 'The body must have exactly one of traceId'],
    [
      'POST',
      'scores',
      { name: 's', traceId: 't', value: 'x', dataType: 'NUMERIC' },
      'value must be a number',
    ],
    ['POST', 'events', [], 'The body must be an object'],
  ])('refuse %s %s with %j', async (method, route, body, message) => {
    const answer = await server.request(`/api/public/${route}`, { method, body });
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message) as string,
    });
    expect(answer.json()).toMatchObject({ error: 'InvalidRequestError' });
  });

  it('do not know an observation of another project', async () => {
    const database = await openDataSource(server.databaseUrl ?? '', 1);
    await database.query(
      `INSERT INTO observations (project_id, trace_id, id, type, start_time, created_at, updated_at, stamp)
       VALUES ('other', 'theirs', 'foreign', 'SPAN', now(), now(), now(), '')`,
    );
    await database.destroy();
    const change = { spanId: 'foreign', name: 'stolen' };
    const answer = await server.request('/api/public/spans', { method: 'PATCH', body: change });
    expect(answer.failure).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(answer.json()).toMatchObject({ error: 'LangfuseNotFoundError' });
    expect(await hasTrace(server, 'foreign')).toBe(false);
  });
});
