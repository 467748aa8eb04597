import {
  jsonRequest,
  keyValues,
  otlpSpan,
  protobufRequest,
  spanFields,
} from '../../../../test/factories/otlp-request.js';
import { bytes, message } from '../../../../test/support/protobuf.js';
import type { AttributeValue } from '../../domain/otlp/attribute-value.js';
import { readJsonSpans } from './read-json-spans.js';
import { readSpans } from './read-spans.js';

const MAX_VALUES = 10_000;

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

describe('requests of which a part cannot be taken', () => {
  it('lose the spans of a resource or a scope that cannot be taken, in whichever order they come, and no others', () => {
    const nested = (depth: number): AttributeValue => (depth === 0 ? 'x' : [nested(depth - 1)]);
    const attributes = new Map([['deep', nested(65)]]);
    const spans = [
      otlpSpan({ name: 'first' }),
      otlpSpan({ resource: { attributes } }),
      otlpSpan({ scope: { name: '', version: '', attributes } }),
      otlpSpan({ name: 'last' }),
    ];
    for (const read of [
      readSpans(protobufRequest(spans), MAX_VALUES),
      readJsonSpans(json(jsonRequest(spans)), MAX_VALUES),
    ]) {
      expect(read.spans).toMatchObject([{ name: 'first' }, { name: 'last' }]);
      expect(read.refusals).toHaveLength(2);
      for (const reason of read.refusals)
        expect(reason).toMatch(/An attribute is nested deeper than 64 levels$/);
    }
    const [sound = otlpSpan()] = spans;
    const span = message(2, ...spanFields(sound));
    const deep = keyValues(1, attributes);
    // Two scopes of one resource, of which the first is bad; and a resource that comes behind its spans.
    const late = Buffer.concat([
      message(1, message(2, span, span, message(1, ...keyValues(3, attributes))), message(2, span)),
      message(1, message(2, span, message(2, bytes(1, 'short'))), message(1, ...deep)),
      message(1, message(2, span)),
    ]);
    expect(readSpans(late, MAX_VALUES)).toMatchObject({
      spans: [{ name: 'first' }, { name: 'first' }],
      refusals: [
        'The scope cannot be taken: An attribute is nested deeper than 64 levels',
        'The scope cannot be taken: An attribute is nested deeper than 64 levels',
        expect.stringMatching(/^traceId must be 16 bytes/) as string,
        'The resource cannot be taken: An attribute is nested deeper than 64 levels',
      ],
    });
    const { traceId, spanId } = sound;
    const some = [{ traceId, spanId, startTimeUnixNano: '1' }];
    const body = {
      resourceSpans: [
        { resource: { attributes: 1 }, scopeSpans: [{ spans: [...some, ...some] }] },
        { resource: 'r', scopeSpans: [{ spans: some }] },
        { scopeSpans: [{ scope: { name: 1 }, spans: some }, { spans: [1, ...some] }] },
      ],
    };
    const read = readJsonSpans(json(body), MAX_VALUES);
    expect(read.spans).toHaveLength(1);
    expect(read.refusals).toEqual([
      'resourceSpans[0].resource.attributes must be an array',
      'resourceSpans[0].resource.attributes must be an array',
      'resourceSpans[1].resource must be an object',
      'resourceSpans[2].scopeSpans[0].scope.name must be a string',
      'resourceSpans[2].scopeSpans[1].spans[0] must be an object',
    ]);
  });
});
