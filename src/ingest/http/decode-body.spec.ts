import * as fc from 'fast-check';
import { BadRequestError, DomainError } from '../../common/domain-error.js';
import type { JsonSchema } from '../../common/json/json-schema.js';
import type { Patch } from '../domain/patch.js';
import { decodeBody, type OnCounted, type Protocol } from './decode-body.js';
import { METRIC_BATCH_SCHEMA } from './metric-batch.schema.js';
import { NATIVE_BATCH_SCHEMA } from './native-batch.schema.js';

const CONTEXT = { projectId: 'p', receivedAtMs: Date.UTC(2026, 0, 31) };
const UTF8 = new TextEncoder();

const NOBODY = (): void => undefined;

function decode(body: string, protocol: Protocol = 'native', onCounted: OnCounted = NOBODY) {
  return decodeBody(protocol, UTF8.encode(body), CONTEXT, onCounted);
}

function refusal(body: unknown, protocol: Protocol = 'native'): string {
  try {
    decode(typeof body === 'string' ? body : JSON.stringify(body), protocol);
  } catch (error) {
    if (error instanceof BadRequestError) return error.message;
    throw error;
  }
  return 'none';
}

function ofTrace(field: string, value: unknown): string {
  return refusal({ trace: { id: 't', [field]: value } });
}

function ofObservation(field: string, value: unknown): string {
  return refusal({ observations: [{ id: 'o', traceId: 't', [field]: value }] });
}

function ofMetric(field: string, value: unknown): string {
  const metric = { name: 'm', value: 1, timestamp: '2026-01-31T08:00:00Z', [field]: value };
  return refusal({ metrics: [metric] }, 'metrics');
}

/** The fields of an object's schema whose type has a rule, with what the rule says. */
function typedFields(schema: JsonSchema | undefined): [field: string, rule: RegExp, mayBeNull: boolean][] {
  return Object.entries(schema?.properties ?? {})
    .filter(([, { type }]) => type !== undefined)
    .map(([field, { type }]) => [field, /must be (a|an|true or false)\b/, [type].flat().includes('null')]);
}

const { trace: TRACE, observations: OBSERVATIONS } = NATIVE_BATCH_SCHEMA.properties ?? {};
const OBSERVATION = OBSERVATIONS?.items;

describe(decodeBody, () => {
  it('gives the items of the native example, and of the metrics example', () => {
    const [native] = NATIVE_BATCH_SCHEMA.examples ?? [];
    expect(decode(JSON.stringify(native)).items.map((item) => (item as Patch).kind)).toEqual([
      'trace',
      'observation',
    ]);
    const [metrics] = METRIC_BATCH_SCHEMA.examples ?? [];
    expect(decode(JSON.stringify(metrics), 'metrics').items).toHaveLength(1);
  });

  it('keeps payloads as they were sent, and ignores what it does not know', () => {
    const { items } = decode('{"trace":{"id":"t","input":{"z": 1.10,"a":1e400},"new":{"x":[1]}},"more":1}');
    const { fields } = (items[0] as Patch).state;
    expect(fields).toMatchObject({ input: '{"z": 1.10,"a":1e400}' });
    expect(fields).not.toHaveProperty('new');
  });

  it('counts the characters that it replaced, in texts, payloads and keys', () => {
    const { items, replacedCharacters } = decode(
      String.raw`{"trace":{"id":"t","name":"a\u0000","input":{"\ud800":"\udc00"}}}`,
    );
    expect(replacedCharacters).toBe(3);
    expect((items[0] as Patch).state.fields).toMatchObject({
      name: 'a\ufffd',
      input: String.raw`{"\ufffd":"\ufffd"}`,
    });
  });

  describe('tells how many events there are', () => {
    function counted(body: string, protocol: Protocol = 'native'): number[] {
      const counts: number[] = [];
      try {
        decode(body, protocol, (events) => counts.push(events));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
      return counts;
    }

    it('of each protocol', () => {
      const observations = [1, 2].map((id) => ({ id: `o-${id}`, traceId: 't' }));
      expect(counted(JSON.stringify({ trace: { id: 't' }, observations }))).toEqual([3]);
      const metrics = [{ name: 'm', value: 1, timestamp: '2026-01-31T08:00:00Z' }];
      expect(counted(JSON.stringify({ metrics }), 'metrics')).toEqual([1]);
    });

    it('even where one of them is refused', () => {
      expect(counted('{"trace":{"id":"t"},"observations":[{"id":"o","traceId":"t"},{"id":5}]}')).toEqual([3]);
      expect(counted('{"trace":{"id":"t","projectId":"foreign"}}')).toEqual([1]);
    });

    it('but not where that cannot be known', () => {
      expect(counted('{"trace":{"id":"t"},"observations":[{"id":"o"}')).toEqual([]);
    });
  });

  describe('refuses a field of another type by its path', () => {
    it.each(typedFields(TRACE))('trace.%s', (field, rule) => {
      expect(ofTrace(field, field === 'tags' ? 'x' : ['x'])).toMatch(rule);
      expect(ofTrace(field, field === 'tags' ? 'x' : ['x'])).toMatch(`trace.${field} must`);
    });

    it.each(typedFields(OBSERVATION))('observations[0].%s', (field, rule) => {
      expect(ofObservation(field, ['x'])).toMatch(rule);
      expect(ofObservation(field, ['x'])).toMatch(`observations[0].${field} must`);
    });

    it.each(typedFields(METRIC_BATCH_SCHEMA.properties?.['metrics']?.items))(
      'metrics[0].%s',
      (field, rule) => {
        expect(ofMetric(field, ['x'])).toMatch(rule);
        expect(ofMetric(field, ['x'])).toMatch(`metrics[0].${field} must`);
      },
    );
  });

  it.each(typedFields(TRACE).filter(([, , mayBeNull]) => mayBeNull))('takes null for trace.%s', (field) => {
    expect(ofTrace(field, null)).toBe('none');
  });

  it.each(typedFields(OBSERVATION).filter(([, , mayBeNull]) => mayBeNull))(
    'takes null for observations[0].%s',
    (field) => {
      expect(ofObservation(field, null)).toBe('none');
    },
  );

  it('lets null be in every field but the ids', () => {
    const isRequired = ([, , mayBeNull]: [string, RegExp, boolean]) => !mayBeNull;
    expect(
      typedFields(TRACE)
        .filter(isRequired)
        .map(([field]) => field),
    ).toEqual(['id']);
    expect(
      typedFields(OBSERVATION)
        .filter(isRequired)
        .map(([field]) => field),
    ).toEqual(['id', 'traceId']);
  });

  it.each([
    [ofTrace('id', ''), 'trace.id must not be empty'],
    [ofTrace('id', 'x'.repeat(801)), 'trace.id must have at most 800 characters'],
    [ofTrace('id', 'a\nb'), 'trace.id must not hold control characters'],
    [ofTrace('id', 'a\0b'), 'trace.id must not hold control characters'],
    [ofTrace('sessionId', '\u007f'), 'trace.sessionId must not hold control characters'],
    [ofTrace('name', 'x'.repeat(1001)), 'trace.name must have at most 1000 characters'],
    [ofTrace('tags', ['a', 5]), 'trace.tags[1] must be a string'],
    [ofTrace('tags', ['x'.repeat(201)]), 'trace.tags[0] must have at most 200 characters'],
    [ofTrace('totalCost', -1), 'trace.totalCost must be at least 0'],
    [ofTrace('totalCost', 1e13), 'trace.totalCost must be at most 1000000000000'],
    [ofTrace('latency', -1), 'none'],
    [ofTrace('input', [{ any: 'thing' }]), 'none'],
    [refusal({ trace: {} }), 'trace.id is required'],
    [refusal('{"trace":{"id":"t","latency":1e999}}'), 'trace.latency must be a finite number or null'],
    [refusal('{"trace":{"id":"t","metadata":{"a":1e999}}}'), /^trace\.metadata.* exponent is beyond ±400$/],
    [ofTrace('timestamp', 'noon'), /^trace\.timestamp must be an RFC 3339 date-time between 1970 and 2100/],
  ])('says of a trace: %s', (message, expected) => {
    expect(message).toMatch(typeof expected === 'string' ? new RegExp(`^${escaped(expected)}$`) : expected);
  });

  it.each([
    [ofObservation('traceId', ''), 'observations[0].traceId must not be empty'],
    [ofObservation('startTime', ''), /^observations\[0\]\.startTime must be an RFC 3339 date-time/],
    [ofObservation('endTime', '2026-02-30'), /^observations\[0\]\.endTime must be/],
    [ofObservation('promptTokens', 1.5), 'observations[0].promptTokens must be a whole number or null'],
    [ofObservation('promptTokens', -1), 'observations[0].promptTokens must be at least 0'],
    [ofObservation('usage', { input: -1 }), 'observations[0].usage.input must be at least 0'],
    [ofObservation('usage', { input: 1e10 + 1 }), 'observations[0].usage.input must be at most 10000000000'],
    [ofObservation('totalTokens', 1e10 + 1), 'observations[0].totalTokens must be at most 10000000000'],
    [ofObservation('totalTokens', 1e10), 'none'],
    [ofObservation('promptVersion', 'v1'), /^observations\[0\]\.promptVersion must be a whole number from 0/],
    [ofObservation('type', 'x'.repeat(51)), 'observations[0].type must have at most 50 characters'],
    [refusal({ observations: [{ id: 'o' }] }), 'observations[0].traceId is required'],
    [refusal({ observations: {} }), 'observations must be an array or null'],
    [refusal({ observations: [{ id: 'o', traceId: 't' }, 5] }), 'observations[1] must be an object'],
  ])('says of an observation: %s', (message, expected) => {
    expect(message).toMatch(typeof expected === 'string' ? new RegExp(`^${escaped(expected)}$`) : expected);
  });

  it.each([
    [refusal({}, 'metrics'), 'metrics is required'],
    [ofMetric('name', ''), 'metrics[0].name must not be empty'],
    [ofMetric('name', 'x'.repeat(257)), 'metrics[0].name must have at most 256 characters'],
    [ofMetric('timestamp', 'x'), /^metrics\[0\]\.timestamp must be an RFC 3339/],
    [ofMetric('labels', { a: 1 }), 'metrics[0].labels.a must be a string'],
    [ofMetric('labels', { a: 'x'.repeat(4097) }), 'metrics[0].labels.a must have at most 4096 characters'],
    [ofMetric('labels', { '': 'x' }), 'metrics[0].labels[""] has a name that must not be empty'],
    [ofMetric('labels', manyLabels(41)), 'metrics[0].labels must have at most 40 members'],
    [ofMetric('labels', manyLabels(40)), 'none'],
    [ofMetric('labels', null), 'none'],
    [refusal('{"metrics":[{"value":1e999}]}', 'metrics'), 'metrics[0].name is required'],
    [
      refusal('{"metrics":[{"name":"m","value":1e999,"timestamp":"2026-01-31"}]}', 'metrics'),
      'metrics[0].value must be a finite number',
    ],
  ])('says of a measurement: %s', (message, expected) => {
    expect(message).toMatch(typeof expected === 'string' ? new RegExp(`^${escaped(expected)}$`) : expected);
  });

  it.each([
    ['', /^The body is not valid JSON: unexpected the end at character 0$/],
    ['{"trace":{"id":"t"', /^trace is not valid JSON|^The body is not valid JSON/],
    ['[]', /^The body must be an object$/],
    ['null', /^The body must be an object$/],
    ['{} {}', /^The body is not valid JSON: unexpected "\{" at character 3$/],
    [
      `{"trace":{"id":"t","input":${'['.repeat(129)}${']'.repeat(129)}}}`,
      /is nested deeper than 128 levels$/,
    ],
  ])('refuses the body %j', (body, message) => {
    expect(refusal(body)).toMatch(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([UTF8.encode('{"trace":{"id":"'), Buffer.from([0xff]), UTF8.encode('"}}')]);
    expect(() => decodeBody('native', bytes, CONTEXT, NOBODY)).toThrow('The body is not valid UTF-8');
  });

  describe('throws nothing but a DomainError', () => {
    const protocols = fc.constantFrom<Protocol>('native', 'metrics');

    function throwsDomainErrorsOnly(protocol: Protocol, bytes: Uint8Array): void {
      try {
        decodeBody(protocol, bytes, CONTEXT, NOBODY);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }

    it('for any bytes', () => {
      fc.assert(
        fc.property(protocols, fc.uint8Array({ maxLength: 200 }), (protocol, bytes) => {
          throwsDomainErrorsOnly(protocol, bytes);
        }),
        { numRuns: 500 },
      );
    });

    it('for a body some of whose bytes were changed, lost or doubled', () => {
      const examples = [NATIVE_BATCH_SCHEMA, METRIC_BATCH_SCHEMA].map(({ examples: [example] = [] }) =>
        UTF8.encode(JSON.stringify(example)),
      );
      const changes = fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.integer({ min: 0, max: 255 })), {
        maxLength: 4,
      });
      fc.assert(
        fc.property(protocols, fc.constantFrom(...examples), changes, (protocol, example, all) => {
          let bytes = [...example];
          for (const [at, length, byte] of all) {
            const from = at % bytes.length;
            bytes = [...bytes.slice(0, from), byte, ...bytes.slice(from + length)];
          }
          throwsDomainErrorsOnly(protocol, Uint8Array.from(bytes));
        }),
        { numRuns: 1000 },
      );
    });

    it('for a body with any value in any field', () => {
      const names = (schema: JsonSchema | undefined) =>
        fc.constantFrom(...Object.keys(schema?.properties ?? {}));
      const traces = fc.tuple(names(TRACE), fc.jsonValue()).map(([field, value]) => ({
        trace: { id: 't', [field]: value },
      }));
      const observations = fc.tuple(names(OBSERVATION), fc.jsonValue()).map(([field, value]) => ({
        observations: [{ id: 'o', traceId: 't', [field]: value }],
      }));
      fc.assert(
        fc.property(fc.oneof(traces, observations), (body) => {
          throwsDomainErrorsOnly('native', UTF8.encode(JSON.stringify(body)));
        }),
        { numRuns: 1000 },
      );
    });
  });
});

function escaped(text: string): string {
  return text.replace(/[[\].*+?^${}()|\\"]/g, String.raw`\$&`);
}

function manyLabels(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`label${index}`, 'x']));
}
