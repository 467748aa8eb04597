import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  anOtlpSpan,
  attributesOf,
  translated,
  type Sent,
} from '../../../../../test/factories/otlp-span.factory.js';
import type { OtlpSpan } from '../otlp-span.js';

interface Recorded {
  readonly requests: readonly { readonly body: { readonly resourceSpans: readonly RecordedResource[] } }[];
}
interface RecordedResource {
  readonly scopeSpans: readonly {
    readonly scope: { readonly name: string; readonly version: string };
    readonly spans: readonly RecordedSpan[];
  }[];
}
interface RecordedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: RecordedValue }[];
}
interface RecordedValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly RecordedValue[] };
}

function sentOf(value: RecordedValue): Sent {
  return value.stringValue ?? value.boolValue ?? (value.arrayValue?.values ?? []).map(sentOf);
}

function recordedSpans(): OtlpSpan[] {
  const path = join(__dirname, '../../../../../test/fixtures/langfuse-otel-5.11.1.json');
  const { requests } = JSON.parse(readFileSync(path, 'utf8')) as Recorded;
  return (requests[0]?.body.resourceSpans ?? []).flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) =>
        anOtlpSpan(Object.fromEntries(span.attributes.map(({ key, value }) => [key, sentOf(value)])), {
          scope: { ...scope, attributes: new Map() },
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentSpanId ?? null,
          name: span.name,
          startNanos: BigInt(span.startTimeUnixNano),
          endNanos: BigInt(span.endTimeUnixNano),
        }),
      ),
    ),
  );
}

describe('spans that @langfuse/otel 5.11.1 has sent', () => {
  const byName = new Map(recordedSpans().map((span) => [span.name, translated(span)]));

  it('gives the generation with all that was said of it', () => {
    expect(byName.get('gen')?.fields).toEqual({
      type: 'GENERATION',
      level: 'DEFAULT',
      name: 'gen',
      environment: 'prod',
      version: '1',
      startTime: '2026-11-22T13:09:02.576000Z',
      endTime: '2026-11-22T13:09:02.576487Z',
      completionStartTime: '2026-11-22T13:09:02.576000Z',
      parentObservationId: '828ee17ac2b65c9e',
      input: [{ role: 'user', content: 'hi' }],
      output: 'yo',
      model: 'gpt-4o',
      modelParameters: { temperature: 1 },
      usageDetails: { input: 3, output: 4, total: 7 },
      promptTokens: 3,
      completionTokens: 4,
      totalTokens: 7,
      costDetails: { total: 0.1 },
      calculatedInputCost: 0,
      calculatedOutputCost: 0,
      calculatedTotalCost: 0.1,
      metadata: { scope: { name: 'langfuse-sdk', version: '5.11.1' }, kind: 'INTERNAL' },
    });
  });

  it('keeps the level, the message and the type of the tool', () => {
    expect(byName.get('tool')?.fields).toMatchObject({
      type: 'TOOL',
      level: 'ERROR',
      statusMessage: 'bad',
      input: 'x',
    });
  });

  it('reads values of metadata that were made JSON', () => {
    expect(byName.get('root')?.fields).toMatchObject({ type: 'SPAN', metadata: { m: { n: 1 } } });
  });

  it('lets the root speak for the trace, and every span say whose it is', () => {
    const said = {
      name: 'tn',
      userId: 'u',
      sessionId: 's',
      version: '1',
      tags: ['a', 'b'],
      metadata: { k: 'v' },
    };
    expect(byName.get('root')?.traceFields).toEqual({
      ...said,
      timestamp: '2026-11-22T13:09:02.575000Z',
      environment: 'prod',
      input: { q: 1 },
      output: 'out',
    });
    expect(byName.get('gen')?.traceFields).toEqual({ ...said, timestamp: '2026-11-22T13:09:02.576000Z' });
  });
});

describe('the words of Langfuse', () => {
  it('takes whole objects of metadata and single members of it, and no text for an object', () => {
    const { fields } = translated(
      anOtlpSpan({
        'langfuse.observation.metadata': '{"a":1,"big":12345678901234567890}',
        'langfuse.observation.metadata.a': '2',
        'langfuse.observation.metadata.b.c': 'text',
        'langfuse.observation.metadata.zip': '007',
        'langfuse.observation.metadata.exponent': '1e5',
        'langfuse.metadata': 'no object',
      }),
    );
    expect(fields['metadata']).toMatchObject({
      a: 2,
      'b.c': 'text',
      zip: '007',
      exponent: '1e5',
      attributes: { 'langfuse.metadata': 'no object' },
    });
  });

  it.each([
    ['verbose', 'DEBUG'],
    ['notice', 'DEFAULT'],
    ['Warn', 'WARNING'],
    ['fatal', 'ERROR'],
  ])('reads the level %s as %s', (said, level) => {
    expect(translated(anOtlpSpan({ 'langfuse.observation.level': said })).fields['level']).toBe(level);
  });

  it.each([
    [
      ['b', 'a'],
      ['a', 'b'],
    ],
    ['["x"]', ['x']],
    ['b, a', ['a', 'b']],
    ['one', ['one']],
  ])('reads tags from %j', (sent, tags) => {
    expect(translated(anOtlpSpan({ 'langfuse.tags': sent })).traceFields['tags']).toEqual(tags);
  });

  it('links a prompt to a generation only', () => {
    const prompt = { 'langfuse.observation.prompt.name': 'greet', 'langfuse.observation.prompt.version': 3 };
    const generation = translated(anOtlpSpan({ ...prompt, 'langfuse.observation.type': 'generation' }));
    expect(generation.fields).toMatchObject({ promptName: 'greet', promptVersion: 3 });
    const tool = translated(anOtlpSpan({ ...prompt, 'langfuse.observation.type': 'tool' }));
    expect(tool.fields).toMatchObject({ metadata: { attributes: prompt } });
    expect(tool.fields).not.toHaveProperty('promptName');
  });

  it.each(['"\\"2026-11-22T13:09:02.6Z\\""', '"2026-11-22T13:09:02.6Z"', '2026-11-22T13:09:02.6Z'])(
    'reads the time of the first token from %s',
    (sent) => {
      const { fields } = translated(anOtlpSpan({ 'langfuse.observation.completion_start_time': sent }));
      expect(fields['completionStartTime']).toBe('2026-11-22T13:09:02.600000Z');
    },
  );

  it('ignores a first token before the span, and takes one of the millisecond in which it began for its start', () => {
    const key = 'langfuse.observation.completion_start_time';
    const before = translated(anOtlpSpan({ [key]: '2026-11-22T13:09:02.574Z' })).fields;
    expect(before).not.toHaveProperty('completionStartTime');
    expect(before).toMatchObject({ metadata: { attributes: { [key]: '2026-11-22T13:09:02.574Z' } } });
    const cut = anOtlpSpan({ [key]: '2026-11-22T13:09:02.575Z' }, { startNanos: 1_795_352_942_575_400_000n });
    expect(translated(cut).fields['completionStartTime']).toBe('2026-11-22T13:09:02.575400Z');
  });

  it('adds what other conventions say of metadata, and keeps what it overrules', () => {
    const { fields } = translated(
      anOtlpSpan({
        'langfuse.observation.metadata.plan': 'pro',
        'langfuse.metadata': '{"plan":"free","region":"eu"}',
        'ai.telemetry.metadata.plan': 'pro',
        'ai.telemetry.metadata.seat': 4,
        'traceloop.association.properties.seat': 5,
        'traceloop.association.properties.team': 'a',
        'openinference.span.kind': 'CHAIN',
        metadata: '{"cohort":7}',
      }),
    );
    expect(fields['metadata']).toEqual({
      plan: 'pro',
      region: 'eu',
      seat: 4,
      team: 'a',
      cohort: 7,
      attributes: {
        'langfuse.metadata': '{"plan":"free","region":"eu"}',
        'traceloop.association.properties.seat': 5,
        'openinference.span.kind': 'CHAIN',
      },
      kind: 'INTERNAL',
      scope: { name: 'tests', version: '1.0' },
    });
  });

  it.each(['langfuse.trace.metadata', 'langfuse.observation.metadata', 'langfuse.metadata'])(
    'reads of an object in %s whose the trace is',
    (key) => {
      const said = { langfuse_user_id: 'bob', langfuse_session_id: 's1', langfuse_tags: ['a'] };
      for (const sent of [said, JSON.stringify(said)]) {
        const { fields, traceFields } = translated(anOtlpSpan({ [key]: sent }));
        expect(traceFields).toMatchObject({ userId: 'bob', sessionId: 's1', tags: ['a'] });
        expect(traceFields).not.toHaveProperty('metadata');
        expect(Object.keys(fields['metadata'] as object).sort()).toEqual(['kind', 'scope']);
      }
      const overruled = translated(anOtlpSpan({ [key]: JSON.stringify(said), 'user.id': 'alice' }));
      expect(overruled.traceFields).toMatchObject({ userId: 'alice', sessionId: 's1' });
      expect(JSON.stringify([overruled.fields, overruled.traceFields])).toContain('bob');
    },
  );

  it('drops a tag that is too long, and no other', () => {
    const tags = ['a', 'x'.repeat(201), 'b'];
    const { fields, traceFields } = translated(anOtlpSpan({ 'langfuse.trace.tags': tags }));
    expect(traceFields['tags']).toEqual(['a', 'b']);
    expect(fields).toMatchObject({ metadata: { attributes: { 'langfuse.trace.tags': tags } } });
  });

  it('takes a span of the first SDKs for Python for the generation that it is', () => {
    const attributes = { 'langfuse.observation.type': 'span', 'langfuse.observation.model.name': 'gpt-4o' };
    const resource = { attributes: attributesOf({ 'telemetry.sdk.language': 'python' }) };
    const typeOf = (version: string) =>
      translated(
        anOtlpSpan(attributes, { resource, scope: { name: 'langfuse-sdk', version, attributes: new Map() } }),
      ).fields['type'];
    expect(['3.2.1', '3.3.0', '3.3.1', '4.0.0'].map(typeOf)).toEqual([
      'GENERATION',
      'GENERATION',
      'SPAN',
      'SPAN',
    ]);
  });

  it('keeps what is said of an experiment in the metadata, each under its name', () => {
    const experiment: Readonly<Record<string, Sent>> = {
      'langfuse.experiment.id': 'e1',
      'langfuse.experiment.name': 'capitals',
      'langfuse.experiment.metadata': '{"run":12345678901234567890}',
      'langfuse.experiment.dataset.id': 'd1',
      'langfuse.experiment.item.id': 'i1',
      'langfuse.experiment.item.expected_output': '"Paris"',
      'langfuse.experiment.item.root_observation_id': '804acf0a6626c2fb',
    };
    for (const scope of ['langfuse-sdk', 'anything']) {
      const span = anOtlpSpan(experiment, { scope: { name: scope, version: '4', attributes: new Map() } });
      expect(translated(span).fields['metadata']).toMatchObject({ attributes: experiment });
    }
  });

  it.each([
    ['usage', '{"input":"7","output":2,"cache":null}', { input: 7, output: 2, total: 9 }],
    [
      'usage',
      '{"prompt_tokens":9,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":4}}',
      { input: 5, input_cached_tokens: 4, output: 2, total: 11 },
    ],
    ['cost', '{"input":"0.1","output":0.2}', { input: 0.1, output: 0.2, total: 0.3 }],
    ['cost', '{"total":"0.01"}', { total: 0.01 }],
  ])('takes the %s %s, of which everything counts', (kind, said, details) => {
    const { fields } = translated(anOtlpSpan({ [`langfuse.observation.${kind}_details`]: said }));
    expect(fields[`${kind}Details`]).toEqual(details);
    expect(fields['metadata']).not.toHaveProperty('attributes');
  });

  it.each([
    ['{"input":1,"output":-1}', { input: 1, total: 1 }],
    ['{"input":1,"promptTokens":2}', { input: 2, total: 2 }],
    ['{"input":1,"service_tier":"flex"}', { input: 1, total: 1 }],
    ['{"input_tokens":3,"cache_read_input_tokens":4}', { input: 3, input_cached_tokens: 4, total: 7 }],
  ])('keeps the usage %s as it was sent, beside the counts that it comes to', (said, details) => {
    const { fields, observation } = translated(anOtlpSpan({ 'langfuse.observation.usage_details': said }));
    expect(fields).toMatchObject({ usageDetails: details });
    expect(observation.state.fields.usageSent).toBe(said);
    expect(fields['metadata']).not.toHaveProperty('attributes');
  });

  it.each([
    ['usage', '{"input":1.5,"x":{"y":1}}', undefined],
    ['cost', '{"input":0.5,"note":"about"}', { input: 0.5, total: 0.5 }],
    ['cost', '{"total":-1}', undefined],
  ])('keeps the %s %s, of which not everything counts', (kind, said, details) => {
    const attributes = { [`langfuse.observation.${kind}_details`]: said };
    const { fields } = translated(anOtlpSpan(attributes));
    expect(fields[`${kind}Details`]).toEqual(details);
    expect(fields['metadata']).toMatchObject({ attributes });
  });
});
