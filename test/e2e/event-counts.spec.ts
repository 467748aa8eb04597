import { startServer, type TestXtrace } from '../support/server.js';

/** Beyond what is decoded at once: see BodyDecoder. */
const LARGE = 'x'.repeat(1000);
const TIMESTAMP = '2026-01-31T08:00:00Z';

function observations(count: number, fields: Record<string, unknown> = {}): unknown[] {
  return Array.from({ length: count }, (_, index) => ({ id: `o-${index}`, traceId: 'counted', ...fields }));
}

function points(count: number, labels: Record<string, string> = {}): unknown {
  const point = { name: 'counted', value: 1, timestamp: TIMESTAMP, labels };
  return { metrics: Array.from({ length: count }, () => point) };
}

describe('The server counts', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer({
      env: { XTRACE_MAX_REQUEST_BODY_BYTES: '1000000', XTRACE_MAX_SERIES_PER_PROJECT: '1' },
    });
  });

  afterAll(() => server.stop());

  async function count(series: string, of = server): Promise<number> {
    const { text } = await of.get('/metrics');
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    return Number(line?.split(' ')[1] ?? 0);
  }

  function accepted(kind: string): string {
    return `xtrace_ingest_accepted_total{kind="${kind}"}`;
  }

  function rejected(kind: string, reason: string): string {
    return `xtrace_ingest_rejected_total{kind="${kind}",reason="${reason}"}`;
  }

  /** By how much a figure has grown through a request. */
  async function growth(series: string, path: string, body: unknown): Promise<[status: number, by: number]> {
    const before = await count(series);
    const { status } = await server.post(path, body);
    return [status, (await count(series)) - before];
  }

  const trace = { id: 'counted' };

  it.each([
    [
      'a trace with its observations',
      '/v1/l/batch',
      { trace, observations: observations(2) },
      'telemetry',
      3,
    ],
    [
      'those of a large body, as they were sent',
      '/v1/l/batch',
      { observations: [...observations(300, { input: LARGE }), ...observations(300, { output: LARGE })] },
      'telemetry',
      600,
    ],
    ['points, repeated or not', '/v1/metrics/batch', points(3), 'metrics', 3],
    ['nothing where there is nothing', '/v1/l/batch', {}, 'telemetry', 0],
  ])('the events that it accepts: %s', async (_, path, body, kind, events) => {
    expect(await growth(accepted(kind), path, body)).toEqual([200, events]);
  });

  it.each([
    ['a field', { trace, observations: observations(2, { model: 5 }) }, 'invalid', 400, 3],
    [
      'a field of a large body',
      { trace, observations: observations(400, { input: LARGE, startTime: 'noon' }) },
      'invalid',
      400,
      401,
    ],
    ['a foreign project', { trace: { ...trace, projectId: 'foreign' } }, 'foreign_project', 403, 1],
    ['a body that is no JSON', '{"trace":', 'malformed', 400, 1],
    [
      'a body that is too large',
      { trace, observations: observations(2000, { input: LARGE }) },
      'too_large',
      413,
      1,
    ],
  ])('the events that it refuses for %s', async (_, body, reason, status, events) => {
    expect(await growth(rejected('telemetry', reason), '/v1/l/batch', body)).toEqual([status, events]);
  });

  it('the points that it refuses because there are too many series', async () => {
    expect((await server.post('/v1/metrics/batch', points(1))).status).toBe(200);
    const series = rejected('metrics', 'series_limit');
    expect(await growth(series, '/v1/metrics/batch', points(5, { node: 'new' }))).toEqual([400, 5]);
  });

  describe('while its database is away', () => {
    let alone: TestXtrace;

    beforeAll(async () => {
      const databaseUrl = 'postgres://nobody@127.0.0.1:1/nowhere';
      alone = await startServer({ databaseUrl, untilReady: false });
    });

    afterAll(() => alone.stop());

    it('the events that it refuses', async () => {
      const { status } = await alone.post('/v1/l/batch', { trace, observations: observations(4) });
      expect(status).toBe(503);
      expect(await count(rejected('telemetry', 'unavailable'), alone)).toBe(5);
      expect(await count(accepted('telemetry'), alone)).toBe(0);
    });
  });

  it('requests that were refused by the code of the answer', async () => {
    const series = 'xtrace_rejected_total{route="/v1/l/batch",reason="BAD_REQUEST"}';
    expect(await growth(series, '/v1/l/batch', { trace: { id: 5 }, observations: observations(2) })).toEqual([
      400, 1,
    ]);
  });
});
