import { arrayOf, VALUE, type JsonShape } from '../../../common/json/json-shape.js';
import type {
  ExponentialBuckets,
  OtlpMetric,
  OtlpPoint,
  PointData,
} from '../../domain/otlp/metrics/otlp-point.js';
import type { OtlpResource, OtlpScope } from '../../domain/otlp/otlp-span.js';
import { attributesOf, KEY_VALUES, RESOURCE, resourceOf, SCOPE, scopeOf } from './json-attributes.js';
import { INTEGER_64, messageShape, STRAY, type JsonMessage } from './json-fields.js';
import { readOtlpJson, refuseStrays } from './read-otlp-json.js';
import { TEMPORALITIES, type ReadPoints } from './read-points.js';
import { takePart } from './take-part.js';

/** What every kind of point has. */
const POINT = { timeUnixNano: INTEGER_64, attributes: KEY_VALUES, flags: VALUE };
const BUCKETS = messageShape({ offset: VALUE, bucketCounts: arrayOf(INTEGER_64) });

function dataShape(point: Readonly<Record<string, JsonShape>>): JsonShape {
  return messageShape({
    dataPoints: arrayOf(messageShape({ ...POINT, ...point })),
    aggregationTemporality: VALUE,
  });
}

const METRIC = messageShape({
  name: VALUE,
  gauge: dataShape({ asDouble: VALUE, asInt: INTEGER_64 }),
  sum: dataShape({ asDouble: VALUE, asInt: INTEGER_64 }),
  histogram: dataShape({
    count: INTEGER_64,
    sum: VALUE,
    bucketCounts: arrayOf(INTEGER_64),
    explicitBounds: VALUE,
  }),
  exponentialHistogram: dataShape({
    count: INTEGER_64,
    sum: VALUE,
    scale: VALUE,
    zeroCount: INTEGER_64,
    zeroThreshold: VALUE,
    positive: BUCKETS,
    negative: BUCKETS,
  }),
  summary: dataShape({
    count: INTEGER_64,
    sum: VALUE,
    quantileValues: arrayOf(messageShape({ quantile: VALUE, value: VALUE })),
  }),
});
const REQUEST = messageShape({
  resourceMetrics: arrayOf(
    messageShape({
      resource: RESOURCE,
      scopeMetrics: arrayOf(messageShape({ scope: SCOPE, metrics: arrayOf(METRIC) })),
    }),
  ),
  resourceLogs: STRAY,
  resourceSpans: STRAY,
});

interface Kind {
  readonly name: string;
  readonly hasTemporality: boolean;
  readonly read: (point: JsonMessage) => PointData;
}

const KINDS: readonly Kind[] = [
  { name: 'gauge', hasTemporality: false, read: numberOf },
  { name: 'sum', hasTemporality: true, read: numberOf },
  { name: 'histogram', hasTemporality: true, read: histogramOf },
  { name: 'exponentialHistogram', hasTemporality: true, read: exponentialOf },
  { name: 'summary', hasTemporality: false, read: summaryOf },
];

/**
 * Reads an ExportMetricsServiceRequest in OTLP/JSON; unknown fields are ignored.
 * @throws BadRequestError where it is none, or has more values than a request may have
 */
export function readJsonPoints(bytes: Uint8Array, maxValues: number): ReadPoints {
  return readOtlpJson(bytes, REQUEST, maxValues, allPointsOf);
}

function allPointsOf(request: JsonMessage): Omit<ReadPoints, 'replacedCharacters'> {
  const points: OtlpPoint[] = [];
  const refusals: string[] = [];
  refuseStrays(request, ['resourceLogs', 'resourceSpans'], 'metrics');
  for (const resourceMetrics of request.messages('resourceMetrics')) {
    const resource = takePart(() => resourceOf(resourceMetrics));
    for (const scopeMetrics of resourceMetrics.messages('scopeMetrics')) {
      const scope = takePart(() => scopeOf(scopeMetrics));
      for (const metric of scopeMetrics.messages('metrics')) {
        for (const point of pointsOf(metric, resource, scope)) {
          if (typeof point === 'string') refusals.push(point);
          else points.push(point);
        }
      }
    }
  }
  return { points, refusals };
}

/** Those that cannot be taken are the reason why; so too where what they are of cannot. What cannot even be counted is one. */
function* pointsOf(
  message: JsonMessage,
  resource: OtlpResource | string,
  scope: OtlpScope | string,
): Generator<OtlpPoint | string> {
  for (const kind of KINDS) {
    const data = takePart(() => message.message(kind.name));
    if (data === null) continue;
    if (typeof data === 'string') {
      yield data;
      continue;
    }
    const points = takePart(() => data.list('dataPoints'));
    if (typeof points === 'string') {
      yield points;
      continue;
    }
    const metric = takePart(() => metricOf(message, data, kind));
    for (const [index, item] of points.entries()) {
      if (typeof resource === 'string') yield resource;
      else if (typeof scope === 'string') yield scope;
      else if (typeof metric === 'string') yield metric;
      else
        yield takePart(() => {
          const point = data.messageAt('dataPoints', index, item);
          return {
            resource,
            scope,
            metric,
            attributes: attributesOf(point, 'attributes'),
            nanos: point.bigint('timeUnixNano'),
            flags: point.integer('flags'),
            data: kind.read(point),
          };
        });
    }
  }
}

function metricOf(message: JsonMessage, data: JsonMessage, kind: Kind): OtlpMetric {
  const temporality = data.enumeration('aggregationTemporality', 'AGGREGATION_TEMPORALITY_', TEMPORALITIES);
  return {
    name: message.text('name'),
    temporality: kind.hasTemporality ? (TEMPORALITIES[temporality] ?? 'UNSPECIFIED') : null,
  };
}

function numberOf(point: JsonMessage): PointData {
  if (point.has('asInt')) return { kind: 'number', value: point.bigint('asInt') };
  return { kind: 'number', value: optionalDouble(point, 'asDouble') };
}

function histogramOf(point: JsonMessage): PointData {
  return {
    kind: 'histogram',
    count: point.count('count'),
    sum: optionalDouble(point, 'sum'),
    bucketCounts: point.counts('bucketCounts'),
    bounds: point.doubles('explicitBounds'),
  };
}

function exponentialOf(point: JsonMessage): PointData {
  return {
    kind: 'exponential',
    count: point.count('count'),
    sum: optionalDouble(point, 'sum'),
    scale: point.integer('scale'),
    zeroCount: point.count('zeroCount'),
    zeroThreshold: point.double('zeroThreshold'),
    positive: bucketsOf(point.message('positive')),
    negative: bucketsOf(point.message('negative')),
  };
}

function bucketsOf(buckets: JsonMessage | null): ExponentialBuckets {
  if (buckets === null) return { offset: 0, counts: [] };
  return { offset: buckets.integer('offset'), counts: buckets.counts('bucketCounts').map(Number) };
}

function summaryOf(point: JsonMessage): PointData {
  return {
    kind: 'summary',
    count: point.count('count'),
    sum: point.double('sum'),
    quantiles: Array.from(point.messages('quantileValues'), (each) => ({
      quantile: each.double('quantile'),
      value: each.double('value'),
    })),
  };
}

function optionalDouble(message: JsonMessage, name: string): number | null {
  return message.has(name) ? message.double(name) : null;
}
