import { LangfuseSpanProcessor } from '@langfuse/otel';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { tracing } from '@opentelemetry/sdk-node';
import {
  embed,
  embedMany,
  generateObject,
  generateText,
  jsonSchema,
  stepCountIs,
  streamText,
  tool,
} from 'ai';
import { MockEmbeddingModelV3, MockLanguageModelV3, simulateReadableStream } from 'ai/test';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';
import { storedTrace, type Json, type TraceAnswer } from '../support/stored-trace.js';
import { TracingSdk } from '../support/tracing-sdk.js';

const USAGE = {
  inputTokens: { total: 100, noCache: 60, cacheRead: 30, cacheWrite: 10 },
  outputTokens: { total: 50, text: 30, reasoning: 20 },
};
/** The same in buckets that do not overlap. */
const BUCKETS = {
  input: 60,
  input_cached_tokens: 30,
  input_cache_creation: 10,
  output: 30,
  output_reasoning_tokens: 20,
  total: 150,
};
const PRICED_MODEL = 'claude-sonnet-4-5-20250929';
/** (60 × 3 + 30 × 0.3 + 10 × 3.75 + 50 × 15) / 1,000,000: what was thought costs what is put out. */
const COST = 0.0009765;
const STOP = { unified: 'stop', raw: 'end_turn' } as const;

/** The AI SDK of Vercel with its own telemetry and models that say what they are told. */
describe('the AI SDK of Vercel', () => {
  let bed: ClientBed;
  let complaints: Complaints;

  beforeAll(async () => {
    bed = await ClientBed.start();
  });

  beforeEach(() => {
    complaints = Complaints.onConsole();
  });

  afterEach(() => {
    jest.restoreAllMocks();
    expect(complaints.said).toEqual([]);
    expect([bed.proxy.retries, bed.proxy.failures]).toEqual([[], []]);
    bed.proxy.clear();
  });

  afterAll(() => bed.stop());

  const EXPORTS: Record<string, () => tracing.SpanProcessor> = {
    'an exporter of OpenTelemetry': () =>
      new tracing.BatchSpanProcessor(
        new OTLPTraceExporter({
          url: `${bed.proxy.url}/v1/traces`,
          headers: { authorization: bed.authorization },
        }),
      ),
    'the processor of Langfuse': () => new LangfuseSpanProcessor(bed.credentials),
  };

  async function traced(
    work: () => Promise<unknown>,
    processor = EXPORTS['an exporter of OpenTelemetry'],
  ): Promise<TraceAnswer> {
    if (processor === undefined) throw new Error('No such export');
    const sdk = TracingSdk.start(processor());
    try {
      await work();
    } finally {
      await sdk.end();
    }
    return storedTrace(bed.server, sdk.spans[0]?.spanContext().traceId ?? '');
  }

  const telemetry = (functionId: string): object => ({
    isEnabled: true,
    functionId,
    metadata: { userId: 'u-9', sessionId: 's-9', tags: ['x', 'y'], plan: 'pro', seats: 3 },
  });

  const named = (trace: TraceAnswer, name: string): Json => {
    const found = trace.observations.filter((observation) => observation.name === name);
    if (found.length !== 1) throw new Error(JSON.stringify(trace.observations.map((one) => one.name)));
    return found[0] ?? {};
  };

  it.each(Object.keys(EXPORTS))(
    'is understood through %s: steps, tools, tokens and whose it is',
    async (name) => {
      const model = new MockLanguageModelV3({
        provider: 'mock.chat',
        modelId: 'mock-large',
        doGenerate: [
          {
            content: [
              { type: 'text', text: 'Let me see.' },
              { type: 'tool-call', toolCallId: 'call-1', toolName: 'weather', input: '{"city":"Ulm"}' },
            ],
            finishReason: { unified: 'tool-calls', raw: 'tool_use' },
            usage: USAGE,
            warnings: [],
          },
          {
            content: [{ type: 'text', text: 'It rains.' }],
            finishReason: STOP,
            usage: USAGE,
            warnings: [],
            response: { id: 'r-1', modelId: PRICED_MODEL, timestamp: new Date(0) },
          },
        ],
      });
      const weather = tool({
        inputSchema: jsonSchema<{ city: string }>({
          type: 'object',
          properties: { city: { type: 'string' } },
        }),
        execute: ({ city }) => ({ city, sky: ['grey'], degrees: 7.5 }),
      });
      const trace = await traced(
        () =>
          generateText({
            model,
            system: 'Be brief.',
            prompt: 'How is it in Ulm?',
            tools: { weather },
            stopWhen: stepCountIs(3),
            temperature: 0.3,
            maxOutputTokens: 200,
            experimental_telemetry: telemetry('forecast'),
          }),
        EXPORTS[name],
      );
      expect(trace).toMatchObject({ userId: 'u-9', sessionId: 's-9', tags: ['x', 'y'] });
      const root = named(trace, 'forecast:ai.generateText');
      expect(trace).toMatchObject({ name: root.name, input: root.input, output: 'It rains.' });
      expect(root).toMatchObject({
        type: 'SPAN',
        parentObservationId: null,
        input: { system: 'Be brief.', prompt: 'How is it in Ulm?' },
        output: 'It rains.',
        model: null,
        usageDetails: {},
        metadata: { plan: 'pro', seats: 3 },
      });
      const steps = trace.observations.filter((one) => one.name === 'forecast:ai.generateText.doGenerate');
      expect(steps).toMatchObject([
        {
          type: 'GENERATION',
          parentObservationId: root.id,
          model: 'mock-large',
          modelParameters: {
            temperature: 0.3,
            max_tokens: 200,
            finishReason: 'tool-calls',
            toolChoice: { type: 'auto' },
          },
          usageDetails: BUCKETS,
          input: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: [{ type: 'text', text: 'How is it in Ulm?' }] },
          ],
        },
        {
          type: 'GENERATION',
          model: PRICED_MODEL,
          modelParameters: { finishReason: 'stop' },
          usageDetails: BUCKETS,
          calculatedTotalCost: COST,
          output: 'It rains.',
        },
      ]);
      expect(JSON.stringify(steps[0]?.output)).toMatch(/Let me see.*call-1/);
      expect((steps[1]?.input as unknown[]).slice(2)).toMatchObject([
        { role: 'assistant' },
        { role: 'tool' },
      ]);
      expect(named(trace, 'weather')).toMatchObject({
        type: 'TOOL',
        parentObservationId: root.id,
        input: { city: 'Ulm' },
        output: { city: 'Ulm', sky: ['grey'], degrees: 7.5 },
      });
      expect(trace.observations).toHaveLength(4);
    },
  );

  it('streams: the first chunk is when the completion begins', async () => {
    const model = new MockLanguageModelV3({
      modelId: 'mock-stream',
      doStream: () =>
        Promise.resolve({
          stream: simulateReadableStream({
            initialDelayInMs: 5,
            chunkDelayInMs: 5,
            chunks: [
              { type: 'stream-start' as const, warnings: [] },
              { type: 'text-start' as const, id: '1' },
              { type: 'text-delta' as const, id: '1', delta: 'Hel' },
              { type: 'text-delta' as const, id: '1', delta: 'lo' },
              { type: 'text-end' as const, id: '1' },
              { type: 'finish' as const, finishReason: STOP, usage: USAGE },
            ],
          }),
        }),
    });
    const messages = [{ role: 'user' as const, content: 'Greet me' }];
    const trace = await traced(() =>
      Promise.resolve(
        streamText({
          model,
          messages,
          topP: 0.5,
          experimental_telemetry: telemetry('greet'),
        }).consumeStream(),
      ),
    );
    const step = named(trace, 'greet:ai.streamText.doStream');
    expect(step).toMatchObject({
      type: 'GENERATION',
      model: 'mock-stream',
      modelParameters: { top_p: 0.5, finishReason: 'stop' },
      usageDetails: BUCKETS,
      input: [{ role: 'user', content: [{ type: 'text', text: 'Greet me' }] }],
      output: 'Hello',
    });
    const [start, first, end] = [step.startTime, step.completionStartTime, step.endTime].map(String);
    expect([start, first, end]).toEqual([start, first, end].sort());
    expect(first).not.toBe(start);
    const root = named(trace, 'greet:ai.streamText');
    expect(root).toMatchObject({ type: 'SPAN', usageDetails: {}, output: 'Hello', input: { messages } });
  });

  it('makes objects and embeddings', async () => {
    const object = { title: 'A', parts: [1, 2] };
    const writer = new MockLanguageModelV3({
      modelId: 'mock-object',
      doGenerate: {
        content: [{ type: 'text', text: JSON.stringify(object) }],
        finishReason: STOP,
        usage: USAGE,
        warnings: [],
      },
    });
    const schema = jsonSchema<typeof object>({ type: 'object', properties: { title: { type: 'string' } } });
    const made = await traced(() =>
      generateObject({
        model: writer,
        schema,
        prompt: 'Outline',
        experimental_telemetry: telemetry('outline'),
      }),
    );
    expect(named(made, 'outline:ai.generateObject')).toMatchObject({ type: 'SPAN', output: object });
    expect(named(made, 'outline:ai.generateObject.doGenerate')).toMatchObject({
      type: 'GENERATION',
      model: 'mock-object',
      output: object,
      // More it does not say here.
      usageDetails: { input: 100, output: 50, total: 150 },
    });

    const embedder = new MockEmbeddingModelV3({
      modelId: 'mock-embed',
      maxEmbeddingsPerCall: 2,
      doEmbed: ({ values }) =>
        Promise.resolve({
          embeddings: values.map((_, index) => [0.25, index]),
          usage: { tokens: 4 * values.length },
          warnings: [],
        }),
    });
    const one = await traced(() =>
      embed({ model: embedder, value: 'sunny', experimental_telemetry: telemetry('index') }),
    );
    expect(named(one, 'index:ai.embed')).toMatchObject({ type: 'SPAN', input: 'sunny', usageDetails: {} });
    expect(named(one, 'index:ai.embed.doEmbed')).toMatchObject({
      type: 'EMBEDDING',
      model: 'mock-embed',
      input: ['sunny'],
      output: [[0.25, 0]],
      usageDetails: { input: 4 },
    });
    const many = await traced(() =>
      embedMany({ model: embedder, values: ['a', 'b'], experimental_telemetry: telemetry('index') }),
    );
    expect(named(many, 'index:ai.embedMany.doEmbed')).toMatchObject({
      type: 'EMBEDDING',
      input: ['a', 'b'],
      output: [
        [0.25, 0],
        [0.25, 1],
      ],
      usageDetails: { input: 8 },
    });
  });
});
