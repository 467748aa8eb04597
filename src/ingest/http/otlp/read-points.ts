import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import type {
  ExponentialBuckets,
  OtlpMetric,
  OtlpPoint,
  PointData,
  SummaryData,
  Temporality,
} from '../../domain/otlp/metrics/otlp-point.js';
import type { OtlpResource, OtlpScope } from '../../domain/otlp/otlp-span.js';
import { openResource, openScope, readKeyValue, readResource, readScope } from './attributes.js';
import { refuseFrom, takeMessage } from './take-part.js';
import { WireReader } from './wire-reader.js';

/** What a request holds: points, and why others of its points cannot be taken. */
export interface ReadPoints {
  readonly points: OtlpPoint[];
  readonly refusals: string[];
  /** NULs and what is no text that became U+FFFD. */
  readonly replacedCharacters: number;
}

/** In the order of their numbers in opentelemetry-proto. */
export const TEMPORALITIES: readonly Temporality[] = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'];

type ReadData = (wire: WireReader, point: OpenPoint) => PointData;
type OpenMetric = { -readonly [K in keyof OtlpMetric]: OtlpMetric[K] };

/** Metrics of the request by the number of their kind: how a point of it is read, and whether it has a temporality. */
const KINDS: ReadonlyMap<number, { readonly read: ReadData; readonly hasTemporality: boolean }> = new Map([
  [5, { read: readNumber, hasTemporality: false }],
  [7, { read: readNumber, hasTemporality: true }],
  [9, { read: readHistogram, hasTemporality: true }],
  [10, { read: readExponential, hasTemporality: true }],
  [11, { read: readSummary, hasTemporality: false }],
]);

/** What every kind of point has, under other numbers. */
interface OpenPoint {
  readonly attributes: Map<string, AttributeValue>;
  nanos: bigint;
  flags: number;
}

/** Where the points that are read go to. */
interface Sink {
  readonly points: OtlpPoint[];
  readonly refusals: string[];
}

/**
 * Reads an opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest. Exemplars, and what describes a metric, are skipped.
 * @throws BadRequestError where it is none, or has more values than a request may have
 */
export function readPoints(bytes: Uint8Array, maxValues: number): ReadPoints {
  const wire = new WireReader(bytes, maxValues);
  const sink: Sink = { points: [], refusals: [] };
  while (wire.next()) {
    if (wire.field === 1) readResourceMetrics(wire, sink);
    else wire.skip();
  }
  return { ...sink, replacedCharacters: wire.replacedCharacters };
}

/** The resource may come after the points that refer to it; so may the scope and the name of a metric. */
function readResourceMetrics(wire: WireReader, sink: Sink): void {
  const outer = wire.enter();
  const resource = openResource();
  const first = sink.points.length;
  let refusal: string | null = null;
  while (wire.next()) {
    if (wire.field === 1) refusal = readResource(wire, resource) ?? refusal;
    else if (wire.field === 2) readScopeMetrics(wire, resource, sink);
    else wire.skip();
  }
  if (refusal !== null) refuseFrom({ items: sink.points, refusals: sink.refusals }, first, refusal);
  wire.leave(outer);
}

function readScopeMetrics(wire: WireReader, resource: OtlpResource, sink: Sink): void {
  const outer = wire.enter();
  const scope = openScope();
  const first = sink.points.length;
  let refusal: string | null = null;
  while (wire.next()) {
    if (wire.field === 1) refusal = readScope(wire, scope) ?? refusal;
    else if (wire.field === 2) readMetric(wire, resource, scope, sink);
    else wire.skip();
  }
  if (refusal !== null) refuseFrom({ items: sink.points, refusals: sink.refusals }, first, refusal);
  wire.leave(outer);
}

function readMetric(wire: WireReader, resource: OtlpResource, scope: OtlpScope, sink: Sink): void {
  const outer = wire.enter();
  const metric: OpenMetric = { name: '', temporality: null };
  while (wire.next()) {
    const kind = KINDS.get(wire.field);
    if (wire.field === 1) metric.name = wire.text();
    else if (kind === undefined) wire.skip();
    else {
      if (kind.hasTemporality) metric.temporality = 'UNSPECIFIED';
      readData(wire, metric, sink, (point) => {
        const data = kind.read(wire, point);
        return { resource, scope, metric, ...point, data };
      });
    }
  }
  wire.leave(outer);
}

/** Gauge, Sum, Histogram, ExponentialHistogram, Summary: of each, the same numbers mean the same. */
function readData(
  wire: WireReader,
  metric: OpenMetric,
  { points, refusals }: Sink,
  readPoint: (point: OpenPoint) => OtlpPoint,
): void {
  const outer = wire.enter();
  while (wire.next()) {
    if (wire.field === 1) {
      const point = takeMessage(wire, () => readPoint({ attributes: new Map(), nanos: 0n, flags: 0 }));
      if (typeof point === 'string') refusals.push(point);
      else points.push(point);
    } else if (wire.field === 2 && metric.temporality !== null) {
      metric.temporality = TEMPORALITIES[wire.integer()] ?? 'UNSPECIFIED';
    } else {
      wire.skip();
    }
  }
  wire.leave(outer);
}

function readNumber(wire: WireReader, point: OpenPoint): PointData {
  let value: number | bigint | null = null;
  while (wire.next()) {
    if (wire.field === 3) point.nanos = wire.fixed64();
    else if (wire.field === 4) value = wire.double();
    else if (wire.field === 6) value = wire.sfixed64();
    else if (wire.field === 7) readKeyValue(wire, point.attributes);
    else if (wire.field === 8) point.flags = wire.integer();
    else wire.skip();
  }
  return { kind: 'number', value };
}

function readHistogram(wire: WireReader, point: OpenPoint): PointData {
  let count = 0n;
  let sum: number | null = null;
  const bucketCounts: bigint[] = [];
  const bounds: number[] = [];
  while (wire.next()) {
    if (wire.field === 3) point.nanos = wire.fixed64();
    else if (wire.field === 4) count = wire.fixed64();
    else if (wire.field === 5) sum = wire.double();
    else if (wire.field === 6) wire.fixed64s(bucketCounts);
    else if (wire.field === 7) wire.doubles(bounds);
    else if (wire.field === 9) readKeyValue(wire, point.attributes);
    else if (wire.field === 10) point.flags = wire.integer();
    else wire.skip();
  }
  return { kind: 'histogram', count, sum, bucketCounts, bounds };
}

function readExponential(wire: WireReader, point: OpenPoint): PointData {
  let count = 0n;
  let sum: number | null = null;
  let scale = 0;
  let zeroCount = 0n;
  let zeroThreshold = 0;
  let positive: ExponentialBuckets = { offset: 0, counts: [] };
  let negative: ExponentialBuckets = { offset: 0, counts: [] };
  while (wire.next()) {
    if (wire.field === 1) readKeyValue(wire, point.attributes);
    else if (wire.field === 3) point.nanos = wire.fixed64();
    else if (wire.field === 4) count = wire.fixed64();
    else if (wire.field === 5) sum = wire.double();
    else if (wire.field === 6) scale = wire.zigzag();
    else if (wire.field === 7) zeroCount = wire.fixed64();
    else if (wire.field === 8) positive = readBuckets(wire);
    else if (wire.field === 9) negative = readBuckets(wire);
    else if (wire.field === 10) point.flags = wire.integer();
    else if (wire.field === 14) zeroThreshold = wire.double();
    else wire.skip();
  }
  return { kind: 'exponential', count, sum, scale, zeroCount, zeroThreshold, positive, negative };
}

function readBuckets(wire: WireReader): ExponentialBuckets {
  const outer = wire.enter();
  const counts: number[] = [];
  let offset = 0;
  while (wire.next()) {
    if (wire.field === 1) offset = wire.zigzag();
    else if (wire.field === 2) wire.varints(counts);
    else wire.skip();
  }
  wire.leave(outer);
  return { offset, counts };
}

function readSummary(wire: WireReader, point: OpenPoint): PointData {
  let count = 0n;
  let sum = 0;
  const quantiles: SummaryData['quantiles'][number][] = [];
  while (wire.next()) {
    if (wire.field === 3) point.nanos = wire.fixed64();
    else if (wire.field === 4) count = wire.fixed64();
    else if (wire.field === 5) sum = wire.double();
    else if (wire.field === 6) quantiles.push(readQuantile(wire));
    else if (wire.field === 7) readKeyValue(wire, point.attributes);
    else if (wire.field === 8) point.flags = wire.integer();
    else wire.skip();
  }
  return { kind: 'summary', count, sum, quantiles };
}

function readQuantile(wire: WireReader): SummaryData['quantiles'][number] {
  const outer = wire.enter();
  let quantile = 0;
  let value = 0;
  while (wire.next()) {
    if (wire.field === 1) quantile = wire.double();
    else if (wire.field === 2) value = wire.double();
    else wire.skip();
  }
  wire.leave(outer);
  return { quantile, value };
}
