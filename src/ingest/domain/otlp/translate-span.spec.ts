import {
  anOtlpSpan,
  aSpanEvent,
  attributesOf,
  translated,
} from '../../../../test/factories/otlp-span.factory.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import { merge } from '../merge.js';
import { OBSERVATION_RULES, TRACE_RULES } from '../telemetry-fields.js';
import { translateSpan } from './translate-span.js';

const TRACE = '77a7986f762fd3869ecb353e9ba83ce6';

describe('the observation of a span', () => {
  it('has its ids, its times to the microsecond, and the rest of the nanoseconds', () => {
    const { observation, fields } = translated(
      anOtlpSpan({}, { startNanos: 1_795_352_942_575_000_987n, endNanos: 1_795_352_942_577_494_570n }),
    );
    expect(observation).toMatchObject({ projectId: 'p', traceId: TRACE, id: '804acf0a6626c2fb' });
    expect(fields).toMatchObject({
      type: 'SPAN',
      name: 'a span',
      parentObservationId: '828ee17ac2b65c9e',
      startTime: '2026-11-22T13:09:02.575000Z',
      startNanos: 987,
      endTime: '2026-11-22T13:09:02.577494Z',
    });
  });

  it.each([
    [0n, 5_000_000n, '1970-01-01T00:00:00.005000Z', '1970-01-01T00:00:00.005000Z'],
    [5_000_000n, 0n, '1970-01-01T00:00:00.005000Z', '1970-01-01T00:00:00.005000Z'],
    [7_000_000n, 5_000_000n, '1970-01-01T00:00:00.007000Z', '1970-01-01T00:00:00.007000Z'],
    [0n, 0n, '2026-11-23T00:00:00.000000Z', '2026-11-23T00:00:00.000000Z'],
  ])('of the edges %d and %d makes %s and %s', (startNanos, endNanos, startTime, endTime) => {
    expect(translated(anOtlpSpan({}, { startNanos, endNanos })).fields).toMatchObject({ startTime, endTime });
  });

  it('keeps the start that was said where another one follows from the arrival', () => {
    const dateless = translated(anOtlpSpan({}, { startNanos: 0n, endNanos: 0n })).observation;
    const dated = translated(anOtlpSpan()).observation;
    for (const [a, b] of [
      [dateless, dated],
      [dated, dateless],
    ] as const)
      expect(merge(OBSERVATION_RULES, a.state, b.state).fields.startTime).toBe('2026-11-22T13:09:02.575000Z');
  });

  it('refuses times that there are not, naming the field', () => {
    const late = anOtlpSpan({}, { endNanos: 2n ** 64n - 1n });
    expect(() => translated(late)).toThrow(/^endTimeUnixNano must be/);
  });

  it('keeps status, exceptions, events, links, kind, state, resource and scope', () => {
    const { fields } = translated(
      anOtlpSpan(
        { custom: 1n, deep: { list: [true, null, { k: 'v' }] }, bytes: new Uint8Array([1, 2, 255]) },
        {
          kind: 'CLIENT',
          traceState: 'a=b',
          flags: 257,
          droppedAttributes: 1,
          droppedEvents: 2,
          droppedLinks: 3,
          statusCode: 'ERROR',
          events: [
            aSpanEvent('exception', {
              'exception.type': 'ValueError',
              'exception.message': 'no such city',
              'exception.stacktrace': 'Traceback ...',
            }),
            { ...aSpanEvent('exception', { 'exception.message': 'second' }), droppedAttributes: 4 },
            { ...aSpanEvent('retry', { attempt: 2 }), droppedAttributes: 5 },
          ],
          links: [
            {
              traceId: 'ab',
              spanId: 'cd',
              traceState: 'c=d',
              attributes: attributesOf({ why: 'batch' }),
              droppedAttributes: 6,
              flags: 768,
            },
          ],
          resource: {
            attributes: attributesOf({ 'service.name': 'api', 'service.version': '7' }),
            droppedAttributes: 7,
            schemaUrl: 'https://opentelemetry.io/schemas/1.38.0',
          },
          scope: {
            name: 'lib',
            version: '',
            attributes: attributesOf({ k: 1 }),
            droppedAttributes: 8,
            schemaUrl: 'https://opentelemetry.io/schemas/1.37.0',
          },
        },
      ),
    );
    expect(fields).toMatchObject({ level: 'ERROR', statusMessage: 'no such city', version: '7' });
    expect(fields['metadata']).toEqual({
      attributes: { custom: 1, deep: { list: [true, null, { k: 'v' }] }, bytes: 'AQL/' },
      resourceAttributes: { 'service.name': 'api', 'service.version': '7' },
      resourceSchemaUrl: 'https://opentelemetry.io/schemas/1.38.0',
      resourceDroppedAttributesCount: 7,
      scope: {
        name: 'lib',
        attributes: { k: 1 },
        droppedAttributesCount: 8,
        schemaUrl: 'https://opentelemetry.io/schemas/1.37.0',
      },
      kind: 'CLIENT',
      status: { code: 'ERROR' },
      traceState: 'a=b',
      flags: 257,
      droppedAttributesCount: 1,
      droppedEventsCount: 2,
      droppedLinksCount: 3,
      exceptions: [
        {
          timestamp: '2026-11-22T13:09:02.576000001Z',
          type: 'ValueError',
          message: 'no such city',
          stacktrace: 'Traceback ...',
        },
        { timestamp: '2026-11-22T13:09:02.576000001Z', message: 'second', droppedAttributesCount: 4 },
      ],
      events: [
        {
          name: 'retry',
          timestamp: '2026-11-22T13:09:02.576000001Z',
          attributes: { attempt: 2 },
          droppedAttributesCount: 5,
        },
      ],
      links: [
        {
          traceId: 'ab',
          spanId: 'cd',
          traceState: 'c=d',
          attributes: { why: 'batch' },
          droppedAttributesCount: 6,
          flags: 768,
        },
      ],
    });
  });

  it('believes the message of the status before that of an exception', () => {
    const { fields } = translated(
      anOtlpSpan(
        {},
        {
          statusCode: 'ERROR',
          statusMessage: 'failed',
          events: [aSpanEvent('exception', { 'exception.message': 'no such city' })],
        },
      ),
    );
    expect(fields['statusMessage']).toBe('failed');
  });

  it('says by its type why a span has failed that says nothing else', () => {
    const { fields } = translated(anOtlpSpan({ 'error.type': 'TimeoutError' }, { statusCode: 'ERROR' }));
    expect(fields).toMatchObject({ level: 'ERROR', statusMessage: 'TimeoutError' });
    expect(translated(anOtlpSpan({ 'error.type': 'TimeoutError' })).fields['statusMessage']).toBeUndefined();
  });

  it('keeps every digit, and writes what is no number as text', () => {
    const { observation } = translated(
      anOtlpSpan({ big: 9223372036854775807n, nan: NaN, infinite: -Infinity, half: '\ud800', nul: 'a\0b' }),
    );
    const { metadata } = observation.state.fields;
    expect(metadata).toContain('"big":9223372036854775807,"nan":"NaN","infinite":"-Infinity"');
    expect(metadata).toContain('"half":"\ufffd","nul":"a\ufffdb"');
  });

  it('keeps digits of JSON in text', () => {
    const { observation } = translated(
      anOtlpSpan({ 'langfuse.observation.input': '{"id":12345678901234567890}' }),
    );
    expect(observation.state.fields.input).toBe('{"id":12345678901234567890}');
  });

  it('gives names of the application to its own metadata', () => {
    const { fields } = translated(anOtlpSpan({ 'langfuse.observation.metadata.kind': 'mine' }));
    expect(fields['metadata']).toMatchObject({ kind: 'mine', 'otel.kind': 'INTERNAL' });
  });

  it('is the same for a span that is sent again', () => {
    const span = anOtlpSpan({ 'user.id': 'u', 'gen_ai.request.model': 'm' }, { parentSpanId: null });
    const first = translateSpan(span, { projectId: 'p', receivedAtMs: 1 });
    expect(translateSpan(span, { projectId: 'p', receivedAtMs: 2 })).toEqual(first);
  });

  it.each([
    ['langfuse.environment', 'Staging', 'staging'],
    ['deployment.environment.name', 'prod', 'prod'],
    ['deployment.environment', 'langfuse-qa', 'qa'],
  ])('takes the environment of the span from %s', (key, said, environment) => {
    const resource = { attributes: attributesOf({ [key]: 'other' }) };
    expect(translated(anOtlpSpan({ [key]: said }, { resource })).fields['environment']).toBe(environment);
    expect(translated(anOtlpSpan({}, { resource })).fields['environment']).toBe('other');
  });

  it('cuts a name that is too long, and keeps it whole', () => {
    const name = 'n'.repeat(1001);
    expect(translated(anOtlpSpan({}, { name })).fields).toMatchObject({
      name: 'n'.repeat(1000),
      metadata: { spanName: name },
    });
  });

  it('refuses a span with more attributes than anybody reads', () => {
    const attributes = new Map(Array.from({ length: 10_001 }, (_, index) => [`k${index}`, index]));
    expect(() => translated(anOtlpSpan({}, { attributes }))).toThrow(InvalidFieldError);
  });
});

describe('the trace of a span', () => {
  it('is not spoken of by a child that says nothing of it', () => {
    expect(translated(anOtlpSpan({ 'langfuse.observation.input': 'x' })).trace).toBeUndefined();
  });

  it('takes from its root the name, the input and the output', () => {
    const root = anOtlpSpan(
      { 'input.value': 'question', 'output.value': 'answer', 'langfuse.release': 'r1' },
      { parentSpanId: null, name: 'root' },
    );
    expect(translated(root).traceFields).toEqual({
      timestamp: '2026-11-22T13:09:02.575000Z',
      name: 'root',
      input: 'question',
      output: 'answer',
      release: 'r1',
    });
  });

  it.each(['langfuse.internal.as_root', 'langfuse.internal.is_app_root'])(
    'takes a span with %s for a root',
    (key) => {
      expect(translated(anOtlpSpan({ [key]: true })).traceFields).toMatchObject({ name: 'a span' });
      expect(translated(anOtlpSpan({ [key]: 'false' })).trace).toBeUndefined();
    },
  );

  it('marks a child that is the root of an application, and keeps with it what has said so', () => {
    const flag = { 'langfuse.internal.is_app_root': true };
    expect(translated(anOtlpSpan(flag)).fields['metadata']).toMatchObject({ attributes: flag });
    expect(translated(anOtlpSpan(flag)).fields).toMatchObject({ isAppRoot: true });
    const root = translated(anOtlpSpan(flag, { parentSpanId: null })).fields;
    expect(root).not.toHaveProperty('isAppRoot');
    expect(root['metadata']).not.toHaveProperty('attributes');
  });

  it('believes what was said expressly before what follows from a root, whatever the order and the clocks', () => {
    const root = translated(
      anOtlpSpan({ input: 'root input', 'user.id': 'u' }, { parentSpanId: null, name: 'root' }),
    ).trace;
    const child = translated(
      anOtlpSpan(
        { 'langfuse.trace.name': 'said', 'langfuse.trace.input': 'said too' },
        { startNanos: 5_000n },
      ),
    ).trace;
    if (root === undefined || child === undefined) throw new Error('both speak of the trace');
    const merged = merge(TRACE_RULES, root.state, child.state);
    expect(merged).toEqual(merge(TRACE_RULES, child.state, root.state));
    expect(merged.fields).toMatchObject({
      name: 'said',
      input: '"said too"',
      userId: 'u',
      timestamp: '2026-11-22T13:09:02.575000Z',
    });
  });

  it('is public where a span says so', () => {
    expect(translated(anOtlpSpan({ 'langfuse.trace.public': 'true' })).traceFields).toMatchObject({
      public: true,
    });
    expect(translated(anOtlpSpan({ 'langfuse.public': true })).traceFields).toMatchObject({ public: true });
  });
});
