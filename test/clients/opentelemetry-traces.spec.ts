import { Metadata } from '@grpc/grpc-js';
import {
  createTraceState,
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type HrTime,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { tracing } from '@opentelemetry/sdk-node';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';
import { DatabaseOutage } from '../support/database-outage.js';
import { eventually } from '../support/eventually.js';
import { observationOf } from '../support/sent-span.js';
import { storedTrace } from '../support/stored-trace.js';
import { TracingSdk, type ReadableSpan } from '../support/tracing-sdk.js';

type Exporter = tracing.SpanExporter;

const RESOURCE = {
  'service.name': 'shop',
  'service.version': '1.2.3',
  'deployment.environment.name': 'staging',
  'host.cpus': 4,
  'process.command_args': ['node', 'shop.js'],
};

/** The SDK of OpenTelemetry for Node.js with each of its exporters. */
describe('traces of OpenTelemetry for JavaScript', () => {
  let bed: ClientBed;
  let complaints: Complaints;

  beforeAll(async () => {
    bed = await ClientBed.start({ OTLP_GRPC_ADDR: '127.0.0.1:0' });
    complaints = Complaints.ofOpenTelemetry();
  });

  afterEach(() => {
    bed.proxy.clear();
    complaints.said.length = 0;
  });

  afterAll(async () => {
    diag.disable();
    await bed.stop();
  });

  const http = (more = {}): ConstructorParameters<typeof JsonExporter>[0] => ({
    url: `${bed.proxy.url}/v1/traces`,
    headers: { authorization: bed.authorization },
    ...more,
  });

  const EXPORTERS: Record<string, () => Exporter | Promise<Exporter>> = {
    'HTTP in JSON': () => new JsonExporter(http()),
    'HTTP in protobuf with gzip': () => new ProtobufExporter(http({ compression: 'gzip' })),
    gRPC: async () => {
      const metadata = new Metadata();
      metadata.set('authorization', bed.authorization);
      return new GrpcExporter({ url: await bed.grpcUrl(), metadata });
    },
  };

  /** What has been sent when all of it has been. */
  async function sent(
    exporter: Exporter,
    emit: (tracer: Tracer) => void,
    perRequest = 512,
  ): Promise<readonly ReadableSpan[]> {
    const processor = new tracing.BatchSpanProcessor(exporter, { maxExportBatchSize: perRequest });
    const sdk = TracingSdk.start(processor, RESOURCE);
    emit(
      trace
        .getTracerProvider()
        .getTracer('shop-instrumentation', '0.7.0', { schemaUrl: 'https://example.com/schemas/1' }),
    );
    await sdk.end();
    return sdk.spans;
  }

  /** A trace of four spans with all that a span can have; children end before their parents. */
  function emit(tracer: Tracer): void {
    const root = tracer.startSpan('POST /orders/{id}', {
      kind: SpanKind.SERVER,
      attributes: {
        text: 'naïve 🙂 "quoted" \n',
        empty: '',
        truth: true,
        lie: false,
        whole: 42,
        negative: -7,
        large: Number.MAX_SAFE_INTEGER,
        half: 0.5,
        tiny: 5e-324,
        huge: 1e300,
        texts: ['a', '', 'ü'],
        numbers: [1, -2, 3.5],
        flags: [true, false],
        none: [],
        'http.route': '/orders/{id}',
      },
    });
    const within = trace.setSpan(ROOT_CONTEXT, root);
    const client = tracer.startSpan(
      'SELECT',
      {
        kind: SpanKind.CLIENT,
        links: [
          {
            context: {
              traceId: 'c0ffee00c0ffee00c0ffee00c0ffee00',
              spanId: 'c0ffee00c0ffee00',
              isRemote: true,
              traceFlags: TraceFlags.SAMPLED,
              traceState: createTraceState('vendor=1'),
            },
            attributes: { why: 'batch', at: 3 },
          },
          { context: root.spanContext() },
        ],
      },
      within,
    );
    client.addEvent('row', { index: 1, cells: ['x', 'y'] });
    client.addEvent('bare');
    client.recordException(new TypeError('no such row'));
    client.setStatus({ code: SpanStatusCode.ERROR });
    const producer = tracer.startSpan('send', { kind: SpanKind.PRODUCER }, trace.setSpan(within, client));
    producer.setStatus({ code: SpanStatusCode.OK });
    const consumer = tracer.startSpan(
      'receive',
      { kind: SpanKind.CONSUMER, startTime: [1_790_000_000, 123_456_789] },
      within,
    );
    consumer.setStatus({ code: SpanStatusCode.ERROR, message: 'gone' });
    consumer.recordException({ name: 'Gone', message: 'away', stack: 'Gone: away\n    at here' });
    consumer.end([1_790_000_001, 987_654_321]);
    producer.end();
    client.end();
    root.end();
  }

  async function expectArrived(spans: readonly ReadableSpan[]): Promise<void> {
    const traceId = spans[0]?.spanContext().traceId ?? '';
    const { observations, ...stored } = await storedTrace(bed.server, traceId);
    const root = spans.find(({ parentSpanContext }) => parentSpanContext === undefined);
    expect(stored).toMatchObject({
      id: traceId,
      name: root?.name,
      environment: 'staging',
      version: '1.2.3',
    });
    const byId = (a: { id?: unknown }, b: { id?: unknown }): number => (String(a.id) < String(b.id) ? -1 : 1);
    expect(observations.sort(byId)).toMatchObject(spans.map(observationOf).sort(byId));
    for (const span of spans) {
      const one = observations.find(({ id }) => id === span.spanContext().spanId);
      expect(one?.metadata).toEqual(observationOf(span).metadata);
    }
  }

  it.each(Object.keys(EXPORTERS))(
    'arrive over %s as they were sent, in one request or in many',
    async (name) => {
      for (const perRequest of [512, 1]) {
        const exporter = await EXPORTERS[name]?.();
        if (exporter === undefined) throw new Error(name);
        await expectArrived(await sent(exporter, emit, perRequest));
      }
      expect([complaints.said, bed.proxy.retries, bed.proxy.failures]).toEqual([[], [], []]);
    },
  );

  it.each(Object.keys(EXPORTERS))(
    'that cannot be stored harm no others, and are not sent again over %s',
    async (name) => {
      const exporter = await EXPORTERS[name]?.();
      if (exporter === undefined) throw new Error(name);
      const spans = await sent(exporter, (tracer) => {
        const root = tracer.startSpan('sound');
        const within = trace.setSpan(ROOT_CONTEXT, root);
        const tooLate: HrTime = [4_200_000_000, 0];
        tracer.startSpan('of the next century', { startTime: tooLate }, within).end(tooLate);
        tracer.startSpan('sound as well', {}, within).end();
        root.end();
      });
      await expectArrived(spans.filter((span) => span.name.startsWith('sound')));
      expect(complaints.said).toEqual([
        expect.stringMatching(/Partial Success.*"rejectedSpans":"?1"?.*startTimeUnixNano must be/),
      ]);
      expect([bed.proxy.retries, bed.proxy.failures]).toEqual([[], []]);
    },
  );

  it('arrive once each, although an answer was lost', async () => {
    bed.proxy.loseNextAnswer();
    await expectArrived(await sent(new ProtobufExporter(http()), emit));
    expect(bed.proxy.exchanges.map(({ status }) => status)).toEqual([200, 200]);
    expect(bed.proxy.retries).toEqual(['POST /v1/traces']);
    expect(complaints.said).toEqual([]);
  });

  it('arrive although the database was away for a while', async () => {
    const outage = await DatabaseOutage.of(bed.server);
    const arrival = sent(new ProtobufExporter(http({ timeoutMillis: 30_000 })), emit);
    await eventually(() => bed.proxy.exchanges.some(({ status }) => status === 503));
    await outage.end();
    await expectArrived(await arrival);
    const statuses = bed.proxy.exchanges.map(({ status }) => status);
    expect([statuses.at(-1), statuses.filter((status) => status !== 503)]).toEqual([200, [200]]);
    expect(complaints.said).toEqual([]);
  }, 60_000);
});
