import { jsonRequest, otlpSpan, protobufRequest } from '../factories/otlp-request.js';
import { eventually } from '../support/eventually.js';
import { GrpcCaller } from '../support/grpc-call.js';
import { startServer, type TestXtrace } from '../support/server.js';

const EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
const METRICS_EXPORT = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';
const MAX_BODY_BYTES = 400_000;

describe('The log', () => {
  let server: TestXtrace;
  let caller: GrpcCaller;
  let authorization: string;

  beforeAll(async () => {
    server = await startServer({
      env: { OTLP_GRPC_ADDR: '127.0.0.1:0', XTRACE_MAX_REQUEST_BODY_BYTES: String(MAX_BODY_BYTES) },
    });
    authorization = `Bearer ${server.token}`;
    caller = await GrpcCaller.of(server);
  });

  afterAll(async () => {
    await server.stop();
    caller.close();
  });

  type Line = Record<string, unknown>;

  /** The lines that say why something was not taken. */
  function reasons(): Line[] {
    return server.logs
      .split('\n')
      .filter((line) => line.startsWith('{') && line.includes('"reason"'))
      .map((line) => JSON.parse(line) as Line);
  }

  const SECRET = 'what-nobody-may-read';
  const refused = otlpSpan({ spanId: 'ab', name: SECRET, attributes: new Map([['a', SECRET]]) });
  const spanId = 'spanId must be 8 bytes (16 hexadecimal digits), not all of them zero';
  const body = protobufRequest([otlpSpan({ name: SECRET })]);
  const forged = { id: 'e-1', type: 'trace-create', timestamp: '2026-01-31T08:00:00Z', body: { id: 5 } };

  it.each<[what: string, send: () => Promise<unknown>, line: Line]>([
    [
      'spans among others over gRPC',
      () =>
        caller.call(EXPORT, protobufRequest([otlpSpan({ name: SECRET }), refused, refused]), authorization),
      { method: 'gRPC', route: EXPORT, status: 'OK', refused: 2, reason: `${spanId} (2)` },
    ],
    [
      'spans among others over HTTP',
      () => server.post('/v1/traces', jsonRequest([otlpSpan({ name: SECRET }), refused])),
      { method: 'POST', route: '/v1/traces', status: 200, refused: 1, reason: `${spanId} (1)` },
    ],
    [
      'a call without a credential',
      () => caller.failure(EXPORT, body, `Bearer ${SECRET}`),
      { method: 'gRPC', route: EXPORT, status: 'UNAUTHENTICATED', ip: '127.0.0.1', reason: 'Unauthorized' },
    ],
    [
      'a message that is too large',
      () => caller.failure(EXPORT, Buffer.alloc(MAX_BODY_BYTES * 2), authorization),
      { route: EXPORT, status: 'RESOURCE_EXHAUSTED', reason: expect.stringContaining('larger than max') },
    ],
    [
      'a message that is none',
      () => caller.failure(METRICS_EXPORT, Buffer.from(SECRET), authorization),
      { route: METRICS_EXPORT, status: 'INVALID_ARGUMENT', reason: expect.stringContaining('not valid') },
    ],
    [
      'logs over gRPC',
      () => caller.failure('/opentelemetry.proto.collector.logs.v1.LogsService/Export', body, authorization),
      { status: 'UNIMPLEMENTED', reason: expect.stringContaining('Logs are not taken in') },
    ],
    [
      'a body that is none',
      () => server.post('/v1/traces', `{"resourceSpans": "${SECRET}"}`),
      { route: '/v1/traces', status: 400, reason: expect.stringContaining('resourceSpans') },
    ],
    [
      'events among others of Langfuse',
      () =>
        server.post('/api/public/ingestion', {
          batch: [forged, { ...forged, body: { id: 'logged', name: SECRET } }],
        }),
      {
        route: '/api/public/ingestion',
        status: 207,
        refused: 1,
        reason: expect.stringMatching(/id must be a string/),
      },
    ],
    [
      'a field, by a key that would forge a line',
      () =>
        server.post('/v1/metrics/batch', {
          metrics: [
            { name: 'm', value: 1, timestamp: '2026-01-31T08:00:00Z', labels: { 'k\n{"level":50}': 5 } },
          ],
        }),
      { route: '/v1/metrics/batch', status: 400, reason: expect.stringMatching(/^[^\n]*must be a string$/) },
    ],
  ])('says why it has refused %s, and nothing of what was sent', async (_, send, line) => {
    const before = reasons().length;
    await send();
    await eventually(() => reasons().length > before);
    expect(reasons().slice(before)).toEqual([expect.objectContaining(line)]);
    expect(server.logs).not.toContain(SECRET);
  });
});
