import fc from 'fast-check';
import {
  jsonMetrics,
  metricFields,
  number,
  otlpPoint,
  otlpPointArbitrary,
  protobufMetrics,
} from '../../../../test/factories/otlp-metrics.js';
import { keyValues } from '../../../../test/factories/otlp-request.js';
import { bytes, double, fixed64, integer, message, tag, varint } from '../../../../test/support/protobuf.js';
import { BadRequestError } from '../../../common/domain-error.js';
import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import { readJsonPoints } from './read-json-points.js';
import { readPoints, type ReadPoints } from './read-points.js';

const MAX_VALUES = 10_000;
const POINTS = [
  otlpPoint(number(0.85), { name: 'hw.gpu.utilization', attributes: { 'hw.id': 'GPU-0' } }),
  otlpPoint(
    {
      kind: 'exponential',
      count: 6n,
      sum: 12.5,
      scale: 3,
      zeroCount: 1n,
      zeroThreshold: 0.001,
      positive: { offset: -2, counts: [1, 0, 3] },
      negative: { offset: 4, counts: [1] },
    },
    { temporality: 'DELTA' },
  ),
];

function json(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

/** A result, or BadRequestError: nothing else may happen. */
function attempt(read: () => ReadPoints): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(BadRequestError);
  }
}

/** One metric in protobuf, of these fields. */
function request(...fields: readonly Buffer[]): Buffer {
  return message(1, message(2, message(2, ...fields)));
}

describe('readPoints and readJsonPoints', () => {
  it('read whatever can be sent, the same in both encodings', () => {
    fc.assert(
      fc.property(fc.array(otlpPointArbitrary, { maxLength: 3 }), (points) => {
        const expected = { points, refusals: [], replacedCharacters: 0 };
        expect(readPoints(protobufMetrics(points), MAX_VALUES)).toEqual(expected);
        expect(readJsonPoints(json(jsonMetrics(points)), MAX_VALUES)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('end with a result or BadRequestError, whatever the bytes are', () => {
    const sound = protobufMetrics(POINTS);
    for (let length = 0; length < sound.length; length++)
      attempt(() => readPoints(sound.subarray(0, length), MAX_VALUES));
    const spoilt = (whole: Buffer): fc.Arbitrary<Buffer> =>
      fc
        .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
        .map((changes) => {
          const copy = Buffer.from(whole);
          for (const [at, byte] of changes) copy[at] = byte;
          return copy;
        });
    const anyBytes = fc.uint8Array({ maxLength: 200 }).map((value) => Buffer.from(value));
    fc.assert(
      fc.property(fc.oneof(spoilt(sound), anyBytes), (body) => attempt(() => readPoints(body, MAX_VALUES))),
      { numRuns: 5000 },
    );
    const anyJson = fc.oneof(spoilt(json(jsonMetrics(POINTS))), fc.json().map(json), anyBytes);
    fc.assert(
      fc.property(anyJson, (body) => attempt(() => readJsonPoints(body, MAX_VALUES))),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a list of counts that is cut off', request(message(9, message(1, bytes(6, Buffer.alloc(12)))))],
    [
      'a bucket count of 11 bytes',
      request(message(10, message(1, message(8, bytes(2, Buffer.alloc(11, 0x80)))))),
    ],
    ['a length of 2^64 - 1', Buffer.concat([tag(1, 2), varint(-1), Buffer.alloc(10)])],
    ['a value that is a text', request(message(5, message(1, bytes(4, 'many'))))],
    [
      'more values than there may be',
      request(message(5, ...Array.from({ length: MAX_VALUES }, () => message(1)))),
    ],
    [
      'more bucket counts than there may be values',
      request(message(10, message(1, message(8, bytes(2, Buffer.alloc(MAX_VALUES)))))),
    ],
    [
      'more explicit bounds than there may be values',
      request(message(9, message(1, bytes(7, Buffer.alloc(8 * MAX_VALUES))))),
    ],
  ])('refuse %s', (_, body) => {
    expect(() => readPoints(body, MAX_VALUES)).toThrow(BadRequestError);
  });

  it('take parts in any order, lists that are not packed, and step over what they do not know', () => {
    const unknown = [integer(90, 2 ** 60), fixed64(91, 1n), bytes(92, 'x')];
    const histogram = message(
      1,
      fixed64(6, 1n),
      fixed64(6, 2n),
      double(7, 0.5),
      fixed64(4, 3n),
      fixed64(3, 5n),
      bytes(8, 'an exemplar'),
    );
    const [gauge] = POINTS;
    const body = message(
      1,
      ...unknown,
      message(
        2,
        message(2, ...unknown, message(9, histogram, ...unknown, integer(2, 2)), bytes(1, 'late')),
        message(2, ...metricFields(gauge ?? otlpPoint(number(1)))),
        message(1, bytes(1, 'scope')),
      ),
    );
    expect(readPoints(body, MAX_VALUES).points).toMatchObject([
      {
        metric: { name: 'late', temporality: 'CUMULATIVE' },
        scope: { name: 'scope' },
        nanos: 5n,
        data: { kind: 'histogram', count: 3n, sum: null, bucketCounts: [1n, 2n], bounds: [0.5] },
      },
      { metric: { name: 'hw.gpu.utilization', temporality: null }, data: { value: 0.85 } },
    ]);
  });

  it('refuse the points of a resource, a scope or a metric that cannot be taken, and no others', () => {
    const nested = (depth: number): AttributeValue => (depth === 0 ? 'x' : [nested(depth - 1)]);
    const deep = keyValues(1, new Map([['deep', nested(65)]]));
    const deepOfScope = keyValues(3, new Map([['deep', nested(65)]]));
    const metric = (name: string): Buffer =>
      message(2, bytes(1, name), message(5, message(1, fixed64(3, 5n), double(4, 1))));
    const wire = Buffer.concat([
      message(1, message(2, metric('a'), message(1, ...deepOfScope)), message(2, metric('b'))),
      message(1, message(2, metric('c'), metric('d')), message(1, ...deep)),
      message(1, message(2, metric('e'))),
    ]);
    expect(readPoints(wire, MAX_VALUES)).toMatchObject({
      points: [{ metric: { name: 'b' } }, { metric: { name: 'e' } }],
      refusals: [
        'The scope cannot be taken: An attribute is nested deeper than 64 levels',
        'The resource cannot be taken: An attribute is nested deeper than 64 levels',
        'The resource cannot be taken: An attribute is nested deeper than 64 levels',
      ],
    });
    const dataPoints = [{ timeUnixNano: '5', asDouble: 1 }];
    const good = { name: 'good', gauge: { dataPoints } };
    const body = {
      resourceMetrics: [
        { resource: { attributes: [1] }, scopeMetrics: [{ metrics: [good, good] }] },
        { scopeMetrics: [{ scope: { version: [] }, metrics: [good] }] },
        {
          scopeMetrics: [
            {
              metrics: [
                { name: 1, gauge: { dataPoints: [...dataPoints, ...dataPoints] } },
                { name: 'n', sum: { dataPoints, aggregationTemporality: {} } },
                { name: 'n', gauge: 1 },
                { name: 'n', gauge: { dataPoints: {} } },
                { name: 'n', gauge: { dataPoints: [1] } },
                good,
              ],
            },
          ],
        },
      ],
    };
    const { points, refusals } = readJsonPoints(json(body), MAX_VALUES);
    expect(points).toMatchObject([{ metric: { name: 'good' } }]);
    expect(refusals).toEqual([
      'resourceMetrics[0].resource.attributes[0] must be an object',
      'resourceMetrics[0].resource.attributes[0] must be an object',
      'resourceMetrics[1].scopeMetrics[0].scope.version must be a string',
      'resourceMetrics[2].scopeMetrics[0].metrics[0].name must be a string',
      'resourceMetrics[2].scopeMetrics[0].metrics[0].name must be a string',
      'resourceMetrics[2].scopeMetrics[0].metrics[1].sum.aggregationTemporality must be a number or a name',
      'resourceMetrics[2].scopeMetrics[0].metrics[2].gauge must be an object',
      'resourceMetrics[2].scopeMetrics[0].metrics[3].gauge.dataPoints must be an array',
      'resourceMetrics[2].scopeMetrics[0].metrics[4].gauge.dataPoints[0] must be an object',
    ]);
  });

  it('understand the other spellings of JSON, and refuse a point alone that cannot be read', () => {
    const points = `[
      {"time_unix_nano": 5, "as_int": 9007199254740993, "flags": null},
      {"timeUnixNano": "5", "asDouble": "Infinity"},
      {"timeUnixNano": "5", "asInt": "1.5"},
      {"timeUnixNano": "5", "asDouble": 1, "flags": 0.5},
      {"timeUnixNano": {"low": 5, "high": 1}, "asInt": null, "asDouble": 0.75},
      {"timeUnixNano": "5", "asInt": true},
      {"timeUnixNano": "5", "count": "3"}]`;
    const body = `{"resource_metrics": [{"scope_metrics": [{"metrics": [{"name": "n", "unknown": [],
      "sum": {"data_points": ${points}, "aggregationTemporality": "AGGREGATION_TEMPORALITY_DELTA"}}]}]}]}`;
    const { points: read, refusals } = readJsonPoints(json(body), MAX_VALUES);
    expect(read).toMatchObject([
      { metric: { name: 'n', temporality: 'DELTA' }, nanos: 5n, data: { value: 9007199254740993n } },
      { data: { value: Infinity } },
      { nanos: 4_294_967_301n, data: { value: 0.75 } },
      { data: { value: null } },
    ]);
    expect(refusals).toEqual([
      expect.stringMatching(/dataPoints\[2\]\.asInt must be a whole number of 64 bits/),
      expect.stringMatching(/dataPoints\[3\]\.flags must be a whole number of 32 bits/),
      expect.stringMatching(/dataPoints\[5\]\.asInt must be a whole number of 64 bits/),
    ]);
    const negative = `{"count": 1, "bucketCounts": ["-1", "2"], "explicitBounds": [1]}`;
    const histogram = `{"name": "h", "histogram": {"dataPoints": [${negative}, {"count": "-1"}]}}`;
    expect(
      readJsonPoints(
        json(`{"resourceMetrics": [{"scopeMetrics": [{"metrics": [${histogram}]}]}]}`),
        MAX_VALUES,
      ),
    ).toMatchObject({
      points: [],
      refusals: [
        expect.stringMatching(/dataPoints\[0\]\.bucketCounts must not be negative/),
        expect.stringMatching(/dataPoints\[1\]\.count must not be negative/),
      ],
    });
    for (const wrong of ['{"resourceMetrics": {}}', '{"resourceSpans": []}', '{"resource_logs": [{}]}'])
      expect(() => readJsonPoints(json(wrong), MAX_VALUES)).toThrow(BadRequestError);
  });
});
