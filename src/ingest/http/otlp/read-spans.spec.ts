import * as fc from 'fast-check';
import {
  jsonRequest,
  keyValues,
  otlpSpan,
  otlpSpanArbitrary,
  protobufRequest,
  spanFields,
} from '../../../../test/factories/otlp-request.js';
import { bytes, fixed64, integer, message, tag, varint } from '../../../../test/support/protobuf.js';
import { BadRequestError } from '../../../common/domain-error.js';
import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import { readJsonSpans } from './read-json-spans.js';
import { readSpans, type ReadSpans } from './read-spans.js';

const MAX_VALUES = 10_000;
/** What follows a request that is too long to be read the quick way. */
const LONG_SPACE = Buffer.alloc(2 * MAX_VALUES, ' ');
const SPAN = otlpSpan({
  parentSpanId: '00f067aa0ba902b7',
  attributes: new Map<string, AttributeValue>([
    ['text', 'ä€😀'],
    ['nested', new Map([['list', [1, 'two', null]]])],
  ]),
  events: [{ name: 'exception', nanos: 5n, attributes: new Map([['exception.type', 'Error']]) }],
  links: [{ traceId: 'ff', spanId: 'ee', traceState: 'a=b', attributes: new Map() }],
  statusCode: 'ERROR',
  statusMessage: 'no',
});

function json(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

/** One span in protobuf, of these fields. */
function request(...fields: readonly Buffer[]): Buffer {
  return message(1, message(2, message(2, ...fields)));
}

/** A result, or BadRequestError: nothing else may happen. */
function attempt(read: () => ReadSpans): ReadSpans | null {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(BadRequestError);
    return null;
  }
}

describe('readSpans and readJsonSpans', () => {
  it('read whatever can be sent, the same in both encodings', () => {
    fc.assert(
      fc.property(fc.array(otlpSpanArbitrary, { maxLength: 3 }), (spans) => {
        const expected = { spans, refusals: [], replacedCharacters: 0 };
        expect(readSpans(protobufRequest(spans), MAX_VALUES)).toEqual(expected);
        const request = json(jsonRequest(spans));
        expect(readJsonSpans(request, MAX_VALUES)).toEqual(expected);
        expect(readJsonSpans(Buffer.concat([request, LONG_SPACE]), MAX_VALUES)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('keep all digits of integers in JSON, with and without quotes', () => {
    const { traceId, spanId } = SPAN;
    const attributes = [{ key: 'n', value: { intValue: '@' } }];
    const spans = [{ traceId, spanId, startTimeUnixNano: '@', attributes }];
    const request = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    for (const digits of ['1795352942575000001', '"1795352942575000001"']) {
      const [span] = readJsonSpans(json(request.replaceAll('"@"', digits)), MAX_VALUES).spans;
      expect(span?.startNanos).toBe(1_795_352_942_575_000_001n);
      expect(span?.attributes.get('n')).toBe(1_795_352_942_575_000_001n);
    }
  });

  it.each([
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['9223372036854775808', 2 ** 63],
    ['"18446744073709551615"', 2 ** 64],
    ['100000000000000000000', 1e20],
    ['1e+300', 1e300],
    ['-1.7976931348623157e+308', -Number.MAX_VALUE],
  ])('read the integer %s in JSON, which may be larger than its type', (digits, value) => {
    const { traceId, spanId } = SPAN;
    const spans = [{ traceId, spanId, attributes: [{ key: 'n', value: { intValue: '@' } }] }];
    const request = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    const [span] = readJsonSpans(json(request.replace('"@"', digits)), MAX_VALUES).spans;
    expect(span?.attributes.get('n')).toBe(value);
  });

  it('end with a result or BadRequestError, whatever the bytes are', () => {
    const sound = protobufRequest([SPAN, otlpSpan()]);
    const soundJson = json(jsonRequest([SPAN]));
    for (let length = 0; length < sound.length; length++) {
      attempt(() => readSpans(sound.subarray(0, length), MAX_VALUES));
    }
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
      fc.property(fc.oneof(spoilt(sound), anyBytes), (body) => {
        attempt(() => readSpans(body, MAX_VALUES));
      }),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(fc.oneof(spoilt(soundJson), fc.json().map(json), anyBytes), (body) => {
        attempt(() => readJsonSpans(body, MAX_VALUES));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a length beyond the end', Buffer.concat([tag(1, 2), varint(2 ** 40)])],
    [
      'a length beyond the message that holds it',
      message(1, Buffer.concat([tag(2, 2), varint(3), varint(1)])),
    ],
    ['a length of 2^64 - 1', Buffer.concat([tag(1, 2), varint(-1), Buffer.alloc(10)])],
    ['a number of 11 bytes', Buffer.concat([tag(9, 0), Buffer.alloc(10, 0x80), varint(1)])],
    ['a number of ten million bytes', Buffer.concat([tag(9, 0), Buffer.alloc(10_000_000, 0x80)])],
    ['a field number of ten million bytes', Buffer.alloc(10_000_000, 0xff)],
    ['a field of number 0', Buffer.from([0x02, 0x00])],
    ['an encoding that there is not', Buffer.from([0x0f])],
    ['the end of a group that did not begin', tag(9, 4)],
    ['a group that does not end', Buffer.concat([tag(9, 3), integer(1, 1)])],
    ['groups within groups, ten thousand deep', Buffer.alloc(10_000, 0x4b)],
    ['a name that is a number', request(integer(5, 1))],
    ['a time that is a text', request(bytes(7, 'now'))],
    ['half a time', Buffer.concat([tag(1, 2), varint(4), tag(2, 2), varint(2), tag(7, 1), varint(0)])],
    [
      'more values than there may be',
      Buffer.concat(Array.from({ length: MAX_VALUES + 1 }, () => message(1))),
    ],
  ])('refuse %s', (_, body) => {
    expect(() => readSpans(body, MAX_VALUES)).toThrow(BadRequestError);
  });

  it('step over what they do not know, groups included, and take parts in any order', () => {
    const group = Buffer.concat([tag(99, 3), tag(5, 3), integer(1, 1), tag(5, 4), bytes(2, 'x'), tag(99, 4)]);
    const unknown = [
      integer(90, 2 ** 60),
      fixed64(91, 1n),
      bytes(92, 'x'),
      Buffer.concat([tag(93, 5), Buffer.alloc(4)]),
      group,
    ];
    const body = Buffer.concat([
      ...unknown,
      message(
        1,
        ...unknown,
        message(
          2,
          message(2, ...unknown, ...spanFields(SPAN).toReversed(), ...unknown),
          message(1, bytes(1, 'late')),
        ),
        message(1, ...keyValues(1, new Map([['a', 1]]))),
      ),
    ]);
    expect(readSpans(body, MAX_VALUES).spans).toEqual([
      {
        ...SPAN,
        resource: { attributes: new Map([['a', 1]]) },
        scope: { name: 'late', version: '', attributes: new Map() },
        attributes: new Map([...SPAN.attributes].toReversed()),
      },
    ]);
  });

  it('put U+FFFD for NUL and for what is no UTF-8, and count them', () => {
    const named = (name: Buffer | string): ReadSpans =>
      readSpans(
        request(bytes(1, Buffer.alloc(16, 1)), bytes(2, Buffer.alloc(8, 1)), bytes(5, name)),
        MAX_VALUES,
      );
    const cases: [Buffer | string, string, number][] = [
      ['a\0b\0', 'a\ufffdb\ufffd', 2],
      [Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb', 1],
      ['sent\ufffd', 'sent\ufffd', 0],
      [Buffer.concat([Buffer.from('\ufffd'), Buffer.from([0xff])]), '\ufffd\ufffd', 1],
    ];
    for (const [sent, name, replacedCharacters] of cases) {
      expect(named(sent)).toMatchObject({ spans: [{ name }], replacedCharacters });
    }
    const surrogate = named(Buffer.from([0xed, 0xa0, 0x80]));
    expect(surrogate.spans[0]?.name).toMatch(/^\ufffd+$/);
    expect(surrogate.replacedCharacters).toBeGreaterThan(0);
    const body = jsonRequest([otlpSpan({ name: 'a\0\ud800' })]);
    expect(readJsonSpans(json(body), MAX_VALUES)).toMatchObject({
      spans: [{ name: 'a\ufffd\ufffd' }],
      replacedCharacters: 2,
    });
  });

  it('refuse a span that cannot be placed or is too deep alone, and say why', () => {
    const nested = (depth: number): AttributeValue => (depth === 0 ? 'x' : [nested(depth - 1)]);
    const maps = (depth: number): AttributeValue => (depth === 0 ? 'x' : new Map([['key', maps(depth - 1)]]));
    const spans = [
      otlpSpan({ traceId: '00'.repeat(16) }),
      otlpSpan({ spanId: 'abcd' }),
      otlpSpan({ parentSpanId: 'abcd' }),
      otlpSpan({ attributes: new Map([['deep', nested(65)]]) }),
      otlpSpan({ attributes: new Map([['deep', maps(65)]]) }),
      otlpSpan({ attributes: new Map([['deep', maps(110)]]) }),
      otlpSpan({ parentSpanId: '00'.repeat(8), attributes: new Map([['deep', nested(64)]]) }),
      otlpSpan({ attributes: new Map([['deep', maps(64)]]) }),
    ];
    const refusals = [
      'traceId must be 16 bytes (32 hexadecimal digits), not all of them zero',
      'spanId must be 8 bytes (16 hexadecimal digits), not all of them zero',
      'parentSpanId must be empty or 8 bytes (16 hexadecimal digits)',
      ...Array.from({ length: 3 }, () => 'An attribute is nested deeper than 64 levels'),
    ];
    for (const read of [
      readSpans(protobufRequest(spans), MAX_VALUES),
      readJsonSpans(json(jsonRequest(spans)), MAX_VALUES),
    ]) {
      expect(read.refusals).toEqual(refusals);
      expect(read.spans).toMatchObject([{ parentSpanId: null }, {}]);
    }
    const wrong = { ...otlpSpan(), attributes: {}, startNanos: 0, endNanos: 0 };
    const body = { resourceSpans: [{ scopeSpans: [{ spans: [wrong] }] }] };
    expect(readJsonSpans(json(body), MAX_VALUES).refusals[0]).toMatch(
      /spans\[0\]\.attributes must be an array/,
    );
  });

  it('understand the other spellings of JSON: names of the .proto, of enums, numbers as text and text as numbers', () => {
    const span = `{
      "trace_id": "0AF7651916CD43DD8448EB211C80319C", "span_id": "B7AD6B7169203331", "parent_span_id": "",
      "kind": "SPAN_KIND_CLIENT", "status": {"code": "STATUS_CODE_ERROR"}, "name": null, "flags": 257,
      "start_time_unix_nano": 1769846400000000001, "endTimeUnixNano": "1769846400000000002",
      "attributes": [
        {"key": "whole", "value": {"intValue": "9007199254740993"}}, {"key": "bare", "value": {"int_value": 9007199254740993}},
        {"key": "odd", "value": {"doubleValue": "NaN"}}, {"key": "text", "value": {"doubleValue": "1.5"}},
        {"key": "raw", "value": {"bytes_value": "AQI_"}}, {"key": "none", "value": null}, {"key": "new", "value": {"newValue": {}}}
      ]}`;
    const body = `{"resource_spans": [{"scope_spans": [{"spans": [${span}]}]}], "unknown": [[]]}`;
    expect(readJsonSpans(json(body), MAX_VALUES).spans).toEqual([
      otlpSpan({
        resource: { attributes: new Map() },
        scope: { name: '', version: '', attributes: new Map() },
        name: '',
        kind: 'CLIENT',
        flags: 257,
        statusCode: 'ERROR',
        startNanos: 1769846400000000001n,
        endNanos: 1769846400000000002n,
        attributes: new Map<string, AttributeValue>([
          ['whole', 9007199254740993n],
          ['bare', 9007199254740993n],
          ['odd', NaN],
          ['text', 1.5],
          ['raw', Buffer.from([1, 2, 63])],
          ['none', null],
          ['new', null],
        ]),
      }),
    ]);
    expect(readJsonSpans(json('{}'), MAX_VALUES).spans).toEqual([]);
  });

  it.each([
    '[]',
    '{"resourceSpans": {}}',
    '{"resourceLogs": []}',
    '{"resource_metrics": [{}]}',
    '{"resourceSpans": [1]}',
    '{"resourceSpans": [{"scopeSpans": {}}]}',
    `{"a":${'['.repeat(600)}`,
    '{',
  ])('refuse JSON that is no request: %j', (body) => {
    expect(() => readJsonSpans(json(body), MAX_VALUES)).toThrow(BadRequestError);
  });
});
