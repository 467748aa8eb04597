import { LangfuseClient } from '@langfuse/client';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';

type Sent = Parameters<LangfuseClient['api']['ingestion']['batch']>[0]['batch'][number];
type Unsent = Omit<
  Extract<Sent, { type: 'trace-create' | 'span-create' | 'generation-create' }>,
  'id' | 'timestamp'
>;

/** `@langfuse/client` 5, as it reads what came in as events, by both generations of routes, and says what models cost. */
describe('the client of the second generation, as a reader,', () => {
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

  const of = { traceId: 'held', environment: 'test' };
  const at = (second: number): string => new Date(Date.UTC(2026, 2, 3, 9, 0, second)).toISOString();

  beforeEach(async () => {
    const events: Unsent[] = [
      {
        type: 'trace-create',
        body: {
          id: 'held',
          name: 'chat',
          timestamp: at(0),
          environment: 'test',
          userId: 'u',
          sessionId: 's',
          tags: ['a'],
        },
      },
      {
        type: 'span-create',
        body: { ...of, id: 'held-span', name: 'step', startTime: at(1), endTime: at(5), input: { n: 1 } },
      },
      {
        type: 'generation-create',
        body: {
          ...of,
          id: 'held-generation',
          parentObservationId: 'held-span',
          name: 'answer',
          startTime: at(2),
          completionStartTime: at(3),
          endTime: at(4),
          model: 'gpt-4o',
          modelParameters: { temperature: 0.2 },
          output: ['Because.'],
          metadata: { attempt: 1 },
          usageDetails: { input: 12, output: 4, total: 16 },
          costDetails: { input: 0.25, output: 0.5, total: 0.75 },
        },
      },
    ];
    const batch = events.map((event) => ({ id: `e-${event.body.id}`, timestamp: at(9), ...event }));
    const sent = await langfuse.api.ingestion.batch({ batch });
    expect(sent.errors).toEqual([]);
  });

  it('reads it, its session and its observations', async () => {
    const { trace, sessions, legacy } = langfuse.api;
    expect(await trace.get('held')).toMatchObject({
      name: 'chat',
      timestamp: at(0),
      latency: 4,
      totalCost: 0.75,
      observations: [{ id: 'held-span' }, { id: 'held-generation', parentObservationId: 'held-span' }],
    });
    expect((await trace.list({ tags: 'a', userId: 'u', environment: 'test' })).data).toMatchObject([
      { id: 'held', observations: ['held-generation', 'held-span'] },
    ]);
    expect(await sessions.get('s')).toMatchObject({ id: 's', traces: [{ id: 'held' }] });
    expect((await sessions.list({ fromTimestamp: at(0) })).data).toMatchObject([{ id: 's' }]);
    const { observationsV1 } = legacy;
    expect(await observationsV1.get('held-span')).toMatchObject({ input: { n: 1 }, latency: 4 });
    expect((await observationsV1.getMany({ parentObservationId: 'held-span' })).data).toMatchObject([
      {
        id: 'held-generation',
        model: 'gpt-4o',
        modelParameters: { temperature: 0.2 },
        output: ['Because.'],
        usageDetails: { input: 12, output: 4, total: 16 },
        costDetails: { input: 0.25, output: 0.5, total: 0.75 },
        timeToFirstToken: 1,
      },
    ]);
  });

  it('reads its observations by cursors and groups of fields', async () => {
    const { observations } = langfuse.api;
    const fields = 'core,basic,io,metadata,model,usage,metrics,trace_context';
    const first = await observations.getMany({ traceId: 'held', limit: 1, fields });
    expect(first.data).toMatchObject([
      {
        id: 'held-generation',
        projectId: bed.projectId,
        providedModelName: 'gpt-4o',
        output: '["Because."]',
        metadata: { attempt: 1 },
        usageDetails: { input: 12, output: 4, total: 16 },
        totalCost: 0.75,
        latency: 2,
        timeToFirstToken: 1,
        userId: 'u',
        sessionId: 's',
        traceName: 'chat',
        tags: ['a'],
      },
    ]);
    const second = await langfuse.fetchObservations({
      traceId: 'held',
      limit: 1,
      fields: 'core',
      cursor: first.meta.cursor,
    });
    expect(second.data).toMatchObject([{ id: 'held-span', type: 'SPAN', startTime: at(1), endTime: at(5) }]);
    expect(second.data[0]).not.toHaveProperty('name');
    expect(second.meta.cursor).toBeUndefined();
  });

  it('asks for figures of it', async () => {
    const asked = { fromTimestamp: at(0), toTimestamp: at(59) };
    const query = JSON.stringify({
      ...asked,
      view: 'observations',
      dimensions: [{ field: 'providedModelName' }],
      metrics: [
        { measure: 'totalCost', aggregation: 'sum' },
        { measure: 'latency', aggregation: 'p95' },
        { measure: 'timeToFirstToken', aggregation: 'avg' },
      ],
      filters: [{ column: 'type', operator: '=', value: 'GENERATION', type: 'string' }],
      timeDimension: { granularity: 'day' },
    });
    const day = {
      time_dimension: at(0).slice(0, 10),
      sum_totalCost: 0.75,
      p95_latency: 2000,
      avg_timeToFirstToken: 1000,
    };
    const { metrics, legacy } = langfuse.api;
    for (const { data } of [await metrics.metrics({ query }), await legacy.metricsV1.metrics({ query })])
      expect(data).toEqual([{ providedModelName: 'gpt-4o', ...day }]);
    const traces = { ...asked, view: 'traces', metrics: [{ measure: 'count', aggregation: 'count' }] };
    expect((await legacy.metricsV1.metrics({ query: JSON.stringify(traces) })).data).toEqual([
      { count_count: 1 },
    ]);
  });

  it('keeps what models cost', async () => {
    const { models } = langfuse.api;
    const base = { name: 'Base', isDefault: true, priority: 0, conditions: [], prices: { input: 0.000001 } };
    const sent = { modelName: 'mine', matchPattern: '^mine$', unit: 'TOKENS' as const, pricingTiers: [base] };
    const created = await models.create(sent);
    expect(created).toMatchObject({
      modelName: 'mine',
      inputPrice: 0.000001,
      outputPrice: null,
      isLangfuseManaged: false,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      prices: { input: { price: 0.000001 } },
      pricingTiers: [base],
    });
    expect(await models.get(created.id)).toEqual(created);
    const { data, meta } = await models.list({ limit: 2 });
    expect(data).toMatchObject([{ id: created.id }, { isLangfuseManaged: true }]);
    expect(meta).toMatchObject({ page: 1, limit: 2 });
    const dearer = { ...sent, pricingTiers: [{ ...base, prices: { input: 0.000002 } }] };
    const replaced = await models.upsert(created.id, dearer);
    const { id, createdAt } = created;
    expect(replaced).toMatchObject({
      id,
      createdAt,
      inputPrice: 0.000002,
      pricingTiers: dearer.pricingTiers,
    });
    expect(await models.upsert('by name', { ...sent, modelName: 'other' })).toMatchObject({ id: 'by name' });
    expect(await models.get('by name')).toMatchObject({ modelName: 'other' });
    await models.delete('by name');
    await models.delete(created.id);
    const gone = await models.get(created.id).catch((error: unknown) => error);
    expect(gone).toMatchObject({ statusCode: 404, body: { error: 'LangfuseNotFoundError' } });
    bed.proxy.clear();
  });

  it('deletes it', async () => {
    expect(await langfuse.api.trace.delete('held')).toEqual({ message: expect.any(String) as string });
    expect((await langfuse.api.trace.list({ userId: 'u' })).data).toEqual([]);
  });
});
