import { status } from '@grpc/grpc-js';
import { gzipSync } from 'node:zlib';
import { number, otlpPoint, protobufMetrics } from '../factories/otlp-metrics.js';
import { jsonRequest, otlpSpan, protobufRequest } from '../factories/otlp-request.js';
import type { Answer } from '../support/answer.js';
import { GrpcCaller } from '../support/grpc-call.js';
import { eventually } from '../support/eventually.js';
import { bytes, integer, message } from '../support/protobuf.js';
import { rawRequest, type RawAnswer } from '../support/raw-request.js';
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

let server: TestXtrace;
let caller: GrpcCaller;

beforeAll(async () => {
  server = await startServer({ env: ENV });
  caller = await GrpcCaller.of(server);
});

afterAll(async () => {
  // Clients that stay connected do not keep the server from ending in good order.
  await server.stop();
  caller.close();
});

describe('OTLP/gRPC', () => {
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

describe('OTLP/HTTP beside it', () => {
  const ROUTES = ['traces', 'metrics', 'logs'].flatMap((signal) => [
    `/v1/${signal}`,
    `/api/public/otel/v1/${signal}`,
  ]);
  const JSON_TYPE = 'application/json';
  const PROTOBUF = 'application/x-protobuf';

  /** The Status that a short answer is, in the encoding that it says. */
  function statusIn(answer: Answer): [http: number, type: string, code: number, message: string] {
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
    if (type !== PROTOBUF) {
      const { code, message: text } = answer.json<{ code: number; message: string }>();
      return [answer.status, type, code, text];
    }
    const text = answer.text.slice(4);
    const code = answer.text.charCodeAt(1);
    expect(answer.text).toBe(Buffer.concat([integer(1, code), bytes(2, text)]).toString());
    return [answer.status, type, code, text];
  }

  it('answers other methods by 405 and Allow, preflights too: pages of other origins may not write', async () => {
    for (const path of ROUTES) {
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
        const headers = { origin: 'https://example.com', 'access-control-request-method': 'POST' };
        const answer = await server.request(path, { method, headers });
        expect([path, method, answer.status]).toEqual([path, method, 405]);
        expect(answer.headers.get('allow')).toBe('POST');
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
  });

  it('refuses by a Status in the encoding of the request', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const keyAlone = { authorization: 'Bearer pk-grpc' };
    const bomb = gzipSync(Buffer.alloc(MAX_BODY_BYTES * 100));
    expect(bomb.length).toBeLessThan(MAX_BODY_BYTES);
    const cases: [body: Buffer, headers: Record<string, string>, http: number, code: status, text: string][] =
      [
        [Buffer.alloc(0), keyAlone, 403, status.PERMISSION_DENIED, 'public key alone'],
        [bomb, gzip, 413, status.RESOURCE_EXHAUSTED, 'at most 400000 bytes, inflated'],
        [gzipSync(BODY).subarray(0, -9), gzip, 400, status.INVALID_ARGUMENT, 'not valid gzip'],
        [Buffer.alloc(0), gzip, 400, status.INVALID_ARGUMENT, 'not valid gzip'],
        [BODY, { 'content-encoding': 'gzip, gzip' }, 415, status.INVALID_ARGUMENT, 'gzip or identity'],
      ];
    for (const [body, headers, http, code, text] of cases) {
      for (const path of ROUTES.filter((route) => !route.endsWith('logs'))) {
        for (const type of [PROTOBUF, JSON_TYPE]) {
          const answer = await server.post(path, body, { 'content-type': type, ...headers });
          expect(statusIn(answer)).toEqual([http, type, code, expect.stringContaining(text)]);
        }
      }
    }
    const latin = await server.post('/v1/traces', '{}', { 'content-type': `${JSON_TYPE}; charset=latin1` });
    expect(statusIn(latin)).toEqual([415, JSON_TYPE, status.INVALID_ARGUMENT, 'The charset must be utf-8']);
  });

  it('takes a charset that is UTF-8, the other name of protobuf, a slash at the end and Expect', async () => {
    for (const path of ROUTES.filter((route) => !route.endsWith('logs'))) {
      for (const type of [
        `${JSON_TYPE}; charset=UTF-8`,
        'application/protobuf',
        `${PROTOBUF};charset=utf-8`,
      ]) {
        const body = type.includes('json') ? '{}' : '';
        expect((await server.post(`${path}/`, body, { 'content-type': type })).status).toBe(200);
      }
    }
    const answer = await raw('{}', 'Expect: 100-continue', 'Content-Length: 2');
    expect([answer.status, answer.body]).toEqual([100, expect.stringContaining('HTTP/1.1 200 OK')]);
  });

  it('does not begin to read what Content-Length says is too much', async () => {
    const answer = await raw('', `Content-Length: ${MAX_BODY_BYTES + 1}`);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      413,
      { code: status.RESOURCE_EXHAUSTED },
    ]);
  });

  it('refuses spans alone that cannot be taken, and reads ids in capitals and keys that come twice', async () => {
    const traceId = 'ab'.repeat(16);
    const request = jsonRequest([
      otlpSpan({
        traceId: traceId.toUpperCase(),
        spanId: 'B7AD6B7169203331',
        parentSpanId: 'B7AD6B7169203332',
        attributes: new Map([
          ['first', 'a'],
          ['other', 'b'],
        ]),
      }),
      otlpSpan({ traceId: Buffer.from(traceId, 'hex').toString('base64') }),
      otlpSpan({ traceId, spanId: 't61rcWkgMzE=' }),
    ]);
    const body = JSON.stringify(request).replace('"key":"other"', '"key":"first"');
    expect((await server.post('/v1/traces', body)).json()).toEqual({
      partialSuccess: {
        rejectedSpans: '2',
        errorMessage:
          'traceId must be 16 bytes (32 hexadecimal digits), not all of them zero (1); ' +
          'spanId must be 8 bytes (16 hexadecimal digits), not all of them zero (1)',
      },
    });
    const many = new Map(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, index]));
    const spans = [
      otlpSpan({ traceId, spanId: 'b7ad6b7169203333', attributes: many }),
      otlpSpan({ traceId, spanId: 'b7ad6b7169203334' }),
    ];
    const answer = await server.post('/v1/traces', protobufRequest(spans), { 'content-type': PROTOBUF });
    expect(answer.text).toBe(
      message(1, integer(1, 1), bytes(2, 'attributes must have at most 10000 keys (1)')).toString(),
    );
    const { observations } = await storedTrace(server, traceId);
    expect(observations.map(({ id }) => id).sort()).toEqual(['b7ad6b7169203331', 'b7ad6b7169203334']);
    expect(observations.find(({ id }) => id === 'b7ad6b7169203331')).toMatchObject({
      parentObservationId: 'b7ad6b7169203332',
      metadata: { attributes: { first: 'b' } },
    });
  });

  it('answers too many wrong credentials by 429 and when to come again, as gRPC does', async () => {
    const wrong = (headers: Record<string, string>): Promise<Answer> =>
      server.post('/v1/traces', '', { authorization: 'Bearer wrong-token', ...headers });
    for (const type of [JSON_TYPE, PROTOBUF]) {
      let answer = await wrong({ 'content-type': type });
      await eventually(async () => (answer = await wrong({ 'content-type': type })).status !== 401);
      expect(statusIn(answer)).toEqual([429, type, status.RESOURCE_EXHAUSTED, 'Too Many Requests']);
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    }
    let failure = await caller.failure(EXPORT, BODY, 'Bearer wrong-token');
    await eventually(async () => {
      failure = await caller.failure(EXPORT, BODY, 'Bearer wrong-token');
      return failure.code !== status.UNAUTHENTICATED;
    });
    expect(failure.code).toBe(status.RESOURCE_EXHAUSTED);
    const [details = ''] = failure.metadata.get('grpc-status-details-bin');
    expect(details.toString()).toContain('type.googleapis.com/google.rpc.RetryInfo');
    // Who has the right one is not concerned.
    expect(await caller.call(EXPORT, BODY, BASIC)).toEqual(Buffer.alloc(0));
  });

  function raw(body: string, ...headers: string[]): Promise<RawAnswer> {
    const head = [
      'POST /v1/traces HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${server.token}`,
      `Content-Type: ${JSON_TYPE}`,
      'Connection: close',
      ...headers,
    ];
    return rawRequest(server.url, `${head.join('\r\n')}\r\n\r\n${body}`);
  }
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
    const caller = await GrpcCaller.of(server);
    const { code, metadata } = await caller.failure(EXPORT, BODY, BASIC);
    expect(code).toBe(status.UNAVAILABLE);
    const [details = ''] = metadata.get('grpc-status-details-bin');
    expect(details.toString()).toContain('type.googleapis.com/google.rpc.RetryInfo');
    caller.close();
    await server.stop();
  });
});
