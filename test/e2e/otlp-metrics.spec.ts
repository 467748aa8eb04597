import { gzipSync } from 'node:zlib';
import type { ExponentialData, OtlpPoint } from '../../src/ingest/domain/otlp/metrics/otlp-point.js';
import {
  exponential,
  jsonMetrics,
  number,
  otlpPoint,
  protobufMetrics,
  type PointFields,
} from '../factories/otlp-metrics.js';
import type { Answer } from '../support/answer.js';
import { bytes, integer, message } from '../support/protobuf.js';
import { startServer, type TestXtrace } from '../support/server.js';

interface Series {
  readonly labels: Record<string, string>;
  readonly values: { readonly timestamp: string; readonly value: number }[];
}

interface SeriesAnswer {
  readonly data: Series[];
  readonly meta: { readonly truncated: boolean };
}

const PATHS = ['/api/public/otel/v1/metrics', '/v1/metrics'];
const PROTOBUF = 'application/x-protobuf';
const START = 1_769_846_400_000_000_000n;
const MINUTE = 60_000_000_000n;
const RANGE = 'from=2026-01-31T08:00:00Z&to=2026-01-31T09:00:00Z';

describe('OTLP metrics', () => {
  let server: TestXtrace;
  const sendProtobuf = (points: readonly OtlpPoint[], path = PATHS[1] ?? ''): Promise<Answer> =>
    server.post(path, protobufMetrics(points), { 'content-type': PROTOBUF });

  beforeAll(async () => {
    server = await startServer({ env: { XTRACE_MAX_SERIES_PER_PROJECT: '300' } });
  });

  afterAll(() => server.stop());

  async function stored(points: readonly OtlpPoint[]): Promise<void> {
    const answer = await sendProtobuf(points);
    expect([answer.status, answer.text]).toEqual([200, '']);
  }

  async function query(name: string, more: string): Promise<Series[]> {
    return (await answerTo(name, more)).data;
  }

  async function answerTo(name: string, more: string): Promise<SeriesAnswer> {
    const answer = await server.get(
      `/api/public/metrics/query?name=${encodeURIComponent(name)}&${RANGE}&${more}`,
    );
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json<SeriesAnswer>();
  }

  it.each(PATHS)(
    'are stored by %s in either encoding, gzip or not, and can be read at once',
    async (path) => {
      for (const form of ['protobuf', 'json', 'protobuf gzip', 'json gzip']) {
        const gpu = `${path} ${form}`;
        const fields: PointFields = {
          name: 'hw.gpu.utilization',
          resource: { 'service.name': 'agent', 'host.name': 'node-1' },
          attributes: { 'hw.id': gpu },
        };
        const points = [
          otlpPoint(number(0.25), { ...fields, nanos: START }),
          otlpPoint(number(0.75), { ...fields, nanos: START + MINUTE }),
        ];
        const isProtobuf = form.startsWith('protobuf');
        const type = isProtobuf ? PROTOBUF : 'application/json';
        const body = isProtobuf ? protobufMetrics(points) : Buffer.from(JSON.stringify(jsonMetrics(points)));
        const isGzip = form.endsWith('gzip');
        const answer = await server.post(path, isGzip ? gzipSync(body) : body, {
          'content-type': type,
          ...(isGzip && { 'content-encoding': 'gzip' }),
        });
        expect([answer.status, answer.text, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
          200,
          isProtobuf ? '' : '{}',
          type,
        ]);
        const labels = encodeURIComponent(JSON.stringify({ 'hw.id': gpu }));
        expect(await query('hw.gpu.utilization', `labels=${labels}`)).toEqual([
          {
            labels: { 'hw.id': gpu, 'host.name': 'node-1', 'service.name': 'agent' },
            values: [
              { timestamp: '2026-01-31T08:00:00.000Z', value: 0.25 },
              { timestamp: '2026-01-31T08:01:00.000Z', value: 0.75 },
            ],
          },
        ]);
      }
      const names = (await server.get('/api/public/metrics/names')).json<{ data: string[] }>();
      expect(names.data).toContain('hw.gpu.utilization');
    },
  );

  it('are found under the names and labels that DCGM and Prometheus have', async () => {
    const points = ['0', '1'].map((gpu) =>
      otlpPoint(number(BigInt(gpu) * 50n), {
        name: 'DCGM_FI_DEV_GPU_UTIL',
        attributes: { gpu, Hostname: 'node-1' },
        nanos: START,
      }),
    );
    await stored(points);
    expect(await query('DCGM_FI_DEV_GPU_UTIL', 'agg=max&group_by=gpu')).toMatchObject([
      { labels: { gpu: '0' }, values: [{ value: 0 }] },
      { labels: { gpu: '1' }, values: [{ value: 50 }] },
    ]);
  });

  it('of either temporality give rates, and none is doubled by a retry', async () => {
    const name = 'gen_ai.client.requests';
    const sums = (temporality: 'DELTA' | 'CUMULATIVE', values: readonly number[]): OtlpPoint[] =>
      values.map((value, at) =>
        otlpPoint(number(BigInt(value)), { name, temporality, nanos: START + BigInt(at) * (MINUTE / 2n) }),
      );
    const points = [...sums('DELTA', [5, 7, 2, 4]), ...sums('CUMULATIVE', [5, 12, 14, 18])];
    await stored(points);
    await stored(points);
    const delta = encodeURIComponent('{"otel.temporality":"delta"}');
    expect(await query(name, `agg=sum&labels=${delta}`)).toMatchObject([
      { values: [{ value: 12 }, { value: 6 }] },
    ]);
    const series = await query(name, 'agg=last');
    expect(series.find(({ labels }) => labels['otel.temporality'] === undefined)).toMatchObject({
      values: [{ value: 12 }, { value: 18 }],
    });
  });

  it('of gen_ai.client.token.usage come back as buckets by le, a count and a sum', async () => {
    const name = 'gen_ai.client.token.usage';
    const usage = (type: string, bucketCounts: readonly bigint[], sum: number): OtlpPoint =>
      otlpPoint(
        { kind: 'histogram', count: 4n, sum, bucketCounts, bounds: [1, 4, 16, 64] },
        {
          name,
          temporality: 'CUMULATIVE',
          nanos: START,
          attributes: { 'gen_ai.token.type': type, 'gen_ai.request.model': 'gpt-4o-mini' },
        },
      );
    await stored([usage('input', [0n, 1n, 2n, 1n, 0n], 60), usage('output', [4n, 0n, 0n, 0n, 0n], 4)]);
    const input = `labels=${encodeURIComponent('{"gen_ai.token.type":"input"}')}`;
    const buckets = await query(`${name}_bucket`, `${input}&group_by=le&agg=last`);
    expect(buckets.map(({ labels, values }) => [labels.le, values[0]?.value])).toEqual([
      ['1', 0],
      ['4', 1],
      ['16', 3],
      ['64', 4],
      ['+Inf', 4],
    ]);
    expect(await query(`${name}_sum`, `group_by=gen_ai.token.type&agg=last`)).toMatchObject([
      { labels: { 'gen_ai.token.type': 'input' }, values: [{ value: 60 }] },
      { labels: { 'gen_ai.token.type': 'output' }, values: [{ value: 4 }] },
    ]);
    expect(await query(`${name}_count`, input)).toMatchObject([{ values: [{ value: 4 }] }]);
  });

  it('of exponential histograms give quantiles, of all series by one question', async () => {
    const name = 'gen_ai.client.operation.duration';
    const duration = (model: string, fields: Partial<ExponentialData>, minutes: number): OtlpPoint =>
      otlpPoint(exponential(fields), {
        name,
        temporality: 'DELTA',
        nanos: START + BigInt(minutes) * MINUTE,
        attributes: { 'gen_ai.request.model': model },
      });
    await stored([
      // Scales change as measurements come: (2^-3.5, 2^-3], (1, 2]; (1, 4], (4, 16]
      duration('a', { count: 4n, scale: 1, positive: { offset: -7, counts: [1] }, zeroCount: 3n }, 0),
      duration('a', { count: 2n, scale: 0, positive: { offset: 0, counts: [2] } }, 1),
      duration('b', { count: 14n, scale: -1, positive: { offset: 0, counts: [8, 6] } }, 2),
    ]);
    const delta = `labels=${encodeURIComponent('{"otel.temporality":"delta"}')}`;
    const { data, meta } = await answerTo(`${name}_bucket`, `${delta}&group_by=le&agg=sum&step=1h`);
    expect(meta.truncated).toBe(false);
    const buckets = data.map(({ labels, values }) => [
      Number((labels.le ?? '').replace('+Inf', 'Infinity')),
      values[0]?.value,
    ]);
    expect(buckets.slice(0, 2)).toEqual([
      [0, 3],
      [2 ** -20, 3],
    ]);
    const counts = new Map(buckets.map(([edge, count]) => [edge, count]));
    expect([0.0625, 0.125, 1, 2, 4, 8, 16, 2 ** 40, Infinity].map((edge) => counts.get(edge))).toEqual([
      3, 4, 4, 6, 14, 14, 20, 20, 20,
    ]);
  });

  it('of histograms on both sides of 0 are more series than an answer has, which says so', async () => {
    const sides = { positive: { offset: 0, counts: [1] }, negative: { offset: 0, counts: [1] } };
    const data = exponential({ count: 2n, ...sides });
    await stored([otlpPoint(data, { name: 'balance', temporality: 'CUMULATIVE', nanos: START })]);
    const cut = await answerTo('balance_bucket', 'agg=last');
    expect([cut.data.length, cut.meta.truncated]).toEqual([50, true]);
    const one = await answerTo('balance_bucket', `agg=last&labels=${encodeURIComponent('{"le":"+Inf"}')}`);
    expect(one).toMatchObject({
      data: [{ values: [{ value: 2 }] }],
      meta: { truncated: false },
    });
  });

  it('are stored where they are sound, and of the others it is said how many and why', async () => {
    const name = 'mixed';
    const points = [
      otlpPoint(number(NaN), { name, nanos: START }),
      otlpPoint(number(1), { name, nanos: START }),
      otlpPoint(number(Infinity), { name, nanos: START }),
      otlpPoint(number(2), { name, nanos: 0n }),
      otlpPoint(number(null), { name, nanos: START + MINUTE, flags: 1 }),
    ];
    const reasons =
      'A value must be a finite number (2); timeUnixNano must be the nanoseconds from 1970 to a time before 2100 (1)';
    const json = await server.post(PATHS[0] ?? '', jsonMetrics(points));
    expect([json.status, json.json()]).toEqual([
      200,
      { partialSuccess: { rejectedDataPoints: '3', errorMessage: reasons } },
    ]);
    const protobuf = await sendProtobuf(points);
    expect([protobuf.status, protobuf.text]).toEqual([
      200,
      message(1, integer(1, 3), bytes(2, reasons)).toString(),
    ]);
    expect(await query(name, '')).toMatchObject([{ values: [{ value: 1 }] }]);
  });

  it('of which only the sum cannot be stored are kept without it, which is a warning and no refusal', async () => {
    const name = 'sumless';
    const data = { kind: 'histogram', count: 3n, sum: NaN, bucketCounts: [1n, 2n], bounds: [1] } as const;
    const points = [otlpPoint(data, { name, temporality: 'CUMULATIVE', nanos: START })];
    const warning = 'A sum or a quantile that is not a finite number was left out of its point (1)';
    const json = await server.post(PATHS[0] ?? '', jsonMetrics(points));
    expect([json.status, json.json()]).toEqual([
      200,
      { partialSuccess: { rejectedDataPoints: '0', errorMessage: warning } },
    ]);
    const protobuf = await sendProtobuf(points);
    expect(protobuf.text).toBe(message(1, bytes(2, warning)).toString());
    expect(await query(`${name}_count`, 'agg=last')).toMatchObject([{ values: [{ value: 3 }] }]);
    expect(await query(`${name}_bucket`, 'agg=last')).toHaveLength(2);
    expect(await query(`${name}_sum`, 'agg=last')).toEqual([]);
  });

  it('of a large body are decoded as those of a small one', async () => {
    const name = 'sampled';
    const points = Array.from({ length: 4000 }, (_, index) =>
      otlpPoint(number(1), {
        name,
        temporality: 'DELTA',
        nanos: START + BigInt(index) * 1_000_000n,
        attributes: { model: 'm'.repeat(60) },
      }),
    );
    expect(protobufMetrics(points).length).toBeGreaterThan(256 * 1024);
    await stored(points);
    expect(await query(name, 'agg=sum')).toMatchObject([{ values: [{ value: 4000 }] }]);
  });

  it('beyond the series that a project may have are refused alone', async () => {
    const name = 'crowded';
    const points = Array.from({ length: 350 }, (_, index) =>
      otlpPoint(number(index), { name, nanos: START, attributes: { id: String(index) } }),
    );
    await stored(points.slice(0, 1));
    const answer = await server.post(PATHS[1] ?? '', jsonMetrics(points));
    const { partialSuccess } = answer.json<{
      partialSuccess: { rejectedDataPoints: string; errorMessage: string };
    }>();
    expect(Number(partialSuccess.rejectedDataPoints)).toBeGreaterThan(50);
    expect(partialSuccess.errorMessage).toContain('may not have more than 300 metric series');
    expect((await query(name, 'labels={"id":"0"}')).length).toBe(1);
  });

  it('that cannot be read, or come without a credential, are refused in the form of OTLP', async () => {
    const cut = protobufMetrics([otlpPoint(number(1))]).subarray(0, 9);
    const malformed = await server.post(PATHS[0] ?? '', cut, { 'content-type': PROTOBUF });
    expect(malformed.status).toBe(400);
    const text = await server.post(PATHS[0] ?? '', Buffer.from('x'), { 'content-type': 'text/plain' });
    expect([text.status, text.json()]).toMatchObject([415, { code: 3 }]);
    for (const path of PATHS) {
      const answer = await server.post(path, {}, { authorization: '' });
      expect([answer.status, answer.json()]).toMatchObject([401, { code: 16 }]);
    }
  });
});
