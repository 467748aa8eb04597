import { Metadata } from '@grpc/grpc-js';
import { diag } from '@opentelemetry/api';
import { OTLPMetricExporter as GrpcExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import {
  AggregationTemporalityPreference,
  OTLPMetricExporter as JsonExporter,
} from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { metrics, resources } from '@opentelemetry/sdk-node';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';

interface Series {
  readonly labels: Record<string, string>;
  readonly values: { readonly timestamp: string; readonly value: number }[];
}

const SCOPE = 'shop-instrumentation';
const HOUR_MS = 3_600_000;
/** Long enough that only the test itself lets it send. */
const NEVER_MS = 600_000;

/** The SDK of OpenTelemetry for Node.js with each of its exporters, of either temporality. */
describe('metrics of OpenTelemetry for JavaScript', () => {
  let bed: ClientBed;
  let complaints: Complaints;

  beforeAll(async () => {
    bed = await ClientBed.start({ OTLP_GRPC_ADDR: '127.0.0.1:0' });
    complaints = Complaints.ofOpenTelemetry();
  });

  afterAll(async () => {
    diag.disable();
    await bed.stop();
  });

  const { DELTA, CUMULATIVE } = AggregationTemporalityPreference;
  type Preference = typeof DELTA | typeof CUMULATIVE;
  const http = (temporalityPreference: Preference): object => ({
    url: `${bed.proxy.url}/v1/metrics`,
    headers: { authorization: bed.authorization },
    temporalityPreference,
  });
  const EXPORTERS: Record<string, (preference: Preference) => Promise<metrics.PushMetricExporter>> = {
    'HTTP in JSON': (preference) => Promise.resolve(new JsonExporter(http(preference))),
    'HTTP in protobuf with gzip': (preference) =>
      Promise.resolve(new ProtobufExporter({ ...http(preference), compression: 'gzip' } as object)),
    gRPC: async (temporalityPreference) => {
      const metadata = new Metadata();
      metadata.set('authorization', bed.authorization);
      return new GrpcExporter({ url: await bed.grpcUrl(), metadata, temporalityPreference });
    },
  };

  /** Two collections of instruments of every kind. */
  async function emit(exporter: metrics.PushMetricExporter, service: string): Promise<void> {
    const reader = new metrics.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: NEVER_MS });
    const provider = new metrics.MeterProvider({
      resource: resources.resourceFromAttributes({ 'service.name': service, 'service.version': '1' }),
      readers: [reader],
      views: [
        {
          instrumentName: 'size',
          aggregation: { type: metrics.AggregationType.EXPONENTIAL_HISTOGRAM },
        },
      ],
    });
    const meter = provider.getMeter(SCOPE, '0.7.0');
    const orders = meter.createCounter('orders', { unit: '{order}', description: 'Orders' });
    const open = meter.createUpDownCounter('open.connections');
    const temperature = meter.createGauge('temperature', { unit: 'Cel' });
    const latency = meter.createHistogram('latency', { advice: { explicitBucketBoundaries: [1, 10] } });
    const size = meter.createHistogram('size');
    orders.add(5, { kind: 'a', count: 2, express: true });
    open.add(10);
    temperature.record(3.5);
    for (const seconds of [0.5, 5, 50]) latency.record(seconds, { route: '/' });
    for (const bytes of [1.5, 3, 6]) size.record(bytes);
    await reader.forceFlush();
    orders.add(7, { kind: 'a', count: 2, express: true });
    orders.add(0.25, { kind: 'b' });
    open.add(-3);
    temperature.record(2);
    latency.record(5, { route: '/' });
    size.record(100);
    // Collects once more.
    await provider.shutdown();
  }

  async function query(name: string, agg: string, service: string): Promise<Series[]> {
    const range = new URLSearchParams({
      name,
      agg,
      labels: JSON.stringify({ 'service.name': service }),
      from: new Date(Date.now() - HOUR_MS).toISOString(),
      to: new Date(Date.now() + HOUR_MS).toISOString(),
    });
    const answer = await bed.server.get(`/api/public/metrics/query?${range.toString()}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json<{ data: Series[] }>().data;
  }

  describe.each(Object.keys(EXPORTERS))('over %s', (way) => {
    it.each([
      ['delta', DELTA],
      ['cumulative', CUMULATIVE],
    ] as const)('arrive as they were measured, with %s temporality', async (temporality, preference) => {
      const service = `${way} ${temporality}`;
      const exporter = await EXPORTERS[way]?.(preference);
      if (exporter === undefined) throw new Error(way);
      await emit(exporter, service);
      const of = { 'service.name': service, 'otel.scope.name': SCOPE };
      const deltas = temporality === 'delta' ? { 'otel.temporality': 'delta' } : {};
      const last = async (name: string): Promise<[object, number | undefined][]> =>
        (await query(name, 'last', service)).map(({ labels, values }) => [labels, values.at(-1)?.value]);
      /** Of all that was measured, whatever the temporality. */
      const total = async (name: string): Promise<[object, number | undefined][]> => {
        if (temporality === 'cumulative') return last(name);
        const series = await query(name, 'sum', service);
        return series.map(({ labels, values }) => [
          labels,
          values.reduce((sum, { value }) => sum + value, 0),
        ]);
      };
      const buckets = async (name: string): Promise<Record<string, number | undefined>> =>
        Object.fromEntries(
          (await total(`${name}_bucket`)).map(([labels, value]) => [
            (labels as Record<string, string>).le ?? '',
            value,
          ]),
        );

      expect(await total('orders')).toEqual([
        [{ ...of, ...deltas, kind: 'a', count: '2', express: 'true' }, 12],
        [{ ...of, ...deltas, kind: 'b' }, 0.25],
      ]);
      expect(await last('open.connections')).toEqual([[of, 7]]);
      expect(await last('temperature')).toEqual([[of, 2]]);
      expect(await total('latency_count')).toEqual([[{ ...of, ...deltas, route: '/' }, 4]]);
      expect(await total('latency_sum')).toEqual([[{ ...of, ...deltas, route: '/' }, 60.5]]);
      expect(await buckets('latency')).toEqual({ 1: 1, 10: 3, '+Inf': 4 });
      expect(await total('size_count')).toEqual([[{ ...of, ...deltas }, 4]]);
      expect(await total('size_sum')).toEqual([[{ ...of, ...deltas }, 110.5]]);
      const sizes = await buckets('size');
      expect(sizes).toMatchObject({ 2: 1, 4: 2, 8: 3, 64: 3, 128: 4, '+Inf': 4 });
      expect(sizes).not.toHaveProperty('1');
      // Each collection is a point.
      const points = await query('open.connections', 'sum', service);
      expect(points.flatMap(({ values }) => values).reduce((sum, { value }) => sum + value, 0)).toBe(17);
      expect([complaints.said, bed.proxy.retries, bed.proxy.failures]).toEqual([[], [], []]);
    });
  });
});
