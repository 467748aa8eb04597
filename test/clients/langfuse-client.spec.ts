import { LangfuseClient } from '@langfuse/client';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

/** `@langfuse/client` 5: scores as events, everything else by the client that is generated from the API's definition. */
describe('the client of the second generation', () => {
  let bed: ClientBed;
  let langfuse: LangfuseClient;
  let complaints: Complaints;

  beforeAll(async () => {
    bed = await ClientBed.start();
  });

  beforeEach(() => {
    bed.proxy.clear();
    complaints = Complaints.onConsole();
    langfuse = new LangfuseClient(bed.credentials);
  });

  afterEach(async () => {
    await langfuse.shutdown();
    jest.restoreAllMocks();
    expect(complaints.said).toEqual([]);
    expect([bed.proxy.retries, bed.proxy.failures]).toEqual([[], []]);
  });

  afterAll(() => bed.stop());

  it('finds its project, and the address of a trace', async () => {
    expect((await langfuse.api.projects.get()).data).toMatchObject([
      {
        id: bed.projectId,
        name: 'Clients',
        organization: { id: expect.any(String) as string },
        metadata: {},
      },
    ]);
    const url = `${bed.proxy.url}/project/${bed.projectId}/traces/t-1`;
    expect(await langfuse.getTraceUrl('t-1')).toBe(url);
    expect(await langfuse.api.health.health()).toMatchObject({ status: 'OK' });
  });

  it('writes scores of every kind, and reads them back', async () => {
    const of = { traceId: 'scored', environment: 'test' };
    langfuse.score.create({ ...of, id: 's-number', name: 'helpful', value: 0.25, comment: 'hm' });
    langfuse.score.create({ ...of, id: 's-word', name: 'tone', value: 'cold', metadata: { by: ['me'] } });
    langfuse.score.create({ ...of, id: 's-bool', name: 'safe', value: 0, dataType: 'BOOLEAN' });
    langfuse.score.create({ ...of, id: 's-part', observationId: 'o-1', name: 'helpful', value: 2 });
    langfuse.score.create({ id: 's-session', sessionId: 'scored-session', name: 'helpful', value: 3 });
    await langfuse.flush();

    const { scores } = langfuse.api;
    const common = { source: 'API', timestamp: TIME, createdAt: TIME, updatedAt: TIME };
    expect(await scores.getById('s-number')).toMatchObject({
      ...common,
      id: 's-number',
      traceId: 'scored',
      observationId: null,
      sessionId: null,
      name: 'helpful',
      value: 0.25,
      dataType: 'NUMERIC',
      comment: 'hm',
      environment: 'test',
    });
    expect(await scores.getById('s-word')).toMatchObject({
      ...common,
      dataType: 'CATEGORICAL',
      stringValue: 'cold',
      metadata: { by: ['me'] },
    });
    expect(await scores.getById('s-bool')).toMatchObject({
      ...common,
      dataType: 'BOOLEAN',
      value: 0,
      stringValue: 'False',
    });
    expect(await scores.getById('s-session')).toMatchObject({ sessionId: 'scored-session', traceId: null });

    const ids = async (query: Parameters<typeof scores.getMany>[0]): Promise<string[]> =>
      (await scores.getMany(query)).data.map(({ id }) => id).sort();
    expect(await ids({ traceId: 'scored' })).toEqual(['s-bool', 's-number', 's-part', 's-word']);
    expect(await ids({ traceId: 'scored', name: 'helpful' })).toEqual(['s-number', 's-part']);
    expect(await ids({ observationId: 'o-1', traceId: 'scored' })).toEqual(['s-part']);
    expect(await ids({ name: 'helpful', operator: '>', value: 1 })).toEqual(['s-part', 's-session']);
    expect(await ids({ dataType: 'CATEGORICAL' })).toEqual(['s-word']);
    expect(await ids({ scoreIds: 's-bool,s-word' })).toEqual(['s-bool', 's-word']);
    expect(await ids({ sessionId: 'scored-session' })).toEqual(['s-session']);
    const { meta } = await scores.getMany({ traceId: 'scored', limit: 3 });
    expect(meta).toEqual({ page: 1, limit: 3, totalItems: 4, totalPages: 2 });
  });

  it('reads scores of the third generation, each value as what it is, stretch by stretch', async () => {
    const of = { traceId: 'valued', environment: 'third' };
    langfuse.score.create({ ...of, id: 'v-number', name: 'n', value: 0.5, comment: 'half' });
    langfuse.score.create({ ...of, id: 'v-word', name: 'w', value: 'cold', metadata: { by: ['me'] } });
    langfuse.score.create({
      ...of,
      id: 'v-bool',
      name: 'b',
      value: 1,
      dataType: 'BOOLEAN',
      observationId: 'o-1',
    });
    langfuse.score.create({
      id: 'v-session',
      sessionId: 'valued-session',
      environment: 'third',
      name: 'n',
      value: 2,
    });
    await langfuse.flush();

    const { scoresV3 } = langfuse.api;
    const { data, meta } = await scoresV3.getManyV3({ environment: 'third' });
    expect(meta).toEqual({ limit: 50 });
    expect(data.map(({ id, value }) => [id, value]).sort()).toEqual([
      ['v-bool', true],
      ['v-number', 0.5],
      ['v-session', 2],
      ['v-word', 'cold'],
    ]);
    expect(Object.keys(data[0] ?? {}).sort()).toEqual([
      'createdAt',
      'dataType',
      'environment',
      'id',
      'name',
      'projectId',
      'source',
      'timestamp',
      'updatedAt',
      'value',
    ]);
    const fields = 'details,subject,annotation';
    const shown = async (id: string): Promise<unknown> => (await scoresV3.getManyV3({ id, fields })).data[0];
    expect(await shown('v-bool')).toMatchObject({
      dataType: 'BOOLEAN',
      subject: { kind: 'observation', id: 'o-1', traceId: 'valued' },
      comment: null,
      configId: null,
      metadata: {},
      authorUserId: null,
      queueId: null,
    });
    expect(await shown('v-number')).toMatchObject({
      comment: 'half',
      subject: { kind: 'trace', id: 'valued' },
    });
    expect(await shown('v-word')).toMatchObject({ metadata: { by: ['me'] } });
    expect(await shown('v-session')).toMatchObject({ subject: { kind: 'session', id: 'valued-session' } });

    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const stretch = await scoresV3.getManyV3({ traceId: 'valued', limit: 1, cursor });
      ids.push(...stretch.data.map(({ id }) => id));
      cursor = stretch.meta.cursor;
    } while (cursor !== undefined);
    expect(ids.sort()).toEqual(['v-bool', 'v-number', 'v-word']);
    const numeric = await scoresV3.getManyV3({
      environment: 'third',
      dataType: 'numeric',
      valueMin: 0.5,
      valueMax: 1,
    });
    expect(numeric.data.map(({ id }) => id)).toEqual(['v-number']);
    const wrong = await scoresV3.getManyV3({ valueMin: 1 }).catch((error: unknown) => error);
    expect(wrong).toMatchObject({ statusCode: 400, body: { error: 'InvalidRequestError' } });
    bed.proxy.clear();
  });

  it('keeps what scores may look like', async () => {
    const { scoreConfigs } = langfuse.api;
    const created = await scoreConfigs.create({
      name: 'grade',
      dataType: 'NUMERIC',
      minValue: 1,
      maxValue: 6,
      description: 'As in school',
    });
    expect(created).toMatchObject({
      name: 'grade',
      dataType: 'NUMERIC',
      minValue: 1,
      maxValue: 6,
      isArchived: false,
      description: 'As in school',
      projectId: bed.projectId,
      createdAt: TIME,
      updatedAt: TIME,
    });
    expect(await scoreConfigs.getById(created.id)).toEqual(created);
    expect(await scoreConfigs.update(created.id, { isArchived: true })).toMatchObject({ isArchived: true });
    expect((await scoreConfigs.get({ limit: 10 })).data).toMatchObject([
      { id: created.id, isArchived: true },
    ]);
  });

  it('writes single scores, and comments on what is there', async () => {
    const { comments, ingestion, scores } = langfuse.api;
    const { id } = await scores.create({
      traceId: 'discussed',
      name: 'helpful',
      value: 1,
      dataType: 'BOOLEAN',
    });
    expect(await scores.getById(id)).toMatchObject({ traceId: 'discussed', value: 1, stringValue: 'True' });
    const body = { id: 'discussed', sessionId: 'talk' };
    const event = { type: 'trace-create', id: 'e', timestamp: new Date().toISOString(), body } as const;
    expect(await ingestion.batch({ batch: [event] })).toEqual({
      successes: [{ id: 'e', status: 201 }],
      errors: [],
    });
    const said = { projectId: bed.projectId, objectType: 'TRACE', objectId: 'discussed', content: 'Why?' };
    const comment = await comments.create(said);
    const whole = { ...said, id: comment.id, authorUserId: null, createdAt: TIME, updatedAt: TIME };
    expect(await comments.getById(comment.id)).toEqual(whole);
    await comments.create({ ...said, objectType: 'SESSION', objectId: 'talk' });
    expect(await comments.get({ objectType: 'TRACE', objectId: 'discussed' })).toEqual({
      data: [whole],
      meta: { page: 1, limit: 50, totalItems: 1, totalPages: 1 },
    });
  });

  it('reads observations of both generations', async () => {
    const common = { traceId: 'read', startTime: '2026-01-31T08:00:00Z' };
    const root = { ...common, id: 'read-root', type: 'AGENT', name: 'agent' };
    const llm = {
      ...common,
      id: 'read-llm',
      type: 'GENERATION',
      name: 'llm',
      parentObservationId: 'read-root',
      startTime: '2026-01-31T08:00:01Z',
      input: { question: '?' },
      output: 'answer',
      metadata: { long: 'x'.repeat(300) },
    };
    const trace = { id: 'read', userId: 'reader', tags: ['a'] };
    expect((await bed.server.post('/v1/l/batch', { trace, observations: [root, llm] })).status).toBe(200);

    const { observations, legacy } = langfuse.api;
    const first = await observations.getMany({
      userId: 'reader',
      limit: 1,
      fields: 'io,metadata,trace_context',
    });
    expect(first.data).toMatchObject([
      {
        id: 'read-llm',
        input: '{"question":"?"}',
        output: 'answer',
        tags: ['a'],
        modelId: null,
        inputPrice: null,
      },
    ]);
    expect(first.data[0]?.metadata).toEqual({ long: 'x'.repeat(200) });
    const second = await observations.getMany({ userId: 'reader', limit: 1, cursor: first.meta.cursor });
    expect(second.data).toMatchObject([
      { id: 'read-root', isRootObservation: true, userId: 'reader', level: 'DEFAULT' },
    ]);
    expect(second.meta.cursor).toBeUndefined();
    const filter = JSON.stringify([
      { type: 'string', column: 'output', operator: 'matches', value: 'ANSWER' },
    ]);
    expect((await observations.getMany({ filter })).data.map(({ id }) => id)).toEqual(['read-llm']);
    expect((await observations.getMany({ traceId: 'read', parentObservationId: '' })).data).toHaveLength(1);

    const { data, meta } = await legacy.observationsV1.getMany({ traceId: 'read', type: 'GENERATION' });
    expect(meta).toEqual({ page: 1, limit: 50, totalItems: 1, totalPages: 1 });
    expect(data).toEqual([await legacy.observationsV1.get('read-llm')]);
    expect(data[0]).toMatchObject({
      input: { question: '?' },
      output: 'answer',
      usage: { input: 0, unit: 'TOKENS' },
    });
  });

  it('fails as it expects to', async () => {
    const stranger = new LangfuseClient({ ...bed.credentials, secretKey: 'sk-lf-of-nobody' });
    const denied = await stranger.api.projects.get().catch((error: unknown) => error);
    expect(denied).toMatchObject({ statusCode: 401, body: { error: 'UnauthorizedError' } });
    const absent = await langfuse.fetchTrace('no-such-trace').catch((error: unknown) => error);
    expect(absent).toMatchObject({ statusCode: 404, body: { error: 'LangfuseNotFoundError' } });
    const wrong = await langfuse.api.trace.list({ limit: 0 }).catch((error: unknown) => error);
    expect(wrong).toMatchObject({ statusCode: 400, body: { error: 'InvalidRequestError' } });
    expect(bed.proxy.exchanges.map(({ status }) => status)).toEqual([401, 404, 400]);
    bed.proxy.clear();
  });
});
