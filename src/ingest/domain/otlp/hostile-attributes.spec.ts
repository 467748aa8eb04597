import fc from 'fast-check';
import { anOtlpSpan, translated, type Sent } from '../../../../test/factories/otlp-span.factory.js';
import { InvalidFieldError } from '../../../common/json/invalid-field.error.js';
import type { AttributeValue } from './attribute-value.js';
import { nestedJson } from './indexed-attributes.js';

const PREFIXES = [
  'gen_ai.prompt.',
  'gen_ai.completion.',
  'gen_ai.request.',
  'llm.input_messages.',
  'llm.output_messages.',
  'llm.invocation_parameters.',
  'retrieval.documents.',
  'langfuse.observation.metadata.',
  'langfuse.trace.metadata.',
  'ai.telemetry.metadata.',
  'ai.settings.',
  '',
];
const EVIL = [
  '__proto__',
  'constructor',
  'prototype',
  'constructor.prototype',
  '0.__proto__',
  '__proto__.0',
  'toString',
  'hasOwnProperty',
];

const members = () => Reflect.ownKeys(Object.prototype).map(String).sort();

describe('attributes whose keys are made to do harm', () => {
  const before = members();
  afterEach(() => expect(members()).toEqual(before));

  it.each(PREFIXES.flatMap((prefix) => EVIL.map((evil) => `${prefix}${evil}`)))(
    'takes %s for data',
    (key) => {
      const { observation, trace } = translated(
        anOtlpSpan(
          { [`${key}.isPublic`]: true, [`${key}.polluted`]: 'yes', 'user.id': 'u' },
          { parentSpanId: null },
        ),
      );
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect(({} as Record<string, unknown>)['isPublic']).toBeUndefined();
      const { input, output, metadata, modelParameters } = observation.state.fields;
      expect([input, output, metadata, modelParameters, trace?.state.fields.metadata].join('')).toContain(
        'polluted',
      );
    },
  );

  it.each([
    'langfuse.observation.metadata',
    'langfuse.observation.usage_details',
    'langfuse.observation.cost_details',
    'langfuse.observation.model.parameters',
    'langfuse.trace.metadata',
    'genkit:input',
    'genkit:output',
    'events',
    'mlflow.chat.tokenUsage',
    'gcp.vertex.agent.llm_response',
    'gen_ai.input.messages',
    'metadata',
  ])('reads JSON with __proto__ in %s as data', (key) => {
    const evil =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"event.name":"x","a":1}';
    for (const text of [evil, `[${evil}]`])
      translated(
        anOtlpSpan({ [key]: text, 'openinference.span.kind': 'LLM', 'genkit:metadata:subtype': 'model' }),
      );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('gives far indices no room', () => {
    expect(
      nestedJson([
        ['999999999.a', 1],
        ['3.a', 2],
      ]),
    ).toBe('[{"a":2},{"a":1}]');
    expect(
      nestedJson([
        ['4294967295', 1],
        ['-1', 2],
      ]),
    ).toBe('{"4294967295":1,"-1":2}');
    const far = Array.from({ length: 9000 }, (_, index): [string, number] => [`${index * 100_000}.a`, index]);
    expect(nestedJson(far)?.length).toBeLessThan(120_000);
  });

  it('nests keys of many parts no deeper than they are worth', () => {
    const key = Array.from({ length: 50_000 }, () => 'a').join('.');
    const json = nestedJson([[key, 1]]) ?? '';
    expect(json.split('{')).toHaveLength(34);
    expect(json).toContain(key.slice(64));
  });

  it('keeps both a value and what lies beneath it', () => {
    expect(
      nestedJson([
        ['0', 'text'],
        ['0.role', 'user'],
      ]),
    ).toBe('[{"":"text","role":"user"}]');
  });

  it('refuses values that are nested too deep, and keeps text that is', () => {
    let deep: Sent = 1;
    for (let depth = 0; depth < 100; depth++) deep = [deep];
    expect(() => translated(anOtlpSpan({ deep }))).toThrow(InvalidFieldError);
    const text = '['.repeat(100_000);
    expect(translated(anOtlpSpan({ 'gen_ai.input.messages': text })).fields['input']).toBe(text);
  });

  it('cuts out attributes of which one has more values than are looked into', () => {
    const list = Array.from({ length: 1_000_001 }, () => 1);
    const metadata = anOtlpSpan({ 'langfuse.trace.metadata': { a: list }, small: 1 });
    for (const span of [metadata, anOtlpSpan({ events: list, small: 1 })])
      expect(translated(span).fields['metadata']).toMatchObject({
        'otel.cut': { attributes: 2 },
      });
  });

  it.each([
    [{ 'ai.operationId': 'ai.generateText.doGenerate', 'ai.prompt.toolChoice': '[1e131071,1e131071]' }],
    [{ 'ai.operationId': 'ai.generateText.doGenerate', 'ai.prompt.toolChoice': '[1e999999999]' }],
    [{ 'mlflow.spanType': '"LLM"', temperature: '1e999999999', top_p: '0.5' }],
    [
      {
        'mlflow.spanType': '"LLM"',
        stop: `[${Array.from({ length: 10_001 }, () => 1).join()}]`,
        top_p: '0.5',
      },
    ],
  ])('leaves parameters that jsonb is not meant for among the attributes: %j', (sent) => {
    const { fields } = translated(anOtlpSpan({ ...sent, 'ai.model.id': 'm' }));
    expect(fields).not.toHaveProperty('modelParameters');
    expect(fields['metadata']).toMatchObject({
      attributes: Object.fromEntries(
        Object.entries(sent).filter(([key]) => !['ai.operationId', 'mlflow.spanType'].includes(key)),
      ),
    });
  });

  it('takes no counts and costs whose names are more than jsonb is meant for', () => {
    const name = 'n'.repeat(5 * 1024 * 1024);
    for (const key of ['langfuse.observation.usage_details', 'langfuse.observation.cost_details']) {
      const { fields } = translated(anOtlpSpan({ [key]: { [name]: 1 } }));
      expect(fields).not.toHaveProperty('usageDetails');
      expect(fields).not.toHaveProperty('costDetails');
      expect(fields['metadata']).toMatchObject({ 'otel.cut': { attributes: 1 } });
    }
  });

  it('keeps numbers that no column could hold as text', () => {
    const { fields } = translated(anOtlpSpan({ 'langfuse.observation.metadata.n': '1e999999' }));
    expect(fields['metadata']).toMatchObject({ n: '1e999999' });
  });

  it('throws nothing but errors of fields, and makes JSON, whatever the attributes', () => {
    const keys = fc.oneof(
      fc
        .tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...EVIL, '0', '1.role', '99999999999'))
        .map((parts) => parts.join('')),
      fc.constantFrom(
        'langfuse.observation.usage_details',
        'langfuse.observation.completion_start_time',
        'langfuse.trace.tags',
        'gen_ai.usage.input_tokens',
        'gen_ai.system_instructions',
        'gen_ai.input.messages',
        'ai.response.msToFirstChunk',
        'ai.operationId',
        'genkit:output',
        'events',
        'llm.cost.total',
        'openinference.span.kind',
        'metadata',
        'mlflow.llm.cost',
        'prompt',
        'session.id',
        'langfuse.user.id',
        'model',
        'gen_ai.tool.name',
        'mlflow.trace.user',
        'langfuse.version',
      ),
      fc.string({ unit: 'binary' }),
    );
    const { value } = fc.letrec<{ value: AttributeValue; map: ReadonlyMap<string, AttributeValue> }>(
      (tie) => ({
        value: fc.oneof(
          { depthSize: 'small' },
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.double(),
          fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
          fc.boolean(),
          fc.constant(null),
          fc.uint8Array({ maxLength: 8 }),
          fc.array(tie('value'), { maxLength: 4 }),
          tie('map'),
        ),
        map: fc.array(fc.tuple(keys, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, value), { maxLength: 12 }), fc.boolean(), (entries, isRoot) => {
        const span = anOtlpSpan(
          {},
          { attributes: new Map(entries), ...(isRoot ? { parentSpanId: null } : {}) },
        );
        try {
          const { observation, trace } = translated(span);
          const { metadata, usageDetails, costDetails } = observation.state.fields;
          for (const json of [metadata, usageDetails, costDetails, trace?.state.fields.metadata])
            if (json !== undefined && json !== null) expect(typeof JSON.parse(json)).toBe('object');
          for (const { state } of [observation, trace ?? observation])
            expect(
              Object.values(state.fields).filter((text) => typeof text === 'string' && text.includes('\0')),
            ).toEqual([]);
        } catch (error) {
          if (!(error instanceof InvalidFieldError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });
});
