import { startServer, type TestXtrace } from '../support/server.js';
import { storedTrace } from '../support/stored-trace.js';

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
});
