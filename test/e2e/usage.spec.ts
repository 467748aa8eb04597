import { startServer, type TestXtrace } from '../support/server.js';
import { storedTrace, type Json } from '../support/stored-trace.js';

describe('What was used', () => {
  let server: TestXtrace;
  const event = (id: string, type: string, body: object): object => ({
    id,
    type,
    timestamp: '2026-01-31T08:00:00Z',
    body,
  });
  const send = async (batch: readonly object[]): Promise<void> => {
    const answer = await server.post('/api/public/ingestion', { batch });
    expect(answer.json()).toMatchObject({ errors: [] });
  };

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('counts no token of a vendor twice, and gives beside the counts what was sent', async () => {
    const usageDetails = {
      input_tokens: 21,
      cache_creation_input_tokens: 188_086,
      cache_read_input_tokens: 1000,
      cache_creation: { ephemeral_5m_input_tokens: 188_000, ephemeral_1h_input_tokens: 86 },
      output_tokens: 393,
      service_tier: 'standard',
    };
    const generation = { id: 'u', traceId: 'u', startTime: '2026-01-31T08:00:00Z' };
    const sent = [
      event('u1', 'generation-create', { ...generation, usageDetails }),
      event('u2', 'generation-create', { ...generation, id: 'own', usageDetails: { input: 1, output: 2 } }),
    ];
    await send(sent);
    const { observations } = await storedTrace(server, 'u');
    expect(observations).toHaveLength(2);
    expect(observations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: 'u',
          promptTokens: 189_107,
          completionTokens: 393,
          totalTokens: 189_500,
          usageDetails: {
            input: 21,
            input_cached_tokens: 1000,
            input_cache_creation_5m: 188_000,
            input_cache_creation_1h: 86,
            output: 393,
            total: 189_500,
          },
          usageSent: usageDetails,
        }),
        expect.objectContaining({
          id: 'own',
          usageDetails: { input: 1, output: 2, total: 3 },
          usageSent: null,
        }),
      ]),
    );
  });

  it('is counted by the server where a client has sent only text, until it says more', async () => {
    const observation = async (): Promise<Json> => (await storedTrace(server, 'text')).observations[0] ?? {};
    const said = { id: 't', traceId: 'text', startTime: '2026-01-31T08:00:00Z', model: 'gpt-4o' };
    const input = [{ role: 'user', content: 'What is the capital of France?' }];
    await send([event('t1', 'generation-create', { ...said, input })]);
    expect(await observation()).toMatchObject({
      usageDetails: { input: 14, output: 0, total: 14 },
      isUsageEstimated: true,
      calculatedTotalCost: 0.000035,
    });
    await send([event('t2', 'generation-update', { ...said, output: 'Paris is the capital of France.' })]);
    expect(await observation()).toMatchObject({
      usageDetails: { input: 14, output: 7, total: 21 },
      isUsageEstimated: true,
      calculatedInputCost: 0.000035,
      calculatedOutputCost: 0.00007,
      calculatedTotalCost: 0.000105,
    });
    expect((await storedTrace(server, 'text'))['totalCost']).toBe(0.000105);
    await send([event('t3', 'generation-update', { ...said, usageDetails: { input: 1000, output: 100 } })]);
    expect(await observation()).toMatchObject({
      usageDetails: { input: 1000, output: 100, total: 1100 },
      isUsageEstimated: false,
      calculatedTotalCost: 0.0035,
    });
    expect((await storedTrace(server, 'text'))['totalCost']).toBe(0.0035);
  });

  it('is counted by the server where more was sent as usage than it looks at', async () => {
    const names = Array.from({ length: 190 }, (_, index) => `${'x'.repeat(100)}${index}`);
    const usageDetails = Object.fromEntries(names.map((name) => [name, 1]));
    const said = { id: 'beyond', traceId: 'beyond', model: 'gpt-4o', input: 'Hello', usageDetails };
    await send([event('b1', 'generation-create', said)]);
    const [observation] = (await storedTrace(server, 'beyond')).observations;
    expect(observation).toMatchObject({
      usageDetails: { input: 1, output: 0, total: 1 },
      isUsageEstimated: true,
      calculatedTotalCost: 0.0000025,
    });
  });

  it('is counted of nothing that has failed, also where that is known only later', async () => {
    const said = { traceId: 'failed', startTime: '2026-01-31T08:00:00Z', model: 'gpt-4o', input: 'Hello' };
    await send([
      event('f1', 'generation-create', { ...said, id: 'failed', level: 'ERROR' }),
      event('f2', 'generation-create', { ...said, id: 'fails' }),
    ]);
    expect((await storedTrace(server, 'failed'))['totalCost']).toBe(0.0000025);
    await send([event('f3', 'generation-update', { ...said, id: 'fails', level: 'ERROR' })]);
    const { observations, totalCost } = await storedTrace(server, 'failed');
    expect(observations).toHaveLength(2);
    for (const each of observations) {
      expect(each).toMatchObject({ usageDetails: {}, isUsageEstimated: false, calculatedTotalCost: null });
    }
    expect(totalCost).toBe(0);
  });
});
