import { openDataSource } from '../support/data-source.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest } from '../support/stored-trace.js';

const PATH = '/api/public/comments';

interface Comment {
  readonly id: string;
  readonly createdAt: string;
  readonly content: string;
}

describe(PATH, () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    await ingest(server, {
      trace: { id: 'trace', sessionId: 'session' },
      observations: [{ id: 'span', traceId: 'trace' }],
    });
  });

  afterAll(() => server.stop());

  async function created(body: object): Promise<string> {
    const answer = await server.post(PATH, body);
    expect([answer.status, answer.json()]).toEqual([200, { id: expect.stringMatching(/./) as string }]);
    return answer.json<{ id: string }>().id;
  }

  async function listed(query: string): Promise<{ data: Comment[]; meta: object }> {
    const answer = await server.get(`${PATH}?${query}`);
    expect(answer.status).toBe(200);
    return answer.json<{ data: Comment[]; meta: object }>();
  }

  it.each([
    ['TRACE', 'trace'],
    ['OBSERVATION', 'span'],
    ['SESSION', 'session'],
  ])('gives back what was said about a %s', async (objectType, objectId) => {
    const id = await created({
      projectId: 'default',
      objectType,
      objectId,
      content: ' slow \n',
      authorUserId: 'u',
    });
    const comment = {
      id,
      projectId: 'default',
      objectType,
      objectId,
      content: 'slow',
      authorUserId: 'u',
      createdAt: expect.stringMatching(/Z$/) as string,
      updatedAt: expect.stringMatching(/Z$/) as string,
    };
    expect((await server.get(`${PATH}/${id}`)).json()).toEqual(comment);
    expect((await listed(`objectType=${objectType}&objectId=${objectId}`)).data).toEqual([comment]);
  });

  it('lists comments, the latest first, page by page, by what they are about and by their authors', async () => {
    const said = { objectType: 'TRACE', objectId: 'trace', authorUserId: 'lister' };
    const ids: string[] = [];
    for (const content of ['a', 'b', 'c']) ids.push(await created({ ...said, content }));
    const all = (await listed('authorUserId=lister&objectType=TRACE')).data;
    expect(all.map(({ id }) => id).sort()).toEqual(ids.sort());
    const order = all.map(({ createdAt, id }) => `${createdAt} ${id}`);
    expect(order).toEqual([...order].sort().reverse());
    const second = await listed('authorUserId=lister&limit=2&page=2');
    expect(second.data).toEqual(all.slice(2));
    expect(second.meta).toEqual({ page: 2, limit: 2, totalItems: 3, totalPages: 2 });
    expect((await listed('authorUserId=lister&objectType=SESSION')).data).toEqual([]);
  });

  it.each(['TRACE', 'OBSERVATION', 'SESSION', 'PROMPT'])(
    'does not know a %s that is not there',
    async (objectType) => {
      const answer = await server.post(PATH, { objectType, objectId: 'none', content: 'c' });
      expect(answer.failure).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(answer.json()).toMatchObject({ error: 'LangfuseNotFoundError' });
    },
  );

  it.each([
    ['content is required', { content: undefined }],
    ['content must not be empty', { content: ' ' }],
    ['content must have at most 5000 characters', { content: 'c'.repeat(5001) }],
    ['objectType must be one of TRACE, OBSERVATION, SESSION, PROMPT', { objectType: 'USER' }],
    ['objectId must not be empty', { objectId: '' }],
  ])('says that %s', async (message, wrong) => {
    const body = { objectType: 'TRACE', objectId: 'trace', content: 'c', ...wrong };
    expect((await server.post(PATH, body)).failure).toMatchObject({ status: 400, message });
  });

  it('needs to know what kind of thing an id is of', async () => {
    expect((await server.get(`${PATH}?objectId=trace`)).failure).toMatchObject({
      status: 400,
      message: 'objectType is required where objectId is given',
    });
  });

  it('neither shows nor takes what belongs to another project', async () => {
    const database = await openDataSource(server.databaseUrl ?? '', 1);
    const now = 'now(), now()';
    await database.query(
      `INSERT INTO comments VALUES ('other', 'foreign', 'TRACE', 'trace', 'secret', 'lister', ${now})`,
    );
    await database.query(
      `INSERT INTO traces (project_id, id, "timestamp", session_id, created_at, updated_at, stamp)
       VALUES ('other', 'theirs', now(), 'their-session', ${now}, '')`,
    );
    await database.query(`INSERT INTO sessions VALUES ('other', 'their-session', 'default', now())`);
    await database.query(
      `INSERT INTO observations (project_id, trace_id, id, type, start_time, created_at, updated_at, stamp)
       VALUES ('other', 'theirs', 'their-span', 'SPAN', now(), ${now}, '')`,
    );
    await database.destroy();
    expect((await server.get(`${PATH}/foreign`)).status).toBe(404);
    expect((await listed('limit=200')).data.map(({ content }) => content)).not.toContain('secret');
    for (const [objectType, objectId] of [
      ['TRACE', 'theirs'],
      ['OBSERVATION', 'their-span'],
      ['SESSION', 'their-session'],
    ])
      expect((await server.post(PATH, { objectType, objectId, content: 'c' })).status).toBe(404);
    const named = { projectId: 'other', objectType: 'TRACE', objectId: 'trace', content: 'c' };
    expect((await server.post(PATH, named)).failure).toMatchObject({
      status: 403,
      message: 'projectId is not the project of this credential',
    });
  });
});
