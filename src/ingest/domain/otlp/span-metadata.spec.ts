import {
  anOtlpSpan,
  aSpanEvent,
  attributesOf,
  translated,
  type Sent,
} from '../../../../test/factories/otlp-span.factory.js';
import type { OtlpSpan } from './otlp-span.js';

type Metadata = Readonly<Record<string, unknown>>;

const CALL = { 'gen_ai.request.model': 'm', 'gen_ai.usage.input_tokens': 7, 'input.value': '{"q":1}' };

function metadataOf(attributes: Readonly<Record<string, Sent>>, fields: Partial<OtlpSpan> = {}): Metadata {
  const all = translated(anOtlpSpan({ ...CALL, ...attributes }, fields)).fields;
  expect(all).toMatchObject({ model: 'm', promptTokens: 7, input: { q: 1 } });
  return all['metadata'] as Metadata;
}

function sizeOf(part: unknown): number {
  return Object.keys(part as object).length;
}

function many<T>(count: number, each: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => each(index));
}

describe('metadata that would be more than may be stored', () => {
  it('keeps all but the attribute that is too large', () => {
    const metadata = metadataOf({ large: 'x'.repeat(4_300_000), small: 12345678901234567890n });
    expect(metadata).toEqual({
      attributes: { small: 12345678901234567000 },
      scope: { name: 'tests', version: '1.0' },
      kind: 'INTERNAL',
      'otel.cut': { attributes: 1 },
    });
  });

  it('keeps the first of many events, and counts the others', () => {
    const events = many(2600, (index) => aSpanEvent('chunk', { index: 1000 + index }));
    const metadata = metadataOf({ custom: 'kept' }, { events });
    const kept = metadata['events'] as readonly { attributes: { index: number } }[];
    expect(metadata).toMatchObject({
      attributes: { custom: 'kept' },
      'otel.cut': { events: 2600 - kept.length },
    });
    expect(kept.length).toBeGreaterThan(1900);
    expect(kept.map(({ attributes }) => attributes.index)).toEqual(
      many(kept.length, (index) => 1000 + index),
    );
  });

  it('counts also what there can be no room for', () => {
    const events = many(30_000, () => aSpanEvent('e'));
    const metadata = metadataOf({}, { events });
    const kept = sizeOf(metadata['events']);
    expect(kept).toBeGreaterThan(3000);
    expect(metadata['otel.cut']).toEqual({ events: 30_000 - kept });
  });

  it('keeps some of many attributes that are lists', () => {
    const lists = Object.fromEntries(many(9_900, (index) => [`k${index}`, ['a', 'b']]));
    const metadata = metadataOf(lists);
    const kept = sizeOf(metadata['attributes']);
    expect(kept).toBeGreaterThan(3200);
    expect(metadata['otel.cut']).toEqual({ attributes: 9_900 - kept });
  });

  it.each([
    ['values', many(10_001, (index) => index)],
    ['digits', many(9_000, () => 1e300).map((number) => ({ a: number, b: number }))],
    [
      'paths',
      { ['p'.repeat(400_000)]: { a: 1, b: { c: { d: { e: { f: { g: { h: { i: { j: 1 } } } } } } } } } },
    ],
  ] as const)('measures %s as what stores them does', (_, large) => {
    expect(metadataOf({ large, small: 1 })).toMatchObject({
      attributes: { small: 1 },
      'otel.cut': { attributes: 1 },
    });
  });

  it('cuts what the application said, resources, links and exceptions alike', () => {
    const large = 'x'.repeat(1_500_000);
    const metadata = metadataOf(
      { 'langfuse.observation.metadata.large': large, 'langfuse.observation.metadata.otel.cut': 'mine' },
      {
        resource: { attributes: attributesOf({ large, 'service.name': 'api' }) },
        events: [aSpanEvent('exception', { 'exception.stacktrace': large })],
        links: many(2, (index) => ({
          traceId: 'ab',
          spanId: `c${index}`,
          traceState: '',
          attributes: attributesOf({ large: index === 0 ? 'x' : `${large}${large}` }),
        })),
      },
    );
    const cut = metadata['otel.otel.cut'] as Readonly<Record<string, number>>;
    expect(metadata).toMatchObject({
      'otel.cut': 'mine',
      resourceAttributes: { 'service.name': 'api' },
      links: [{ spanId: 'c0' }],
    });
    expect(cut['links']).toBe(1);
    expect(Object.values(cut).reduce((sum, each) => sum + each)).toBe(2);
  });
});

describe('of very many events and links', () => {
  const COUNT = 60_000;

  it('metadata keeps the first, counts all others, and the rest of the span is whole', () => {
    const exception = { 'exception.message': 'm' };
    const { fields } = translated(
      anOtlpSpan(
        { 'http.route': '/a' },
        {
          events: Array.from({ length: COUNT }, (_, index) =>
            index % 2 === 0 ? aSpanEvent('tick', { index }) : aSpanEvent('exception', exception),
          ),
          links: Array.from({ length: COUNT }, (_, index) => ({
            traceId: 'ab',
            spanId: `c${index}`,
            traceState: '',
            attributes: attributesOf({}),
          })),
        },
      ),
    );
    const metadata = fields['metadata'] as Metadata;
    const listed = (name: string): readonly unknown[] => (metadata[name] ?? []) as readonly unknown[];
    const cut = metadata['otel.cut'] as Readonly<Record<string, number>>;
    expect(metadata['attributes']).toEqual({ 'http.route': '/a' });
    expect(listed('events').length + (cut['events'] ?? 0)).toBe(COUNT / 2);
    expect(listed('exceptions').length + (cut['exceptions'] ?? 0)).toBe(COUNT / 2);
    expect(listed('links').length + (cut['links'] ?? 0)).toBe(COUNT);
    // The lightest stay.
    expect(listed('exceptions')[0]).toMatchObject({ message: 'm' });
    expect(fields['statusMessage']).toBe('m');
  });
});

describe('names in metadata', () => {
  function textOf(attributes: Readonly<Record<string, Sent>>, fields: Partial<OtlpSpan> = {}): string {
    return String(translated(anOtlpSpan(attributes, fields)).observation.state.fields.metadata);
  }

  it('are ours with as many `otel.` as it takes', () => {
    const text = textOf({
      'langfuse.observation.metadata.attributes': 'a',
      'langfuse.observation.metadata.otel.attributes': 'b',
      custom: 1,
    });
    expect(text).toContain('"attributes":"a","otel.attributes":"b","otel.otel.attributes":{"custom":1}');
  });

  it('are whole in an exception where two would be the same', () => {
    const exception = aSpanEvent('exception', {
      'exception.message': 'one',
      message: 'two',
      timestamp: 'three',
      'exception.timestamp': 'four',
      'exception.type': 'E',
    });
    const { metadata } = translated(
      anOtlpSpan({}, { events: [{ ...exception, droppedAttributes: 2 }] }),
    ).fields;
    expect((metadata as Metadata)['exceptions']).toEqual([
      {
        'otel.timestamp': '2026-11-22T13:09:02.576000001Z',
        droppedAttributesCount: 2,
        'exception.message': 'one',
        message: 'two',
        timestamp: 'three',
        'exception.timestamp': 'four',
        type: 'E',
      },
    ]);
  });
});
