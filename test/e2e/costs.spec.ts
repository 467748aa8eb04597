import { jsonRequest } from '../factories/otlp-request.js';
import { anOtlpSpan } from '../factories/otlp-span.factory.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, storedTrace, type Json } from '../support/stored-trace.js';

const AT = '2026-01-31T08:00:00.000Z';

/** What generations cost whose clients have only said what they have used. */
describe('Costs', () => {
  let server: TestXtrace;
  let modelId: string;

  beforeAll(async () => {
    server = await startServer();
    modelId = await defined({ inputPrice: 0.000002, outputPrice: 0.000008 });
  });

  afterAll(() => server.stop());

  async function defined(prices: object): Promise<string> {
    const answer = await server.post('/api/public/models', {
      modelName: 'mine',
      matchPattern: '(?i)^mine$',
      unit: 'TOKENS',
      ...prices,
    });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.json<{ id: string }>().id;
  }

  async function sent(...events: { type: string; body: object }[]): Promise<void> {
    const batch = events.map((event, index) => ({ id: `${Math.random()}`, timestamp: at(index), ...event }));
    const answer = await server.post('/api/public/ingestion', { batch });
    expect([answer.status, answer.json<{ errors: unknown[] }>().errors]).toEqual([207, []]);
  }

  function at(seconds: number): string {
    return AT.replace('00.000Z', `0${seconds}.000Z`);
  }

  async function observationOf(traceId: string): Promise<Json> {
    const { observations } = await storedTrace(server, traceId);
    expect(observations).toHaveLength(1);
    return observations[0] ?? {};
  }

  it('follow from what Langfuse clients say that was used, in whatever event, and add up', async () => {
    const body = { id: 'g', traceId: 'langfuse', startTime: AT, model: 'Mine' };
    const usageDetails = { input: 1000, output: 500 };
    await sent({ type: 'generation-update', body: { id: 'g', traceId: 'langfuse', usageDetails } });
    await sent({ type: 'generation-create', body });
    expect(await observationOf('langfuse')).toMatchObject({
      model: 'Mine',
      modelId,
      inputPrice: 0.000002,
      outputPrice: 0.000008,
      usageDetails: { input: 1000, output: 500, total: 1500 },
      costDetails: { input: 0.002, output: 0.004, total: 0.006 },
      calculatedInputCost: 0.002,
      calculatedOutputCost: 0.004,
      calculatedTotalCost: 0.006,
      isUsageEstimated: false,
    });
    const tier = (await observationOf('langfuse'))['usagePricingTierName'];
    expect(tier).toEqual(expect.any(String));
    expect((await storedTrace(server, 'langfuse'))['totalCost']).toBe(0.006);
    const { data } = (
      await server.get('/api/public/v2/observations?traceId=langfuse&fields=core,model,usage')
    ).json<{ data: Json[] }>();
    expect(data).toMatchObject([
      {
        internalModelId: modelId,
        providedModelName: 'Mine',
        inputPrice: '0.000002',
        outputPrice: '0.000008',
        totalCost: 0.006,
        usagePricingTierName: tier,
      },
    ]);
    const more = JSON.stringify([{ type: 'number', column: 'totalCost', operator: '>', value: 0.005 }]);
    for (const list of ['observations', 'traces']) {
      const found = await server.get(`/api/public/${list}?filter=${encodeURIComponent(more)}`);
      expect(found.json<{ meta: object }>().meta).toMatchObject({ totalItems: 1 });
    }
    const daily = await server.get(
      '/api/public/metrics/daily?fromTimestamp=2026-01-31T00:00:00Z&toTimestamp=2026-01-31T23:59:59.999999Z',
    );
    expect(daily.json<{ data: Json[] }>().data).toMatchObject([
      { totalCost: 0.006, usage: [{ model: 'Mine', totalCost: 0.006 }] },
    ]);
  });

  it('are those that were sent where any were sent, also afterwards', async () => {
    const observation = { id: 'o', traceId: 'sent', startTime: AT, model: 'mine', usage: { input: 1000 } };
    await ingest(server, { observations: [observation] });
    expect(await observationOf('sent')).toMatchObject({ calculatedTotalCost: 0.002 });
    await ingest(server, { observations: [{ ...observation, endTime: AT, calculatedTotalCost: 7 }] });
    expect(await observationOf('sent')).toMatchObject({
      modelId: null,
      calculatedInputCost: null,
      calculatedTotalCost: 7,
      usagePricingTierId: null,
    });
    expect((await storedTrace(server, 'sent'))['totalCost']).toBe(7);
  });

  it('are priced again by the prices as they are now, as a job of which there is one at a time', async () => {
    const reprice = '/api/public/models/reprice';
    const observations = Array.from({ length: 1200 }, (_, index) => ({
      ...{ id: `o${index}`, traceId: `again${index % 7}`, startTime: AT, model: 'mine' },
      usage: { input: 1000 },
    }));
    await ingest(server, { observations });
    expect((await server.request(`/api/public/models/${modelId}`, { method: 'DELETE' })).status).toBe(204);
    modelId = await defined({ inputPrice: 0.000003 });
    const range = { fromTimestamp: AT, toTimestamp: '2026-01-31T09:00:00Z' };
    const job = await server.post(reprice, range);
    expect([job.status, job.json()]).toEqual([
      202,
      expect.objectContaining({ state: 'waiting', from: AT, model: null, total: null, done: 0, error: null }),
    ]);
    const { id } = job.json<{ id: string }>();
    const found = async (): Promise<Json> => (await server.get(`${reprice}/${id}`)).json<Json>();
    await eventually(async () => (await found())['state'] === 'done');
    expect(await found()).toMatchObject({ total: 1202, done: 1202, changed: 1201, error: null });
    expect((await storedTrace(server, 'again0'))['totalCost']).toBeCloseTo(0.003 * 172, 9);
    expect((await storedTrace(server, 'langfuse'))['totalCost']).toBe(0.003);
    expect((await storedTrace(server, 'sent'))['totalCost']).toBe(7);
    expect((await server.get(reprice)).json()).toMatchObject({ data: [{ id }], meta: { totalItems: 1 } });
    const other = await server.post(reprice, { ...range, model: 'another' });
    const cancelled = await server.request(`${reprice}/${other.json<Json>()['id'] as string}`, {
      method: 'DELETE',
    });
    expect(cancelled.status).toBe(200);
    expect(['done', 'cancelled']).toContain(cancelled.json<Json>()['state']);
    for (const [body, message] of [
      [{ toTimestamp: AT }, 'fromTimestamp is required'],
      [{ fromTimestamp: 'today', toTimestamp: AT }, 'fromTimestamp must be'],
      [{ fromTimestamp: AT, toTimestamp: AT }, 'toTimestamp must be after fromTimestamp'],
      [{ ...range, modell: 'mine' }, 'modell is not known; there are fromTimestamp, toTimestamp, model'],
      [{ ...range, ['__proto__']: 'mine' }, '__proto__ is not known'],
    ] as const) {
      expect((await server.post(reprice, body)).failure).toMatchObject({
        status: 400,
        message: expect.stringContaining(message) as string,
      });
    }
    expect((await server.get(`${reprice}/nothing`)).failure).toMatchObject({ status: 404 });
  });

  it('go with the traces that are deleted', async () => {
    const again = Array.from({ length: 7 }, (_, index) => `again${index}`);
    for (const id of ['langfuse', 'sent', ...again]) {
      const answer = await server.request(`/api/public/traces/${id}`, { method: 'DELETE' });
      expect(answer.status).toBe(200);
    }
    const daily = await server.get('/api/public/metrics/daily?fromTimestamp=2026-01-31T00:00:00Z');
    expect(daily.json<{ data: Json[] }>().data).toEqual([]);
  });

  it('are those of the tier that the answer names, be it in its usage or in attributes', async () => {
    const usageDetails = {
      prompt_tokens: 2006,
      completion_tokens: 300,
      prompt_tokens_details: { cached_tokens: 1920 },
      completion_tokens_details: { reasoning_tokens: 192 },
      service_tier: 'flex',
    };
    const modelParameters = { service_tier: 'auto' };
    const body = {
      id: 'g',
      traceId: 'flex',
      startTime: AT,
      model: 'gpt-5-mini',
      modelParameters,
      usageDetails,
    };
    await sent({ type: 'generation-create', body });
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.usage.input_tokens': 2006,
      'gen_ai.usage.output_tokens': 300,
      'gen_ai.usage.cache_read.input_tokens': 1920,
      'gen_ai.usage.reasoning.output_tokens': 192,
      'openai.request.service_tier': 'auto',
      'openai.response.service_tier': 'flex',
    };
    const span = anOtlpSpan(attributes);
    expect((await server.post('/api/public/otel/v1/traces', jsonRequest([span]))).status).toBe(200);
    for (const traceId of ['flex', span.traceId])
      expect(await observationOf(traceId)).toMatchObject({
        usagePricingTierName: 'Flex',
        // 86 × 0.125 + 1920 × 0.0125 + (108 + 192) × 1, by a million
        calculatedTotalCost: 0.00033475,
        usageDetails: { input: 86, input_cached_tokens: 1920, output: 108, output_reasoning_tokens: 192 },
        usageSent: expect.objectContaining(
          traceId === 'flex' ? usageDetails : { 'gen_ai.usage.input_tokens': 2006 },
        ) as object,
      });
    const other = {
      ...body,
      id: 'h',
      traceId: 'default',
      usageDetails: { ...usageDetails, service_tier: 'default' },
    };
    await sent({ type: 'generation-create', body: { ...other, modelParameters: { service_tier: 'flex' } } });
    // 86 × 0.25 + 1920 × 0.025 + 300 × 2
    expect(await observationOf('default')).toMatchObject({ calculatedTotalCost: 0.0006695 });
  });
});
