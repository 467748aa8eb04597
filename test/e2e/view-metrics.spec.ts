import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, type Json } from '../support/stored-trace.js';

const ROUTES = ['/api/public/metrics', '/api/public/v2/metrics'];

describe('Figures of views', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    const at = (time: string): string => `2026-01-10T${time}Z`;
    await ingest(server, {
      trace: { id: 'a', timestamp: at('08:00:00'), name: 'chat', userId: 'alice', tags: ['x'] },
      observations: [
        {
          ...{ id: 'o1', traceId: 'a', type: 'GENERATION', name: 'answer', model: 'm-of-mine' },
          ...{ startTime: at('08:00:00'), completionStartTime: at('08:00:00.5'), endTime: at('08:00:02.5') },
          ...{ promptTokens: 100, completionTokens: 11, totalTokens: 111, calculatedTotalCost: 0.1 },
        },
        {
          ...{ id: 'o2', traceId: 'a', type: 'GENERATION', name: 'answer', model: 'm-of-mine' },
          ...{ startTime: at('10:00:00'), completionStartTime: at('10:00:01'), endTime: at('10:00:02') },
          ...{ promptTokens: 100, completionTokens: 11, totalTokens: 111, calculatedTotalCost: 0.2 },
        },
        { id: 'o3', traceId: 'a', type: 'SPAN', name: 'step', startTime: at('08:00:00'), level: 'ERROR' },
      ],
    });
    for (const value of [0.5, 1]) {
      const score = { id: `s${value}`, traceId: 'a', name: 'tone', value, timestamp: at('08:00:00') };
      await server.post('/api/public/scores', score);
    }
  });

  afterAll(() => server.stop());

  const asked = {
    view: 'observations',
    metrics: [{ measure: 'count', aggregation: 'count' }],
    fromTimestamp: '2026-01-09T00:00:00Z',
    toTimestamp: '2026-01-12T00:00:00Z',
  };

  function path(query: unknown, route = '/api/public/v2/metrics'): string {
    return `${route}?query=${encodeURIComponent(typeof query === 'string' ? query : JSON.stringify(query))}`;
  }

  async function rows(query: object, route?: string): Promise<Json[]> {
    const answer = await server.get(path({ ...asked, ...query }, route));
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json<{ data: Json[] }>().data;
  }

  it('name the tools of a generation whose question and answer came one after the other', async () => {
    const call = { type: 'function', function: { name: 'weather', arguments: '{}' } };
    const sent = async (type: string, body: object): Promise<void> => {
      const event = {
        id: `${type}-tools`,
        type,
        timestamp: '2026-01-20T08:00:00Z',
        body: { id: 'tools', traceId: 'tools', ...body },
      };
      const answer = await server.post('/api/public/ingestion', { batch: [event] });
      expect(answer.json<{ errors: unknown[] }>().errors).toEqual([]);
    };
    await sent('generation-update', { output: { role: 'assistant', tool_calls: [call, call] } });
    await sent('generation-create', {
      startTime: '2026-01-20T08:00:00Z',
      input: { messages: [], tools: [call, { name: 'calendar' }] },
    });
    const day = { fromTimestamp: '2026-01-20T00:00:00Z', toTimestamp: '2026-01-21T00:00:00Z' };
    const metrics = ['toolDefinitions', 'toolCalls'].map((measure) => ({ measure, aggregation: 'sum' }));
    const numbers = { sum_toolDefinitions: 2, sum_toolCalls: 2 };
    expect(await rows({ ...day, metrics, dimensions: [{ field: 'calledToolNames' }] })).toEqual([
      { calledToolNames: 'weather', ...numbers },
    ]);
    const orderBy = [{ field: 'toolNames', direction: 'asc' }];
    expect(await rows({ ...day, metrics, dimensions: [{ field: 'toolNames' }], orderBy })).toEqual([
      { toolNames: 'calendar', ...numbers },
      { toolNames: 'weather', ...numbers },
    ]);
  });

  it.each(ROUTES)('are given by %s, for each group', async (route) => {
    const query = {
      dimensions: [{ field: 'providedModelName' }, { field: 'type' }],
      metrics: [
        { measure: 'totalCost', aggregation: 'sum' },
        { measure: 'totalTokens', aggregation: 'sum' },
        { measure: 'timeToFirstToken', aggregation: 'p50' },
        { measure: 'interTokenLatency', aggregation: 'p99' },
        { measure: 'streamingLatency', aggregation: 'histogram' },
      ],
      config: { bins: 2 },
    };
    expect(await rows(query, route)).toEqual([
      {
        providedModelName: 'm-of-mine',
        type: 'GENERATION',
        sum_totalCost: 0.3,
        sum_totalTokens: 222,
        p50_timeToFirstToken: 750,
        p99_interTokenLatency: expect.closeTo(199, 9) as number,
        histogram_streamingLatency: [
          [1000, 1500, 1],
          [1500, 2000, 1],
        ],
      },
      {
        providedModelName: null,
        type: 'SPAN',
        sum_totalCost: 0,
        sum_totalTokens: 0,
        p50_timeToFirstToken: null,
        p99_interTokenLatency: null,
        histogram_streamingLatency: [],
      },
    ]);
  });

  it('come in buckets of time, those in which nothing happened among them', async () => {
    expect(await rows({ timeDimension: { granularity: 'day' } })).toEqual([
      { time_dimension: '2026-01-09', count_count: 0 },
      { time_dimension: '2026-01-10', count_count: 3 },
      { time_dimension: '2026-01-11', count_count: 0 },
    ]);
    const hours = { timeDimension: { granularity: 'auto' }, fromTimestamp: '2026-01-10T08:00:00Z' };
    expect((await rows({ ...hours, toTimestamp: '2026-01-10T10:30:00Z' })).slice(1)).toEqual([
      { time_dimension: '2026-01-10T09:00:00.000Z', count_count: 0 },
      { time_dimension: '2026-01-10T10:00:00.000Z', count_count: 1 },
    ]);
  });

  it('are of what the filters leave, in the order that is asked for', async () => {
    const query = {
      dimensions: [{ field: 'name' }],
      filters: [
        { column: 'userId', type: 'string', operator: '=', value: 'alice' },
        { column: 'tags', type: 'arrayOptions', operator: 'any of', value: ['x', 'y'] },
      ],
      orderBy: [{ field: 'count_count', direction: 'asc' }],
      config: { row_limit: 1 },
    };
    expect(await rows(query)).toEqual([{ name: 'step', count_count: 1 }]);
  });

  it('are of traces and scores, too', async () => {
    const traces = {
      view: 'traces',
      dimensions: [{ field: 'tags' }],
      metrics: [
        { measure: 'totalCost', aggregation: 'sum' },
        { measure: 'latency', aggregation: 'max' },
      ],
    };
    expect(await rows(traces, ROUTES[0])).toEqual([
      { tags: ['x'], sum_totalCost: 0.3, max_latency: 7_202_000 },
    ]);
    const scores = {
      view: 'scores-numeric',
      dimensions: [{ field: 'name' }, { field: 'traceName' }],
      metrics: [
        { measure: 'count', aggregation: 'count' },
        { measure: 'value', aggregation: 'avg' },
      ],
    };
    expect(await rows(scores)).toEqual([
      { name: 'tone', traceName: 'chat', count_count: 2, avg_value: 0.75 },
    ]);
  });

  it('follow what comes late, comes again, is changed or moves to another day, as daily usage does', async () => {
    const of = { traceId: 'late', type: 'GENERATION', model: 'late', environment: 'late' };
    const send = (observation: object): Promise<unknown> =>
      ingest(server, { observations: [{ ...of, ...observation }] });
    const expectDays = async (days: Json): Promise<void> => {
      const filters = [{ column: 'environment', type: 'string', operator: '=', value: 'late' }];
      const byDay = await rows({
        metrics: [...asked.metrics, { measure: 'totalCost', aggregation: 'sum' }],
        filters,
        timeDimension: { granularity: 'day' },
        orderBy: [{ field: 'time_dimension', direction: 'asc' }],
      });
      const expected = Object.entries(days).map(([day, sums]) => ({
        time_dimension: day,
        ...(sums as Json),
      }));
      expect(byDay).toEqual(expected);
      const { fromTimestamp, toTimestamp } = asked;
      const range = new URLSearchParams({ fromTimestamp, toTimestamp, environment: 'late' });
      const daily = await server.get(`/api/public/metrics/daily?${range.toString()}`);
      const usage = daily.json<{ data: Json[] }>().data.map(({ date, countObservations, totalCost }) => ({
        ...{ time_dimension: date, count_count: countObservations, sum_totalCost: totalCost },
      }));
      expect(usage.reverse()).toEqual(expected);
    };
    const first = { id: 'l1', startTime: '2026-01-11T08:00:00Z', calculatedTotalCost: 1.25 };
    await send(first);
    await send(first);
    await expectDays({ '2026-01-11': { count_count: 1, sum_totalCost: 1.25 } });
    await send({ id: 'l2', startTime: '2026-01-10T08:00:00Z', calculatedTotalCost: 0.1 });
    await send({ id: 'l3', startTime: '2026-01-10T23:59:59.999Z', calculatedTotalCost: 0.2 });
    await expectDays({
      '2026-01-10': { count_count: 2, sum_totalCost: 0.3 },
      '2026-01-11': { count_count: 1, sum_totalCost: 1.25 },
    });
    await send({ id: 'l1', startTime: '2026-01-10T09:00:00Z' });
    await expectDays({ '2026-01-10': { count_count: 3, sum_totalCost: 1.55 } });
  });

  it('stand beside time series and daily usage below the same path', async () => {
    expect((await server.get('/api/public/metrics/names')).json()).toEqual({ data: [] });
    expect((await server.get('/api/public/metrics/query?name=none')).status).toBe(200);
    expect((await server.get('/api/public/metrics/daily?fromTimestamp=2026-01-01T00:00:00Z')).status).toBe(
      200,
    );
  });

  it.each<[unknown, string | RegExp]>([
    ['', 'query must be given'],
    ['{', 'query must be a JSON object with view, metrics, fromTimestamp and toTimestamp'],
    ['[]', 'query must be an object'],
    [
      { ...asked, view: 'traces' },
      'query.view must be one of observations, scores-numeric, scores-boolean, scores-categorical',
    ],
    [
      { ...asked, dimensions: [{ field: 'traceId' }] },
      /^query\.dimensions\[0\]\.field must not be traceId, which has too many values, unless/,
    ],
    [
      { ...asked, metrics: [{ measure: 'cost', aggregation: 'sum' }] },
      /^query\.metrics\[0\]\.measure must be one of count, latency, /,
    ],
    [
      { ...asked, filters: [{ type: 'string', column: 'project_id', operator: '=', value: 'p2' }] },
      /^query\.filters\[0\]\.column must be one of id, traceId, /,
    ],
  ])('are refused for %j', async (query, message) => {
    expect((await server.get(path(query))).failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as unknown),
    });
  });
});
