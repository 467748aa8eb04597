import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace, ingest, storedTrace } from '../support/stored-trace.js';

const AT = '2026-01-31T08:00:00.000Z';

describe('POST /v1/l/batch', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('answers that the request was successful', async () => {
    const answer = await server.post('/v1/l/batch', { trace: { id: 'answer' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.json()).toEqual({ message: 'Request Successful.' });
  });

  it('gives back every field of a trace', async () => {
    const trace = {
      id: 'full-trace',
      timestamp: AT,
      name: 'chat',
      input: { question: 'why?' },
      output: ['because', 1, null, true],
      sessionId: 'session-1',
      release: 'r-1',
      version: 'v-1',
      userId: 'alice',
      metadata: { turn_id: 't-1', step_type: 'llm_call', attempt_index: 2 },
      tags: ['b', 'a'],
      public: true,
      environment: 'production',
      externalId: 'external-1',
      bookmarked: true,
      latency: 1.5,
      totalCost: 0.25,
      projectId: 'default',
    };
    await ingest(server, { trace });
    expect(await storedTrace(server, trace.id)).toEqual({
      ...trace,
      tags: expect.arrayContaining(['a', 'b']) as unknown,
      htmlPath: '/project/default/traces/full-trace',
      createdAt: expect.stringMatching(/Z$/) as unknown,
      updatedAt: expect.stringMatching(/Z$/) as unknown,
      observations: [],
      scores: [],
    });
  });

  it('gives back every field of an observation', async () => {
    const observation = {
      id: 'full',
      traceId: 'full-observation',
      type: 'TOOL',
      name: 'search',
      startTime: AT,
      endTime: '2026-01-31T08:00:02.000Z',
      completionStartTime: '2026-01-31T08:00:01.000Z',
      model: 'gpt-4o-mini',
      modelParameters: { temperature: 0.2, stop: ['\n'] },
      input: 'what?',
      output: { found: [] },
      level: 'WARNING',
      statusMessage: 'slow',
      parentObservationId: 'parent',
      promptId: 'prompt-1',
      promptName: 'greeting',
      promptVersion: 7,
      modelId: 'model-1',
      inputPrice: 0.001,
      outputPrice: 0.002,
      totalPrice: 0.003,
      calculatedInputCost: 0.1,
      calculatedOutputCost: 0.2,
      calculatedTotalCost: 0.3,
      latency: 2.5,
      timeToFirstToken: 0.75,
      completionTokens: 5,
      promptTokens: 7,
      totalTokens: 12,
      unit: 'CHARACTERS',
      metadata: { run_id: 'run-1' },
      environment: 'staging',
      version: 'v-2',
      projectId: 'default',
    };
    await ingest(server, { observations: [observation] });
    const { observations } = await storedTrace(server, 'full-observation');
    expect(observations).toEqual([
      {
        ...observation,
        usage: {
          input: 7,
          output: 5,
          total: 12,
          unit: 'CHARACTERS',
          inputCost: 0.1,
          outputCost: 0.2,
          totalCost: 0.3,
        },
        usageDetails: { input: 7, output: 5, total: 12 },
        costDetails: { input: 0.1, output: 0.2, total: 0.3 },
        isUsageEstimated: false,
        usagePricingTierId: null,
        usagePricingTierName: null,
        usageSent: null,
        createdAt: expect.stringMatching(/Z$/) as unknown,
        updatedAt: expect.stringMatching(/Z$/) as unknown,
      },
    ]);
  });

  it('reads null like an absent field, wherever it stands', async () => {
    const nothing = { tags: null, metadata: null, input: null, name: null, timestamp: null, public: null };
    await ingest(server, {
      trace: { id: 'nulls', ...nothing, sessionId: null, environment: null, projectId: null, latency: null },
      observations: [
        { id: 'o', traceId: 'nulls', type: null, startTime: null, endTime: null, usage: null, level: null },
      ],
    });
    await ingest(server, { trace: null, observations: null });
    expect(await storedTrace(server, 'nulls')).toMatchObject({
      tags: [],
      metadata: {},
      input: null,
      name: null,
      public: false,
      environment: 'default',
      observations: [{ type: 'GENERATION', level: 'DEFAULT', endTime: null, environment: 'default' }],
    });
  });

  it('ignores fields that it does not know', async () => {
    await ingest(server, {
      trace: { id: 'unknown-fields', colour: 'red', scores: [{ deep: true }] },
      sdk: { name: 'x' },
    });
    expect(await storedTrace(server, 'unknown-fields')).not.toHaveProperty('colour');
  });

  it('accepts session_id, which sessionId outranks', async () => {
    await ingest(server, { trace: { id: 'snake', session_id: 's-1' } });
    await ingest(server, { trace: { id: 'both', session_id: 's-1', sessionId: 's-2' } });
    expect((await storedTrace(server, 'snake'))['sessionId']).toBe('s-1');
    expect((await storedTrace(server, 'both'))['sessionId']).toBe('s-2');
  });

  it.each([
    ['input, output and total', { usage: { input: 3, output: 4, total: 9 } }, [3, 4, 9]],
    [
      'promptTokens, completionTokens and totalTokens',
      { usage: { promptTokens: 3, completionTokens: 4, totalTokens: 9 } },
      [3, 4, 9],
    ],
    ['no total', { usage: { input: 3, output: 4 } }, [3, 4, 7]],
    [
      'what OpenAI returned',
      { usage: { prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } } },
      [3, 4, 7],
    ],
    ['buckets', { usageDetails: { input: 1, input_cached_tokens: '2', output: 4 } }, [3, 4, 7]],
    [
      'explicit fields, which win',
      { usage: { input: 3, output: 4, total: 9 }, promptTokens: 30, completionTokens: 0, totalTokens: 31 },
      [30, 0, 31],
    ],
    ['nothing', {}, [0, 0, 0]],
  ])('reads usage with %s', async (name, fields, [input, output, total]) => {
    const traceId = `usage: ${name}`;
    await ingest(server, { observations: [{ id: 'o', traceId, ...fields }] });
    const [observation] = (await storedTrace(server, traceId)).observations;
    expect(observation).toMatchObject({
      promptTokens: input,
      completionTokens: output,
      totalTokens: total,
      usage: { input, output, total, unit: 'TOKENS' },
    });
  });

  it('makes the trace of an observation whose trace is unknown', async () => {
    await ingest(server, { observations: [{ id: 'o', traceId: 'implied', startTime: AT }] });
    expect(await storedTrace(server, 'implied')).toMatchObject({ id: 'implied', timestamp: AT, name: null });
  });

  it('derives latency and cost of a trace from its observations', async () => {
    await ingest(server, {
      trace: { id: 'derived', timestamp: AT },
      observations: [
        {
          id: 'a',
          traceId: 'derived',
          startTime: AT,
          endTime: '2026-01-31T08:00:02Z',
          calculatedTotalCost: 0.5,
        },
        { id: 'b', traceId: 'derived', startTime: '2026-01-31T08:00:01Z', endTime: '2026-01-31T08:00:04Z' },
        {
          id: 'c',
          traceId: 'derived',
          startTime: AT,
          calculatedInputCost: 0.125,
          calculatedOutputCost: 0.125,
        },
      ],
    });
    expect(await storedTrace(server, 'derived')).toMatchObject({ latency: 4, totalCost: 0.75 });
  });

  it('keeps observations of several traces in one request apart', async () => {
    await ingest(server, {
      observations: [
        { id: 'same', traceId: 'left', name: 'l' },
        { id: 'same', traceId: 'right', name: 'r' },
      ],
    });
    expect((await storedTrace(server, 'left')).observations).toMatchObject([{ id: 'same', name: 'l' }]);
    expect((await storedTrace(server, 'right')).observations).toMatchObject([{ id: 'same', name: 'r' }]);
  });

  it.each([
    ['the trace', { trace: { id: 'foreign', projectId: 'other' } }, 'trace.projectId'],
    [
      'an observation',
      { trace: { id: 'foreign' }, observations: [{ id: 'o', traceId: 'foreign', projectId: 'other' }] },
      'observations[0].projectId',
    ],
  ])('refuses a foreign projectId of %s and stores nothing', async (_, body, path) => {
    const answer = await server.post('/v1/l/batch', body);
    expect(answer.failure).toEqual({
      status: 403,
      code: 'FORBIDDEN',
      message: expect.stringContaining(path) as unknown,
    });
    expect(await hasTrace(server, 'foreign')).toBe(false);
  });

  it('takes a batch of many events', async () => {
    const observations = Array.from({ length: 3000 }, (_, index) => ({
      id: `o-${String(index).padStart(4, '0')}`,
      traceId: 'many',
      startTime: AT,
      input: 'x'.repeat(200),
    }));
    await ingest(server, { trace: { id: 'many', timestamp: AT }, observations });
    const stored = (await storedTrace(server, 'many')).observations;
    expect(stored.map(({ id }) => id)).toEqual(observations.map(({ id }) => id));
  });
});
