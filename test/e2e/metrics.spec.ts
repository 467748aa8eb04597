import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, type Json } from '../support/stored-trace.js';

interface MetricAnswer {
  readonly data: { labels: Record<string, string>; values: { timestamp: string; value: number }[] }[];
  readonly meta: { latest_ts?: string; series_count: number; truncated: boolean };
}

const RANGE = 'from=2026-01-31T08:00:00Z&to=2026-01-31T09:00:00Z';

function point(name: string, time: string, value: number, labels: Record<string, string> = {}): Json {
  return { name, labels, value, timestamp: `2026-01-31T${time}Z` };
}

describe('Time-series metrics', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  async function write(...metrics: Json[]): Promise<void> {
    const answer = await server.post('/v1/metrics/batch', { metrics });
    expect(answer.json()).toEqual({ message: 'Request Successful.' });
    expect(answer.status).toBe(200);
  }

  async function query(parameters: string): Promise<MetricAnswer> {
    const answer = await server.get(`/api/public/metrics/query?${parameters}`);
    if (answer.status !== 200) throw new Error(`${parameters}: ${answer.text}`);
    return answer.json<MetricAnswer>();
  }

  it('know no names and no data at first', async () => {
    expect((await server.get('/api/public/metrics/names')).json()).toEqual({ data: [] });
    expect(await query('name=nothing')).toEqual({ data: [], meta: { series_count: 0, truncated: false } });
  });

  it('are answered by bucket, series ordered by labels, with the newest bucket', async () => {
    await write(
      point('gpu_utilization', '08:00:10', 80, { node_id: 'node-2', gpu_index: '0' }),
      point('gpu_utilization', '08:00:50', 90, { node_id: 'node-2', gpu_index: '0' }),
      point('gpu_utilization', '08:02:00', 70, { node_id: 'node-2', gpu_index: '0' }),
      point('gpu_utilization', '08:01:00', 10, { node_id: 'node-1', gpu_index: '0' }),
    );
    expect(await query(`name=gpu_utilization&${RANGE}`)).toEqual({
      data: [
        {
          labels: { node_id: 'node-1', gpu_index: '0' },
          values: [{ timestamp: '2026-01-31T08:01:00.000Z', value: 10 }],
        },
        {
          labels: { node_id: 'node-2', gpu_index: '0' },
          values: [
            { timestamp: '2026-01-31T08:00:00.000Z', value: 85 },
            { timestamp: '2026-01-31T08:02:00.000Z', value: 70 },
          ],
        },
      ],
      meta: { latest_ts: '2026-01-31T08:02:00.000Z', series_count: 2, truncated: false },
    });
  });

  it.each([
    ['avg', 4],
    ['max', 10],
    ['min', 1],
    ['sum', 16],
    ['last', 1],
    ['p50', 2.5],
    ['p90', 7.9],
    ['p99', 9.79],
  ])('are aggregated by %s', async (aggregation, expected) => {
    await write(
      point('aggregated', '08:00:01', 2),
      point('aggregated', '08:00:04', 1),
      point('aggregated', '08:00:02', 10),
      point('aggregated', '08:00:03', 3),
    );
    const { data } = await query(`name=aggregated&${RANGE}&agg=${aggregation}`);
    expect(data[0]?.values[0]?.value).toBeCloseTo(expected, 10);
  });

  it.each([
    ['1m', ['08:01', '08:07', '09:00']],
    ['5m', ['08:00', '08:05', '09:00']],
    ['1h', ['08:00', '09:00']],
    ['1d', ['00:00']],
  ])('are put into buckets of %s', async (step, expected) => {
    await write(
      point('stepped', '08:01:30', 1),
      point('stepped', '08:07:00', 1),
      point('stepped', '09:00:00', 1),
    );
    const { data } = await query(`name=stepped&${RANGE}&step=${step}`);
    expect(data[0]?.values.map(({ timestamp }) => timestamp.slice(11, 16))).toEqual(expected);
  });

  it('count at both ends of the range', async () => {
    await write(
      point('closed', '08:00:00', 1),
      point('closed', '09:00:00', 2),
      point('closed', '09:00:00.001', 4),
    );
    const { data } = await query(`name=closed&${RANGE}&step=1d&agg=sum`);
    expect(data[0]?.values[0]?.value).toBe(3);
  });

  it('replace a point that is written again', async () => {
    await write(point('again', '08:00:00', 1));
    await write(point('again', '08:00:00', 5));
    await write(point('again', '08:00:00', 5), point('again', '08:00:00', 7));
    expect((await query(`name=again&${RANGE}&agg=sum`)).data[0]?.values[0]?.value).toBe(7);
  });

  it('are selected by labels they contain, and merged by group_by', async () => {
    await write(
      point('grouped', '08:00:00', 1, { node: 'a', gpu: '0' }),
      point('grouped', '08:00:00', 2, { node: 'a', gpu: '1' }),
      point('grouped', '08:00:00', 4, { node: 'b', gpu: '0' }),
      point('grouped', '08:00:00', 8),
    );
    const labels = encodeURIComponent('{"node":"a"}');
    expect((await query(`name=grouped&${RANGE}&labels=${labels}`)).data).toHaveLength(2);
    const { data } = await query(`name=grouped&${RANGE}&agg=sum&group_by=node`);
    const sums = data.map(({ labels: { node }, values }) => [node, values[0]?.value]);
    expect(new Map(sums as [string | undefined, number][])).toEqual(
      new Map([
        ['a', 3],
        ['b', 4],
        [undefined, 8],
      ]),
    );
  });

  it('give at most 50 series, and say when there are more', async () => {
    const points = Array.from({ length: 51 }, (_, index) =>
      point('many', '08:00:00', 1, { id: String(index) }),
    );
    await write(...points.slice(1));
    expect((await query(`name=many&${RANGE}`)).meta).toMatchObject({ series_count: 50, truncated: false });
    await write(...points);
    const { data, meta } = await query(`name=many&${RANGE}`);
    expect(data).toHaveLength(50);
    expect(meta.truncated).toBe(true);
  });

  it('default to the last hour', async () => {
    const now = Date.now();
    const at = (minutesAgo: number): string => new Date(now - minutesAgo * 60_000).toISOString();
    await write(
      { name: 'recent', labels: {}, value: 1, timestamp: at(1) },
      { name: 'recent', labels: {}, value: 2, timestamp: at(120) },
    );
    expect((await query('name=recent&agg=sum')).data.flatMap(({ values }) => values)).toMatchObject([
      { value: 1 },
    ]);
  });

  it('have their names sorted', async () => {
    await write(point('zeta', '08:00:00', 1), point('alpha', '08:00:00', 1));
    const { data } = (await server.get('/api/public/metrics/names')).json<{ data: string[] }>();
    expect(data).toEqual(data.toSorted());
    expect(data).toEqual(expect.arrayContaining(['alpha', 'zeta', 'gpu_utilization']));
  });

  it('keep labels with any characters', async () => {
    const labels = { __proto__x: 'a', 'ключ "x"': "'; DROP TABLE traces; --", emoji: '😀' };
    await write(point('odd labels', '08:00:00', 1, labels));
    const filter = encodeURIComponent(JSON.stringify(labels));
    expect((await query(`name=odd%20labels&${RANGE}&labels=${filter}`)).data).toMatchObject([{ labels }]);
    const body = `{"metrics":[{"name":"proto","labels":{"__proto__":"own"},"value":1,"timestamp":"2026-01-31T08:00:00Z"}]}`;
    expect((await server.post('/v1/metrics/batch', body)).status).toBe(200);
    expect((await server.get(`/api/public/metrics/query?name=proto&${RANGE}`)).text).toContain(
      '{"__proto__":"own"}',
    );
    const proto = encodeURIComponent('{"__proto__":"own"}');
    expect((await query(`name=proto&${RANGE}&labels=${proto}`)).data).toHaveLength(1);
    const other = encodeURIComponent('{"__proto__":"other"}');
    expect((await query(`name=proto&${RANGE}&labels=${other}`)).data).toHaveLength(0);
  });

  it.each([
    ['', 'name'],
    ['name=', 'name'],
    ['name=a&from=2026-01-31T09:00:00Z&to=2026-01-31T08:00:00Z', 'from'],
    ['name=a&from=now', 'from'],
    ['name=a&to=infinity', 'to'],
    ['name=a&step=2m', 'step'],
    ['name=a&agg=median', 'agg'],
    ['name=a&agg=__proto__', 'agg'],
    ['name=a&labels={', 'labels'],
    ['name=a&labels=[]', 'labels'],
    ['name=a&labels={"a":1}', 'labels'],
    ['name=a&name=b', 'name'],
  ])('refuse the query %j and name %s', async (parameters, name) => {
    expect((await server.get(`/api/public/metrics/query?${parameters}`)).failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringContaining(name) as unknown,
    });
  });

  it('take as many labels and characters as the limits say', async () => {
    const labels = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`l${index}`, 'v']));
    await write(point('n'.repeat(256), '08:00:00', 1, labels));
    await write(point('wide', '08:00:00', 1, { ['k'.repeat(256)]: 'v'.repeat(4096) }));
    expect((await query(`name=wide&${RANGE}`)).data).toHaveLength(1);
  });

  it.each([0, -0.5, 1e308, 5e-324, -1e-9, 123456.789])('keep the value %d bit by bit', async (value) => {
    await write(point('exact', '08:00:00', value));
    expect((await query(`name=exact&${RANGE}`)).data[0]?.values[0]?.value).toBe(value);
  });
});

describe('Series of a project', () => {
  it('are bounded: what is beyond is refused by its label, and what is there goes on', async () => {
    const server = await startServer({ env: { XTRACE_MAX_SERIES_PER_PROJECT: '10' } });
    const write = (first: number, count: number): ReturnType<TestXtrace['post']> =>
      server.post('/v1/metrics/batch', {
        metrics: Array.from({ length: count }, (_, index) =>
          point('load', '08:00:00', 1, { id: String(first + index) }),
        ),
      });
    expect((await write(0, 10)).status).toBe(200);
    expect((await write(5, 10)).failure).toMatchObject({
      status: 400,
      message: expect.stringContaining('"id"') as unknown,
    });
    expect((await write(0, 10)).status).toBe(200);
    const { meta } = (await server.get(`/api/public/metrics/query?name=load&${RANGE}`)).json<MetricAnswer>();
    expect(meta.series_count).toBe(10);
    await server.stop();
  });
});

describe('GET /api/public/metrics/daily', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    const generation = (id: string, traceId: string, day: string, model: string, cost: number): Json => ({
      id,
      traceId,
      model,
      startTime: `${day}T23:59:59.999Z`,
      usage: { input: 10, output: 5 },
      calculatedTotalCost: cost,
    });
    await ingest(server, {
      trace: { id: 'a', name: 'chat', timestamp: '2026-01-30T12:00:00Z', tags: ['x'], userId: 'u' },
    });
    await ingest(server, { trace: { id: 'b', timestamp: '2026-01-31T00:00:00Z' } });
    await ingest(server, {
      observations: [
        generation('1', 'a', '2026-01-30', 'small', 0.25),
        generation('2', 'a', '2026-01-30', 'large', 2),
        generation('3', 'a', '2026-01-30', 'small', 0.25),
        { id: '4', traceId: 'b', type: 'SPAN', startTime: '2026-01-31T00:00:00Z' },
      ],
    });
  });

  afterAll(() => server.stop());

  const january = 'fromTimestamp=2026-01-01T00:00:00Z&toTimestamp=2026-01-31T23:59:59Z';

  it('counts by UTC day, the newest first, and usage by descending cost', async () => {
    expect((await server.get(`/api/public/metrics/daily?${january}`)).json()).toEqual({
      data: [
        { date: '2026-01-31', countTraces: 1, countObservations: 1, totalCost: 0, usage: [] },
        {
          date: '2026-01-30',
          countTraces: 1,
          countObservations: 3,
          totalCost: 2.5,
          usage: [
            {
              model: 'large',
              inputUsage: 10,
              outputUsage: 5,
              totalUsage: 15,
              countTraces: 1,
              countObservations: 1,
              totalCost: 2,
            },
            {
              model: 'small',
              inputUsage: 20,
              outputUsage: 10,
              totalUsage: 30,
              countTraces: 1,
              countObservations: 2,
              totalCost: 0.5,
            },
          ],
        },
      ],
      meta: { page: 1, limit: 50, totalItems: 2, totalPages: 1 },
    });
  });

  it.each([
    [`${january}&traceName=chat`, ['2026-01-30']],
    [`${january}&tags=x&userId=u`, ['2026-01-30']],
    [`${january}&tags=none`, []],
    [`${january}&environment=default`, ['2026-01-31', '2026-01-30']],
    [`${january}&limit=1&page=2`, ['2026-01-30']],
    ['fromTimestamp=2026-01-31T00:00:00Z&toTimestamp=2026-02-01T00:00:00Z', ['2026-01-31']],
    ['', []],
  ])('is selected by %s', async (query, dates) => {
    const { data } = (await server.get(`/api/public/metrics/daily?${query}`)).json<{ data: Json[] }>();
    expect(data.map(({ date }) => date)).toEqual(dates);
  });

  it('defaults to the last 30 days', async () => {
    await ingest(server, { trace: { id: 'today' } });
    const { data } = (await server.get('/api/public/metrics/daily')).json<{ data: Json[] }>();
    expect(data).toMatchObject([{ countTraces: 1 }]);
  });

  it.each(['page=0', 'limit=x', 'fromTimestamp=never', 'traceName=a&traceName=b'])(
    'refuses %s',
    async (query) => {
      expect((await server.get(`/api/public/metrics/daily?${query}`)).failure).toMatchObject({ status: 400 });
    },
  );
});
