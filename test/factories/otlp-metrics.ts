import * as fc from 'fast-check';
import type { AttributeValue } from '../../src/ingest/domain/otlp/attribute-value.js';
import type {
  ExponentialBuckets,
  ExponentialData,
  OtlpPoint,
  PointData,
} from '../../src/ingest/domain/otlp/metrics/otlp-point.js';
import type { MetricSample } from '../../src/ingest/domain/metric-sample.js';
import { translatePoint } from '../../src/ingest/domain/otlp/metrics/translate-point.js';
import { bytes, double, fixed64, integer, message, type ProtobufField } from '../support/protobuf.js';
import { jsonKeyValues, keyValues } from './otlp-request.js';
import { attributesOf, type Sent } from './otlp-span.factory.js';

export const POINT_NANOS = 1_769_846_400_000_001_999n;
const TEMPORALITIES = ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'] as const;

export interface PointFields {
  readonly name?: string;
  readonly temporality?: (typeof TEMPORALITIES)[number] | null;
  readonly attributes?: Readonly<Record<string, Sent>>;
  readonly resource?: Readonly<Record<string, Sent>>;
  readonly scope?: string;
  readonly nanos?: bigint;
  readonly flags?: number;
}

/** A point of 2026-01-31T08:00:00.000001Z: of a gauge where no temporality is given. */
export function otlpPoint(data: PointData, fields: PointFields = {}): OtlpPoint {
  return {
    resource: { attributes: attributesOf(fields.resource ?? {}) },
    scope: { name: fields.scope ?? '', version: '', attributes: new Map() },
    metric: { name: fields.name ?? 'a.metric', temporality: fields.temporality ?? null },
    attributes: attributesOf(fields.attributes ?? {}),
    nanos: fields.nanos ?? POINT_NANOS,
    flags: fields.flags ?? 0,
    data,
  };
}

export function number(value: number | bigint | null): PointData {
  return { kind: 'number', value };
}

/** Of no measurements but those that are given. */
export function exponential(fields: Partial<ExponentialData>): PointData {
  return {
    kind: 'exponential',
    count: 0n,
    sum: null,
    scale: 0,
    zeroCount: 0n,
    zeroThreshold: 0,
    positive: { offset: 0, counts: [] },
    negative: { offset: 0, counts: [] },
    ...fields,
  };
}

/** What is stored of such a point. */
export function samplesOf(data: PointData, fields: PointFields = {}): MetricSample[] {
  return translatePoint(otlpPoint(data, fields), 'p').samples;
}

/** An ExportMetricsServiceRequest: each point with a resource, a scope and a metric of its own. */
export function protobufMetrics(points: readonly OtlpPoint[]): Buffer {
  return Buffer.concat(
    points.map((point) =>
      message(
        1,
        message(1, ...keyValues(1, point.resource.attributes)),
        message(
          2,
          message(1, bytes(1, point.scope.name), bytes(2, point.scope.version)),
          message(2, ...metricFields(point)),
        ),
      ),
    ),
  );
}

export function metricFields(point: OtlpPoint): ProtobufField[] {
  const { name, temporality } = point.metric;
  const common = temporality === null ? [] : [integer(2, TEMPORALITIES.indexOf(temporality))];
  return [
    bytes(1, name),
    bytes(3, 's'),
    message(kindField(point), message(1, ...pointFields(point)), ...common),
  ];
}

function kindField({ data, metric }: OtlpPoint): number {
  if (data.kind === 'number') return metric.temporality === null ? 5 : 7;
  return { histogram: 9, exponential: 10, summary: 11 }[data.kind];
}

function pointFields({ data, nanos, flags, attributes }: OtlpPoint): ProtobufField[] {
  const time = fixed64(3, nanos);
  switch (data.kind) {
    case 'number':
      return [
        time,
        ...(data.value === null ? [] : [asNumber(data.value)]),
        ...keyValues(7, attributes),
        integer(8, flags),
      ];
    case 'histogram':
      return [
        time,
        fixed64(4, data.count),
        ...(data.sum === null ? [] : [double(5, data.sum)]),
        packed(
          6,
          data.bucketCounts.map((count) => fixed64(1, count)),
        ),
        packed(
          7,
          data.bounds.map((bound) => double(1, bound)),
        ),
        ...keyValues(9, attributes),
        integer(10, flags),
      ];
    case 'exponential':
      return [
        ...keyValues(1, attributes),
        time,
        fixed64(4, data.count),
        ...(data.sum === null ? [] : [double(5, data.sum)]),
        integer(6, zigzag(data.scale)),
        fixed64(7, data.zeroCount),
        message(8, ...bucketFields(data.positive)),
        message(9, ...bucketFields(data.negative)),
        integer(10, flags),
        double(14, data.zeroThreshold),
      ];
    case 'summary':
      return [
        time,
        fixed64(4, data.count),
        double(5, data.sum),
        ...data.quantiles.map(({ quantile, value }) => message(6, double(1, quantile), double(2, value))),
        ...keyValues(7, attributes),
        integer(8, flags),
      ];
  }
}

/** sfixed64 has the bits of fixed64. */
function asNumber(value: number | bigint): ProtobufField {
  return typeof value === 'bigint' ? fixed64(6, value) : double(4, value);
}

/** Values of eight bytes, without the tags that they were written with. */
function packed(field: number, values: readonly ProtobufField[]): ProtobufField {
  return bytes(field, Buffer.concat(values.map((value) => value.subarray(1))));
}

function bucketFields({ offset, counts }: ExponentialBuckets): ProtobufField[] {
  return [
    integer(1, zigzag(offset)),
    bytes(2, Buffer.concat(counts.map((count) => integer(1, count).subarray(1)))),
  ];
}

function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

/** The same request as OTLP/JSON. */
export function jsonMetrics(points: readonly OtlpPoint[]): object {
  return {
    resourceMetrics: points.map((point) => ({
      resource: { attributes: jsonKeyValues(point.resource.attributes) },
      scopeMetrics: [{ scope: { name: point.scope.name }, metrics: [jsonMetric(point)] }],
    })),
  };
}

function jsonMetric(point: OtlpPoint): object {
  const { name, temporality } = point.metric;
  const kinds = {
    number: temporality === null ? 'gauge' : 'sum',
    histogram: 'histogram',
    exponential: 'exponentialHistogram',
    summary: 'summary',
  };
  return {
    name,
    unit: 's',
    [kinds[point.data.kind]]: {
      dataPoints: [
        {
          timeUnixNano: String(point.nanos),
          flags: point.flags,
          attributes: jsonKeyValues(point.attributes),
          ...jsonData(point.data),
        },
      ],
      ...(temporality !== null && { aggregationTemporality: TEMPORALITIES.indexOf(temporality) }),
    },
  };
}

function jsonData(data: PointData): object {
  switch (data.kind) {
    case 'number':
      if (data.value === null) return {};
      return typeof data.value === 'bigint'
        ? { asInt: String(data.value) }
        : { asDouble: jsonDouble(data.value) };
    case 'histogram':
      return {
        count: String(data.count),
        ...(data.sum !== null && { sum: jsonDouble(data.sum) }),
        bucketCounts: data.bucketCounts.map(String),
        explicitBounds: data.bounds.map(jsonDouble),
      };
    case 'exponential':
      return {
        count: String(data.count),
        ...(data.sum !== null && { sum: jsonDouble(data.sum) }),
        scale: data.scale,
        zeroCount: String(data.zeroCount),
        zeroThreshold: jsonDouble(data.zeroThreshold),
        positive: { offset: data.positive.offset, bucketCounts: data.positive.counts.map(String) },
        negative: { offset: data.negative.offset, bucketCounts: data.negative.counts },
      };
    case 'summary':
      return {
        count: String(data.count),
        sum: jsonDouble(data.sum),
        quantileValues: data.quantiles.map(({ quantile, value }) => ({
          quantile: jsonDouble(quantile),
          value: jsonDouble(value),
        })),
      };
  }
}

/** NaN and the infinities are texts; so is -0, which JSON.stringify takes for 0. */
function jsonDouble(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

const uint64 = fc.bigInt(0n, 2n ** 64n - 1n);
const sum = fc.option(fc.double());
const buckets: fc.Arbitrary<ExponentialBuckets> = fc.record({
  offset: fc.integer(),
  counts: fc.array(fc.maxSafeNat(), { maxLength: 4 }),
});

const pointData: fc.Arbitrary<PointData> = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    value: fc.oneof(fc.double(), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.constant(null)),
  }),
  fc.record({
    kind: fc.constant('histogram' as const),
    count: uint64,
    sum,
    bucketCounts: fc.array(uint64, { maxLength: 4 }),
    bounds: fc.array(fc.double(), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('exponential' as const),
    count: uint64,
    sum,
    scale: fc.integer(),
    zeroCount: uint64,
    zeroThreshold: fc.double(),
    positive: buckets,
    negative: buckets,
  }),
  fc.record({
    kind: fc.constant('summary' as const),
    count: uint64,
    sum: fc.double(),
    quantiles: fc.array(fc.record({ quantile: fc.double(), value: fc.double() }), { maxLength: 3 }),
  }),
);

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'));
const attributes = fc
  .array(fc.tuple(text, fc.oneof<fc.Arbitrary<AttributeValue>[]>(text, fc.boolean(), fc.maxSafeInteger())), {
    maxLength: 4,
  })
  .map((entries) => new Map(entries));

/** Any point that can be sent, sound or not. */
export const otlpPointArbitrary: fc.Arbitrary<OtlpPoint> = fc
  .record({
    resource: fc.record({ attributes }),
    scope: fc.record({ name: text, version: fc.constant(''), attributes: fc.constant(new Map()) }),
    name: text,
    temporality: fc.constantFrom(...TEMPORALITIES),
    isGauge: fc.boolean(),
    attributes,
    nanos: uint64,
    flags: fc.nat(1),
    data: pointData,
  })
  .map(({ name, temporality, isGauge, ...point }) => ({
    ...point,
    metric: { name, temporality: hasTemporality(point.data, isGauge) ? temporality : null },
  }));

function hasTemporality({ kind }: PointData, isGauge: boolean): boolean {
  return kind === 'number' ? !isGauge : kind !== 'summary';
}
