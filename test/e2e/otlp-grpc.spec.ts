import { status } from '@grpc/grpc-js';
import { gzipSync } from 'node:zlib';
import { number, otlpPoint, protobufMetrics } from '../factories/otlp-metrics.js';
import { otlpSpan, protobufRequest } from '../factories/otlp-request.js';
import { GrpcCaller } from '../support/grpc-call.js';
import { eventually } from '../support/eventually.js';
import { bytes, integer, message } from '../support/protobuf.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { storedTrace } from '../support/stored-trace.js';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const METRICS_EXPORT = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';
const KEYS = { XTRACE_PUBLIC_KEY: 'pk-grpc', XTRACE_SECRET_KEY: 'sk-grpc' };
const BASIC = `Basic ${Buffer.from('pk-grpc:sk-grpc').toString('base64')}`;
const MAX_BODY_BYTES = 400_000;
const ENV = {
  ...KEYS,
  OTLP_GRPC_ADDR: '127.0.0.1:0',
  XTRACE_MAX_REQUEST_BODY_BYTES: String(MAX_BODY_BYTES),
};
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const BODY = protobufRequest([otlpSpan({ traceId: TRACE_ID, name: 'over gRPC' })]);

async function callerOf(server: TestXtrace): Promise<GrpcCaller> {
  const address = (): string | undefined => /OTLP\/gRPC on ([^"\s]+)/.exec(server.logs)?.[1];
  await eventually(() => address() !== undefined);
  return new GrpcCaller(address() ?? '');
}

describe('OTLP/gRPC', () => {
  let server: TestXtrace;
  let caller: GrpcCaller;

  beforeAll(async () => {
    server = await startServer({ env: ENV });
    caller = await callerOf(server);
  });

  afterAll(async () => {
    // Clients that stay connected do not keep the server from ending in good order.
    await server.stop();
    caller.close();
  });

  it('stores what is sent, with either credential, gzip or not', async () => {
    for (const authorization of [`Bearer ${server.token}`, BASIC]) {
      for (const isGzip of [false, true]) {
        expect(await caller.call(EXPORT, BODY, authorization, isGzip)).toEqual(Buffer.alloc(0));
      }
    }
    expect(await storedTrace(server, TRACE_ID)).toMatchObject({
      name: 'over gRPC',
      observations: [{ id: 'b7ad6b7169203331' }],
    });
  });

  it('stores metrics, and says of points that it refuses how many and why', async () => {
    const points = [otlpPoint(number(5), { name: 'over.grpc' }), otlpPoint(number(NaN))];
    const reason = 'A value must be a finite number (1)';
    expect(await caller.call(METRICS_EXPORT, protobufMetrics(points), BASIC)).toEqual(
      message(1, integer(1, 1), bytes(2, reason)),
    );
    const range = 'from=2026-01-31T08:00:00Z&to=2026-01-31T09:00:00Z';
    const answer = await server.get(`/api/public/metrics/query?name=over.grpc&${range}`);
    expect(answer.json()).toMatchObject({ data: [{ values: [{ value: 5 }] }] });
  });

  it('says of spans that it refuses how many and why', async () => {
    const body = protobufRequest([otlpSpan(), otlpSpan({ spanId: 'ab' })]);
    const reason = 'spanId must be 8 bytes (16 hexadecimal digits), not all of them zero (1)';
    expect(await caller.call(EXPORT, body, BASIC)).toEqual(message(1, integer(1, 1), bytes(2, reason)));
  });

  it('refuses what it cannot take, by the code that tells clients not to send it again', async () => {
    const large = protobufRequest([otlpSpan({ name: 'x'.repeat(MAX_BODY_BYTES) })]);
    const cases: [path: string, body: Buffer, authorization: string | null, code: status][] = [
      [EXPORT, BODY, null, status.UNAUTHENTICATED],
      [EXPORT, large, null, status.UNAUTHENTICATED],
      [EXPORT, BODY, 'Bearer wrong-token', status.UNAUTHENTICATED],
      [EXPORT, BODY, 'Bearer pk-grpc', status.PERMISSION_DENIED],
      [EXPORT, Buffer.from([0x0a, 0xff]), BASIC, status.INVALID_ARGUMENT],
      [EXPORT, large, BASIC, status.RESOURCE_EXHAUSTED],
      ['/opentelemetry.proto.collector.logs.v1.LogsService/Export', BODY, BASIC, status.UNIMPLEMENTED],
    ];
    for (const [path, body, authorization, code] of cases) {
      const { code: actual, metadata } = await caller.failure(path, body, authorization);
      expect([path, authorization, actual]).toEqual([path, authorization, code]);
      expect(metadata.get('grpc-status-details-bin')).toEqual([]);
    }
  });

  it('holds its limit for what gzip inflates to, and blames who sends what cannot be inflated', async () => {
    const refused = async (reason: string): Promise<number> => {
      const counter = `xtrace_rejected_total{route="${EXPORT}",reason="${reason}"}`;
      const lines = (await server.get('/metrics')).text.split('\n');
      return Number(lines.find((line) => line.startsWith(counter))?.split(' ')[1] ?? 0);
    };
    const before = {
      PAYLOAD_TOO_LARGE: await refused('PAYLOAD_TOO_LARGE'),
      BAD_REQUEST: await refused('BAD_REQUEST'),
    };
    const bomb = Buffer.alloc(MAX_BODY_BYTES * 100);
    const { code, metadata } = await caller.failure(EXPORT, bomb, BASIC, true);
    expect([code, metadata.get('grpc-status-details-bin')]).toEqual([status.RESOURCE_EXHAUSTED, []]);
    const cases: [encoding: string, message: Buffer, code: status][] = [
      ['gzip', gzipSync(BODY), status.OK],
      ['gzip', gzipSync(BODY).subarray(0, -9), status.INVALID_ARGUMENT],
      ['gzip', BODY, status.INVALID_ARGUMENT],
      ['gzip', Buffer.alloc(0), status.INVALID_ARGUMENT],
      ['zstd', BODY, status.UNIMPLEMENTED],
    ];
    for (const [encoding, sent, expected] of cases) {
      const actual = await caller.codeOfCompressed(EXPORT, sent, encoding, BASIC);
      expect([encoding, sent.length, actual]).toEqual([encoding, sent.length, expected]);
    }
    expect(await refused('PAYLOAD_TOO_LARGE')).toBe(before.PAYLOAD_TOO_LARGE + 1);
    expect(await refused('BAD_REQUEST')).toBe(before.BAD_REQUEST + 3);
    expect(await refused('UNSUPPORTED_MEDIA_TYPE')).toBe(1);
  });
});

describe('OTLP without a database', () => {
  it('asks clients to send again, over HTTP and gRPC', async () => {
    const server = await startServer({
      databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing',
      env: ENV,
      untilReady: false,
    });
    for (const type of ['application/json', 'application/x-protobuf']) {
      const body =
        type === 'application/json'
          ? '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}]}'
          : BODY;
      const answer = await server.post('/v1/traces', body, { 'content-type': type });
      expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([503, type]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    const caller = await callerOf(server);
    const { code, metadata } = await caller.failure(EXPORT, BODY, BASIC);
    expect(code).toBe(status.UNAVAILABLE);
    const [details = ''] = metadata.get('grpc-status-details-bin');
    expect(details.toString()).toContain('type.googleapis.com/google.rpc.RetryInfo');
    caller.close();
    await server.stop();
  });
});
