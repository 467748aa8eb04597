import { Langfuse } from 'langfuse';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';

const ANY_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

/** `langfuse` 3 for Node.js: batches of events, and reads of the first generation. */
describe('the SDK for Node.js', () => {
  let bed: ClientBed;
  let langfuse: Langfuse;
  let complaints: Complaints;

  beforeAll(async () => {
    bed = await ClientBed.start();
  });

  beforeEach(() => {
    bed.proxy.clear();
    complaints = Complaints.onConsole();
    langfuse = new Langfuse({ ...bed.credentials, environment: 'test', release: 'r-1' });
    complaints.listenTo(langfuse);
  });

  afterEach(async () => {
    await langfuse.shutdownAsync();
    jest.restoreAllMocks();
    expect(complaints.said).toEqual([]);
    expect([bed.proxy.retries, bed.proxy.failures]).toEqual([[], []]);
  });

  afterAll(() => bed.stop());

  it('reads back the trace that it has written, field by field', async () => {
    const timestamp = new Date('2026-03-01T10:00:00.123Z');
    const trace = langfuse.trace({
      name: 'chat',
      timestamp,
      userId: 'user-1',
      sessionId: 'session-1',
      version: 'v-1',
      tags: ['b', 'a'],
      metadata: { tier: 'gold', nested: { deep: [1, 'two', null] } },
      input: { question: 'Why?', größe: 0.1 },
      public: true,
    });
    const span = trace.span({
      name: 'retrieve',
      startTime: new Date('2026-03-01T10:00:00.200Z'),
      input: ['query', { k: 3 }],
      metadata: { index: 'docs' },
      level: 'WARNING',
      statusMessage: 'slow',
      version: 'v-2',
    });
    const generation = span.generation({
      name: 'answer',
      startTime: new Date('2026-03-01T10:00:00.300Z'),
      completionStartTime: new Date('2026-03-01T10:00:00.800Z'),
      model: 'gpt-4o',
      modelParameters: { temperature: 0.2, maxTokens: 64, stop: ['\n'] },
      input: [{ role: 'user', content: 'Why?' }],
      metadata: { attempt: 1 },
    });
    const event = generation.event({
      name: 'token',
      startTime: new Date('2026-03-01T10:00:00.900Z'),
      input: 'first',
      level: 'DEBUG',
    });
    generation.update({ metadata: { finish: 'stop' } });
    generation.end({
      output: { role: 'assistant', content: 'Because.' },
      usageDetails: { input: 12, output: 4, cache_read_input_tokens: 3, total: 19 },
      costDetails: { input: 0.0012, output: 0.0004, total: 0.0016 },
    });
    span.end({ output: 'three documents' });
    trace.update({ output: 'Because.', tags: ['c'], metadata: { outcome: 'good' } });
    trace.score({ name: 'helpful', value: 0.75, comment: 'nearly', metadata: { rater: 'r' } });
    generation.score({ name: 'tone', value: 'warm' });
    generation.score({ name: 'safe', value: 1, dataType: 'BOOLEAN' });
    await langfuse.flushAsync();

    const { data: found } = await langfuse.fetchTrace(trace.id);
    expect(found).toMatchObject({
      id: trace.id,
      timestamp: timestamp.toISOString(),
      name: 'chat',
      userId: 'user-1',
      sessionId: 'session-1',
      version: 'v-1',
      release: 'r-1',
      environment: 'test',
      tags: ['a', 'b', 'c'],
      public: true,
      metadata: { tier: 'gold', nested: { deep: [1, 'two', null] }, outcome: 'good' },
      input: { question: 'Why?', größe: 0.1 },
      output: 'Because.',
      htmlPath: `/project/${bed.projectId}/traces/${trace.id}`,
      totalCost: 0.0016,
      latency: expect.any(Number) as number,
    });
    expect(found.observations).toHaveLength(3);
    expect(found.observations).toMatchObject([
      {
        id: span.id,
        traceId: trace.id,
        parentObservationId: null,
        type: 'SPAN',
        name: 'retrieve',
        startTime: '2026-03-01T10:00:00.200Z',
        endTime: ANY_TIME,
        input: ['query', { k: 3 }],
        output: 'three documents',
        metadata: { index: 'docs' },
        level: 'WARNING',
        statusMessage: 'slow',
        version: 'v-2',
        environment: 'test',
      },
      {
        id: generation.id,
        traceId: trace.id,
        parentObservationId: span.id,
        type: 'GENERATION',
        name: 'answer',
        startTime: '2026-03-01T10:00:00.300Z',
        endTime: ANY_TIME,
        completionStartTime: '2026-03-01T10:00:00.800Z',
        timeToFirstToken: 0.5,
        model: 'gpt-4o',
        modelParameters: { temperature: 0.2, maxTokens: 64, stop: ['\n'] },
        input: [{ role: 'user', content: 'Why?' }],
        output: { role: 'assistant', content: 'Because.' },
        metadata: { attempt: 1, finish: 'stop' },
        level: 'DEFAULT',
        statusMessage: null,
        usageDetails: { input: 12, output: 4, cache_read_input_tokens: 3, total: 19 },
        costDetails: { input: 0.0012, output: 0.0004, total: 0.0016 },
        usage: { unit: 'TOKENS', total: 19 },
        calculatedTotalCost: 0.0016,
        environment: 'test',
      },
      {
        id: event.id,
        traceId: trace.id,
        parentObservationId: generation.id,
        type: 'EVENT',
        name: 'token',
        startTime: '2026-03-01T10:00:00.900Z',
        endTime: null,
        input: 'first',
        output: null,
        level: 'DEBUG',
      },
    ]);
    const scores = [...found.scores].sort((one, other) => one.name.localeCompare(other.name));
    expect(scores).toMatchObject([
      {
        traceId: trace.id,
        observationId: null,
        name: 'helpful',
        value: 0.75,
        dataType: 'NUMERIC',
        source: 'API',
        comment: 'nearly',
        metadata: { rater: 'r' },
        environment: 'test',
      },
      { observationId: generation.id, name: 'safe', value: 1, stringValue: 'True', dataType: 'BOOLEAN' },
      { observationId: generation.id, name: 'tone', stringValue: 'warm', dataType: 'CATEGORICAL' },
    ]);
    expect(scores).toHaveLength(3);
  });

  it('finds traces by what they were written with', async () => {
    const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute));
    const traces = [0, 1, 2, 3].map((index) =>
      langfuse.trace({
        name: `listed-${index % 2}`,
        timestamp: at(index),
        userId: 'lister',
        sessionId: index < 3 ? 'listed' : 'other',
        tags: ['listed', `n${index}`],
        input: { index },
      }),
    );
    await langfuse.flushAsync();
    const ids = traces.map(({ id }) => id);
    const found = async (query: Parameters<Langfuse['fetchTraces']>[0]): Promise<string[]> =>
      (await langfuse.fetchTraces({ userId: 'lister', ...query })).data.map(({ id }) => id);

    const { data, meta } = await langfuse.fetchTraces({ userId: 'lister', limit: 3, page: 1 });
    expect(meta).toEqual({ page: 1, limit: 3, totalItems: 4, totalPages: 2 });
    expect(data).toMatchObject(
      [3, 2, 1].map((index) => ({
        id: ids[index],
        timestamp: at(index).toISOString(),
        input: { index },
        observations: [],
        scores: [],
        latency: 0,
        totalCost: 0,
      })),
    );
    expect(await found({ limit: 3, page: 2 })).toEqual([ids[0]]);
    expect(await found({ name: 'listed-1' })).toEqual([ids[3], ids[1]]);
    // It sends several tags as one text with commas.
    expect(await found({ tags: ['n1', 'listed'] })).toEqual([ids[1]]);
    expect(await found({ sessionId: 'listed', orderBy: 'timestamp.asc' })).toEqual(ids.slice(0, 3));
    // More than one tag is more than this method can say: it writes them as one.
    expect(await found({ tags: ['n2'] })).toEqual([ids[2]]);
    expect(await found({ fromTimestamp: at(1), toTimestamp: at(2) })).toContain(ids[1]);
    expect(await found({ environment: ['test'], release: 'r-1' })).toHaveLength(4);
    expect(await found({ environment: ['another'] })).toEqual([]);

    const { data: tagged } = await langfuse.api.traceList({
      tags: ['listed', 'n3'],
      environment: ['other', 'test'],
    });
    expect(tagged.map(({ id }) => id)).toEqual([ids[3]]);
  });

  it('finds observations and sessions', async () => {
    const at = (second: number): Date => new Date(Date.UTC(2026, 2, 3, 9, 0, second));
    const trace = langfuse.trace({
      name: 'held',
      sessionId: 'held-session',
      userId: 'holder',
      timestamp: at(0),
    });
    const span = trace.span({ name: 'step', startTime: at(1), endTime: at(2), input: { n: 1 } });
    const generation = span.generation({ name: 'answer', startTime: at(3), model: 'gpt-4o', level: 'ERROR' });
    await langfuse.flushAsync();

    const shown = { id: span.id, traceId: trace.id, type: 'SPAN', input: { n: 1 }, latency: 1 };
    expect((await langfuse.fetchObservation(span.id)).data).toMatchObject(shown);
    const page = await langfuse.fetchObservations({ traceId: trace.id, limit: 1, page: 2 });
    expect(page).toMatchObject({ data: [shown], meta: { page: 2, limit: 1, totalItems: 2, totalPages: 2 } });
    const found = async (query: Parameters<Langfuse['fetchObservations']>[0]): Promise<string[]> =>
      (await langfuse.fetchObservations({ userId: 'holder', ...query })).data.map(({ id }) => id);
    expect(await found({})).toEqual([generation.id, span.id]);
    expect(await found({ name: 'step', fromStartTime: at(1), toStartTime: at(2) })).toEqual([span.id]);
    expect(await found({ type: 'GENERATION' })).toEqual([generation.id]);
    expect(await found({ parentObservationId: span.id })).toEqual([generation.id]);

    const { data: sessions } = await langfuse.fetchSessions({ limit: 100 });
    expect(sessions).toContainEqual({
      id: 'held-session',
      projectId: bed.projectId,
      environment: 'test',
      createdAt: ANY_TIME,
    });
    expect(await langfuse.api.sessionsGet('held-session')).toMatchObject({
      id: 'held-session',
      projectId: bed.projectId,
      traces: [{ id: trace.id, name: 'held', userId: 'holder' }],
    });
  });

  it('keeps comments, and deletes traces and scores', async () => {
    const [trace, other] = [langfuse.trace({ name: 'doomed' }), langfuse.trace({ name: 'doomed' })];
    trace.score({ id: 'doomed-score', name: 'helpful', value: 1 });
    other.span({ name: 'doomed-span' });
    await langfuse.flushAsync();
    const { api } = langfuse;
    const of = { objectType: 'TRACE', objectId: trace.id } as const;
    const { id } = await api.commentsCreate({ ...of, projectId: bed.projectId, content: 'Look' });
    expect(await api.commentsGetById(id)).toMatchObject({ ...of, id, content: 'Look' });
    expect((await api.commentsGet(of)).data).toMatchObject([{ id, content: 'Look' }]);

    await api.scoreDelete('doomed-score');
    expect((await langfuse.fetchTrace(trace.id)).data.scores).toEqual([]);
    expect(await api.traceDelete(trace.id)).toEqual({ message: expect.any(String) as string });
    await api.traceDeleteMultiple({ traceIds: [other.id] });
    expect((await langfuse.fetchTraces({ name: 'doomed' })).data).toEqual([]);
    expect((await langfuse.fetchObservations({ name: 'doomed-span' })).data).toEqual([]);
  });

  it('sends a batch again whose answer was lost, and nothing is there twice', async () => {
    const impatient = new Langfuse({ ...bed.credentials, fetchRetryDelay: 10 });
    const retries: unknown[] = [];
    impatient.on('retry', (said) => retries.push(said));
    const trace = impatient.trace({ name: 'repeated', metadata: { n: 1 } });
    const usageDetails = { input: 1, output: 2, total: 3 };
    trace.generation({ name: 'g', usageDetails, costDetails: { total: 0.5 } }).end({ output: 'x' });
    trace.score({ name: 's', value: 1 });
    bed.proxy.loseNextAnswer();
    await impatient.shutdownAsync();
    // That it has failed, and that it tries again.
    expect(retries).toHaveLength(2);
    expect(bed.proxy.retries).toEqual(['POST /api/public/ingestion']);
    const { data } = await langfuse.fetchTrace(trace.id);
    expect(data).toMatchObject({ metadata: { n: 1 }, totalCost: 0.5, scores: [{ name: 's', value: 1 }] });
    expect(data.observations).toMatchObject([{ name: 'g', output: 'x', usageDetails }]);
    bed.proxy.clear();
  });

  it('sends more than one batch, and none of it is lost', async () => {
    const trace = langfuse.trace({ name: 'large' });
    for (let index = 0; index < 100; index++) {
      trace.span({ name: `s-${index}`, input: 'x'.repeat(1000) }).end({ output: index });
    }
    // flushAsync() does not wait for the batches that are under way.
    await langfuse.shutdownAsync();
    expect(bed.proxy.exchanges.length).toBeGreaterThan(1);
    const { data } = await langfuse.fetchTrace(trace.id);
    const outputs = data.observations.map(({ output }) => Number(output)).sort((one, other) => one - other);
    expect(outputs).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });
});
