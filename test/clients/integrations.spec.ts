import { FakeListChatModel } from '@langchain/core/utils/testing';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { DynamicTool } from '@langchain/core/tools';
import { observeOpenAI as observeTracedOpenAI } from '@langfuse/openai';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { startActiveObservation } from '@langfuse/tracing';
import { Langfuse, LangfuseWeb, observeOpenAI } from 'langfuse';
import { CallbackHandler } from 'langfuse-langchain';
import OpenAI from 'openai';
import { ClientBed } from '../support/client-bed.js';
import { Complaints } from '../support/complaints.js';
import { ANSWER, FakeOpenAI, fetchWithOwnObjects, PRICED } from '../support/fake-openai.js';
import { TracingSdk } from '../support/tracing-sdk.js';

type Trace = Awaited<ReturnType<Langfuse['fetchTrace']>>['data'];

/** What stands on top of `langfuse` 3: the wrapper of OpenAI's SDK, the callbacks of LangChain, and the SDK for browsers. */
describe('the integrations', () => {
  let bed: ClientBed;
  let openai: FakeOpenAI;
  let langfuse: Langfuse;
  let complaints: Complaints;

  beforeAll(async () => {
    [bed, openai] = await Promise.all([ClientBed.start(), FakeOpenAI.start()]);
  });

  beforeEach(() => {
    bed.proxy.clear();
    complaints = Complaints.onConsole();
    langfuse = new Langfuse(bed.credentials);
    complaints.listenTo(langfuse);
  });

  afterEach(async () => {
    await langfuse.shutdownAsync();
    jest.restoreAllMocks();
    expect(complaints.said).toEqual([]);
    expect([bed.proxy.retries, bed.proxy.failures]).toEqual([[], []]);
  });

  afterAll(() => Promise.all([bed.stop(), openai.stop()]));

  const onlyTrace = async (userId: string): Promise<Trace> => {
    const { data } = await langfuse.fetchTraces({ userId });
    expect(data).toHaveLength(1);
    return (await langfuse.fetchTrace(String(data[0]?.id))).data;
  };
  const messages = [{ role: 'user' as const, content: 'How is Paris?' }];

  describe('of OpenAI', () => {
    const generation = {
      type: 'GENERATION',
      model: 'gpt-4o-mini-2024-07-18',
      input: { messages },
      level: 'DEFAULT',
      ...PRICED,
    };
    const wrapped = (userId: string): ReturnType<typeof observeOpenAI<OpenAI>> => {
      const sdk = new OpenAI({
        apiKey: 'sk-fake',
        baseURL: openai.baseUrl,
        maxRetries: 0,
        fetch: fetchWithOwnObjects,
      });
      return observeOpenAI(sdk, {
        traceName: 'wrapped',
        userId,
        sessionId: 'of-openai',
        tags: ['openai'],
        metadata: { from: 'wrapper' },
        clientInitParams: bed.credentials,
      });
    };

    it('keeps a whole answer', async () => {
      const client = wrapped('whole');
      const answer = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, temperature: 0 });
      expect(answer.choices[0]?.message.content).toBe(ANSWER);
      await client.flushAsync();

      const trace = await onlyTrace('whole');
      const output = { role: 'assistant', content: ANSWER, refusal: null };
      expect(trace).toMatchObject({
        name: 'wrapped',
        sessionId: 'of-openai',
        tags: ['openai'],
        metadata: { from: 'wrapper' },
        input: { messages },
        output,
      });
      expect(trace.observations).toMatchObject([
        { ...generation, output, modelParameters: { temperature: 0 }, metadata: { from: 'wrapper' } },
      ]);
      // The wrapper sends its own settings along.
      expect(JSON.stringify(trace)).not.toContain(bed.credentials.secretKey);
    });

    it('keeps an answer that was streamed, and when it began', async () => {
      const client = wrapped('streamed');
      const stream = await client.chat.completions.create({
        model: 'gpt-4o-mini',
        messages,
        stream: true,
        stream_options: { include_usage: true },
      });
      let read = '';
      for await (const chunk of stream) read += chunk.choices[0]?.delta.content ?? '';
      expect(read).toBe(ANSWER);
      await client.flushAsync();

      const trace = await onlyTrace('streamed');
      expect(trace).toMatchObject({ input: { messages }, output: ANSWER });
      expect(trace.observations).toMatchObject([{ ...generation, model: 'gpt-4o-mini', output: ANSWER }]);
      expect(trace.observations[0]?.timeToFirstToken).toBeGreaterThanOrEqual(0);
      expect(trace.observations[0]?.completionStartTime).not.toBeNull();
    });

    it('keeps what went wrong', async () => {
      const client = wrapped('failed');
      const call = client.chat.completions.create({ model: 'no-such-model', messages });
      await expect(call).rejects.toThrow('There is no no-such-model');
      await client.flushAsync();
      expect((await onlyTrace('failed')).observations).toMatchObject([
        {
          level: 'ERROR',
          statusMessage: expect.stringContaining('There is no no-such-model') as string,
          costDetails: { input: 0, output: 0, total: 0 },
        },
      ]);
    });
  });

  describe('of LangChain', () => {
    it('keeps a chain with its prompt, its model and its tool', async () => {
      const handler = new CallbackHandler({
        ...bed.credentials,
        userId: 'chained',
        sessionId: 'of-langchain',
        tags: ['langchain'],
        metadata: { from: 'handler' },
      });
      complaints.listenTo(handler.langfuse);
      const weather = new DynamicTool({
        name: 'weather',
        description: 'The weather of a city',
        func: (city) => Promise.resolve(`${city}: rain`),
      });
      const chain = ChatPromptTemplate.fromMessages([['human', 'Name a city of {country}']])
        .pipe(new FakeListChatModel({ responses: ['Paris'] }))
        .pipe(new StringOutputParser())
        .pipe(weather);
      const answer = await chain.invoke({ country: 'France' }, { callbacks: [handler], runName: 'travel' });
      expect(answer).toBe('Paris: rain');
      await handler.flushAsync();

      const trace = await onlyTrace('chained');
      expect(trace).toMatchObject({
        sessionId: 'of-langchain',
        tags: ['langchain'],
        metadata: { from: 'handler' },
        input: { country: 'France' },
        output: 'Paris: rain',
      });
      const root = trace.observations.find(({ name }) => name === 'travel');
      const step = { parentObservationId: root?.id, level: 'DEFAULT', endTime: expect.any(String) as string };
      expect(trace.observations).toHaveLength(5);
      expect(trace.observations).toEqual(
        expect.arrayContaining(
          [
            { type: 'SPAN', name: 'travel', input: { country: 'France' }, output: 'Paris: rain' },
            { ...step, type: 'SPAN', name: 'ChatPromptTemplate' },
            {
              ...step,
              type: 'GENERATION',
              name: 'FakeListChatModel',
              input: [{ role: 'user', content: 'Name a city of France' }],
              output: { role: 'assistant', content: 'Paris' },
            },
            { ...step, type: 'SPAN', name: 'StrOutputParser', input: 'Paris', output: 'Paris' },
            { ...step, type: 'SPAN', name: 'weather', output: 'Paris: rain' },
          ].map((each) => expect.objectContaining(each) as object),
        ),
      );
    });

    it('keeps what went wrong', async () => {
      const handler = new CallbackHandler({ ...bed.credentials, userId: 'chained-badly' });
      complaints.listenTo(handler.langfuse);
      const chain = ChatPromptTemplate.fromMessages([['human', '{question}']]).pipe(() => {
        throw new Error('No model is at home');
      });
      const call = chain.invoke({ question: 'Why?' }, { callbacks: [handler] });
      await expect(call).rejects.toThrow('No model is at home');
      await handler.flushAsync();
      const { observations } = await onlyTrace('chained-badly');
      const failed = { level: 'ERROR', statusMessage: 'Error: No model is at home' };
      expect(observations.filter(({ level }) => level === 'ERROR')).toMatchObject([failed, failed]);
    });
  });

  it('of OpenAI, second generation, keeps what it costs and when it began, whole and streamed', async () => {
    const tracing = TracingSdk.start(new LangfuseSpanProcessor(bed.credentials));
    const sdk = new OpenAI({ apiKey: 'sk-fake', baseURL: openai.baseUrl, fetch: fetchWithOwnObjects });
    const client = observeTracedOpenAI(sdk, { generationName: 'chat' });
    const chat = { model: 'gpt-4o-mini', messages };
    const traceId = await startActiveObservation('asks', async (root) => {
      await client.chat.completions.create(chat);
      const options = { stream: true, stream_options: { include_usage: true } } as const;
      let read = '';
      for await (const chunk of await client.chat.completions.create({ ...chat, ...options }))
        read += chunk.choices[0]?.delta.content ?? '';
      expect(read).toBe(ANSWER);
      return root.traceId;
    });
    await tracing.end();
    const { data: trace } = await langfuse.fetchTrace(traceId);
    const [, whole, streamed] = trace.observations;
    expect(whole).toMatchObject({ type: 'GENERATION', model: 'gpt-4o-mini-2024-07-18', ...PRICED });
    expect(streamed).toMatchObject({ type: 'GENERATION', output: ANSWER, ...PRICED });
    expect(trace.totalCost).toBe(0.0000081);
    const seconds = streamed?.timeToFirstToken ?? NaN;
    expect(seconds).toBeGreaterThanOrEqual(0);

    const query = JSON.stringify({
      view: 'observations',
      dimensions: [{ field: 'name' }],
      metrics: [
        { measure: 'totalCost', aggregation: 'sum' },
        { measure: 'timeToFirstToken', aggregation: 'p99' },
      ],
      filters: [{ column: 'traceId', operator: '=', value: traceId, type: 'string' }],
      fromTimestamp: new Date(Date.now() - 3_600_000).toISOString(),
      toTimestamp: new Date(Date.now() + 3_600_000).toISOString(),
      orderBy: [{ field: 'sum_totalCost', direction: 'desc' }],
    });
    const { data } = await langfuse.api.metricsMetrics({ query });
    expect(data[0]).toMatchObject({ name: 'chat', sum_totalCost: 0.0000081 });
    // Seconds there, rounded to milliseconds, and milliseconds here.
    expect(Math.abs(Number(data[0]?.p99_timeToFirstToken) - seconds * 1000)).toBeLessThan(1);
  });

  it('of browsers, which have no secret, may write scores and nothing else', async () => {
    const trace = langfuse.trace({ name: 'rated' });
    await langfuse.flushAsync();
    const { baseUrl, publicKey } = bed.credentials;
    const web = new LangfuseWeb({ baseUrl, publicKey, environment: 'browser' });
    complaints.listenTo(web);
    await web.score({ traceId: trace.id, name: 'thumb', value: 1, dataType: 'BOOLEAN', comment: 'nice' });
    await web.flushAsync();
    expect((await langfuse.fetchTrace(trace.id)).data.scores).toMatchObject([
      { name: 'thumb', value: 1, dataType: 'BOOLEAN', comment: 'nice', environment: 'browser' },
    ]);

    const sent = bed.proxy.exchanges.find(({ body }) => body.includes('thumb'));
    const authorization = String(sent?.headers.authorization);
    expect(authorization).toBe(`Bearer ${publicKey}`);
    const { body } = sent ?? {};
    const asTrace = String(body).replace('"score-create"', '"trace-create"');
    const refused = await bed.server.post('/api/public/ingestion', asTrace, { authorization });
    expect(refused.json()).toMatchObject({ successes: [], errors: [{ status: 401 }] });
    expect((await bed.server.get('/api/public/traces', { authorization })).status).toBe(403);
  });
});
