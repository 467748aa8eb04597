import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LangfuseClient } from '@langfuse/client';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import {
  observe,
  propagateAttributes,
  setActiveTraceAsPublic,
  setActiveTraceIO,
  startActiveObservation,
  startObservation,
  updateActiveObservation,
} from '@langfuse/tracing';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';
import { TracingSdk } from '../support/tracing-sdk.js';

const TYPES = [
  'span',
  'agent',
  'tool',
  'chain',
  'retriever',
  'evaluator',
  'guardrail',
  'embedding',
  'generation',
] as const;

const at = (ms: number): Date => new Date(Date.UTC(2026, 2, 3, 9, 0, 0, ms));

/** `@langfuse/tracing` and `@langfuse/otel` 5, read back by `@langfuse/client` 5. */
describe('the SDK of the second generation for traces', () => {
  let bed: ClientBed;
  let directory: string;
  let sdk: TracingSdk;
  let processor: LangfuseSpanProcessor;
  let langfuse: LangfuseClient;
  let complaints: Complaints;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xtrace-media-'));
    bed = await ClientBed.start({ XTRACE_DATA_DIR: directory });
    processor = new LangfuseSpanProcessor({
      ...bed.credentials,
      environment: 'staging',
      release: 'r-7',
      mask: ({ data }: { data: unknown }) =>
        typeof data === 'string' ? data.replaceAll(/card-\d+/g, 'card-***') : data,
    });
    sdk = TracingSdk.start(processor);
    langfuse = new LangfuseClient(bed.credentials);
  });

  beforeEach(() => {
    bed.proxy.clear();
    complaints = Complaints.onConsole();
  });

  afterEach(() => {
    jest.restoreAllMocks();
    expect(complaints.said).toEqual([]);
    expect([bed.proxy.retries, bed.proxy.failures]).toEqual([[], []]);
  });

  afterAll(async () => {
    await langfuse.shutdown();
    await sdk.end();
    await bed.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function stored(traceId: string): Promise<Awaited<ReturnType<typeof langfuse.api.trace.get>>> {
    await processor.forceFlush();
    return langfuse.api.trace.get(traceId);
  }

  it('stores observations of all types as they were, beneath one another', async () => {
    const root = startObservation('root', { input: 'in' }, { startTime: at(0) });
    const children = TYPES.map((asType, index) => {
      const child = startObservation(
        `a ${asType}`,
        {
          input: { asked: [index, 'ü', null, true] },
          output: [{ role: 'assistant', content: 'yes' }],
          metadata: { n: index, nested: { deep: ['x', 1.5] }, text: 't', digits: '007' },
          level: 'WARNING',
          statusMessage: `about ${asType}`,
          version: `v-${index}`,
        },
        // The type of the overloads knows single types only.
        {
          asType: asType as 'span',
          startTime: at(index + 1),
          parentSpanContext: root.otelSpan.spanContext(),
        },
      );
      child.end(at(index + 100));
      return child;
    });
    const event = root.startObservation('an event', { input: 'now' }, { asType: 'event' });
    root.update({ output: '42', level: 'DEBUG' });
    root.end(at(2000));

    const { observations, ...whole } = await stored(root.traceId);
    expect(whole).toMatchObject({
      id: root.traceId,
      name: 'root',
      timestamp: at(0).toISOString(),
      input: 'in',
      output: 42,
      environment: 'staging',
      release: 'r-7',
    });
    expect(observations).toHaveLength(TYPES.length + 2);
    const byId = new Map(observations.map((observation) => [observation.id, observation]));
    expect(byId.get(root.id)).toMatchObject({
      type: 'SPAN',
      parentObservationId: null,
      level: 'DEBUG',
      startTime: at(0).toISOString(),
      endTime: at(2000).toISOString(),
    });
    expect(byId.get(event.id)).toMatchObject({
      type: 'EVENT',
      name: 'an event',
      input: 'now',
      parentObservationId: root.id,
    });
    for (const [index, asType] of TYPES.entries()) {
      const id = children[index]?.id ?? '';
      expect(byId.get(id)).toMatchObject({
        type: asType.toUpperCase(),
        name: `a ${asType}`,
        parentObservationId: root.id,
        startTime: at(index + 1).toISOString(),
        endTime: at(index + 100).toISOString(),
        input: { asked: [index, 'ü', null, true] },
        output: [{ role: 'assistant', content: 'yes' }],
        level: 'WARNING',
        statusMessage: `about ${asType}`,
        version: `v-${index}`,
      });
      const metadata = byId.get(id)?.metadata as Record<string, unknown>;
      expect(metadata).toMatchObject({
        n: index,
        nested: { deep: ['x', 1.5] },
        text: 't',
        digits: '007',
        scope: { name: 'langfuse-sdk' },
      });
      // Everything has its place.
      expect(metadata).not.toHaveProperty('attributes');
    }
  });

  it('stores generations with their model, parameters, usage, cost, prompt and first token', async () => {
    const generation = startObservation(
      'llm',
      {
        model: 'gpt-4o',
        modelParameters: { temperature: 0.2, max_tokens: 100, stop: 'END' },
        input: [{ role: 'user', content: 'What is 6 × 7?' }],
        output: { role: 'assistant', content: '42' },
        usageDetails: { input: 10, output: 5, cache_read_input_tokens: 3, total: 18 },
        costDetails: { input: 0.001, output: 0.002, total: 0.003 },
        completionStartTime: at(250),
        prompt: { name: 'sums', version: 3, isFallback: false },
      },
      { asType: 'generation', startTime: at(0) },
    );
    generation.end(at(1000));
    const openai = startObservation(
      'wrapped',
      {
        model: 'gpt-4o',
        usageDetails: {
          prompt_tokens: 10,
          completion_tokens: 7,
          total_tokens: 17,
          prompt_tokens_details: { cached_tokens: 4 },
          completion_tokens_details: { reasoning_tokens: 2 },
        } as unknown as Record<string, number>,
      },
      { asType: 'generation' },
    );
    openai.end();

    expect((await stored(generation.traceId)).observations).toMatchObject([
      {
        type: 'GENERATION',
        model: 'gpt-4o',
        modelParameters: { temperature: 0.2, max_tokens: 100, stop: 'END' },
        input: [{ role: 'user', content: 'What is 6 × 7?' }],
        output: { role: 'assistant', content: '42' },
        usageDetails: { input: 10, output: 5, cache_read_input_tokens: 3, total: 18 },
        costDetails: { input: 0.001, output: 0.002, total: 0.003 },
        calculatedTotalCost: 0.003,
        completionStartTime: at(250).toISOString(),
        timeToFirstToken: 0.25,
        latency: 1,
        promptName: 'sums',
        promptVersion: 3,
      },
    ]);
    expect((await stored(openai.traceId)).observations).toMatchObject([
      {
        usageDetails: {
          input: 6,
          input_cached_tokens: 4,
          output: 5,
          output_reasoning_tokens: 2,
          total: 17,
        },
      },
    ]);
  });

  it('gives a trace what is propagated, whoever says it, and its scores', async () => {
    const answer = observe(
      (question: string) => {
        updateActiveObservation({ model: 'gpt-4o-mini' }, { asType: 'generation' });
        langfuse.score.activeObservation({ name: 'tone', value: 'warm', id: 'score-observation' });
        return { question, answer: 'because' };
      },
      { name: 'answer', asType: 'generation' },
    );
    const ids = await startActiveObservation('request', async (root) => {
      await propagateAttributes(
        {
          userId: 'u-1',
          sessionId: 's-1',
          tags: ['beta', 'a,b'],
          metadata: { tenant: 'acme' },
          version: '2.0',
          traceName: 'chat',
        },
        () => {
          answer('why?');
          setActiveTraceIO({ input: { q: 'why?' }, output: ['because'] });
          setActiveTraceAsPublic();
          langfuse.score.activeTrace({ name: 'helpful', value: 0.75, comment: 'ok', id: 'score-trace' });
          return Promise.resolve();
        },
      );
      langfuse.score.observation(root, { name: 'safe', value: 1, dataType: 'BOOLEAN', id: 'score-root' });
      return { traceId: root.traceId, root: root.id };
    });
    await langfuse.flush();

    const whole = await stored(ids.traceId);
    expect(whole).toMatchObject({
      name: 'chat',
      userId: 'u-1',
      sessionId: 's-1',
      tags: ['a,b', 'beta'],
      metadata: { tenant: 'acme' },
      version: '2.0',
      input: { q: 'why?' },
      output: ['because'],
      public: true,
    });
    const inner = whole.observations.find(({ name }) => name === 'answer');
    expect(inner).toMatchObject({
      type: 'GENERATION',
      parentObservationId: ids.root,
      model: 'gpt-4o-mini',
      input: 'why?',
      output: { question: 'why?', answer: 'because' },
    });
    const scores = whole.scores.map(({ id, observationId, name, ...score }) => ({
      id,
      observationId,
      name,
      value: 'value' in score ? score.value : undefined,
    }));
    expect(scores.sort((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      { id: 'score-observation', observationId: inner?.id, name: 'tone' },
      { id: 'score-root', observationId: ids.root, name: 'safe', value: 1 },
      { id: 'score-trace', observationId: null, name: 'helpful', value: 0.75 },
    ]);
    expect((await langfuse.api.sessions.get('s-1')).traces.map(({ id }) => id)).toEqual([ids.traceId]);
    expect((await langfuse.api.trace.list({ userId: 'u-1', tags: ['beta'] })).data).toHaveLength(1);
  });

  it('masks what is secret, uploads media and says what has failed', async () => {
    const bytes = Buffer.from('not really a picture');
    const uri = `data:image/png;base64,${bytes.toString('base64')}`;
    let traceId = '';
    const call = (): unknown =>
      startActiveObservation(
        'fails',
        (span) => {
          ({ traceId } = span);
          span.update({ input: { said: 'pay with card-1234', picture: uri }, output: 'card-7' });
          throw new RangeError('no money');
        },
        { asType: 'tool' },
      );
    expect(call).toThrow('no money');

    const [observation] = (await stored(traceId)).observations;
    expect(observation).toMatchObject({
      type: 'TOOL',
      level: 'ERROR',
      statusMessage: 'no money',
      output: 'card-***',
    });
    const input = observation?.input as { said: string; picture: string };
    expect(input.said).toBe('pay with card-***');
    expect(input.picture).toMatch(/^@@@langfuseMedia:type=image\/png\|id=.+\|source=.+@@@$/);
    expect(await langfuse.media.resolveReferences({ obj: input, resolveWith: 'base64DataUri' })).toEqual({
      said: 'pay with card-***',
      picture: uri,
    });
  });
});
