import { openDataSource } from '../support/data-source.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { ingest } from '../support/stored-trace.js';

const AT = '2026-10-01T08:00:00Z';
const UUID = '0af76519-16cd-43dd-8448-eb211c80319c';
const generation = (id: string, fields: object): object => ({
  id,
  traceId: 'costs',
  type: 'GENERATION',
  startTime: AT,
  ...fields,
});

describe('GET /api/public/observations/:observationId/cost', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    const model = {
      modelName: 'mine',
      matchPattern: '^mine$',
      unit: 'TOKENS',
      inputPrice: 0.0000025,
      outputPrice: 0.00001,
    };
    expect((await server.post('/api/public/models', model)).status).toBe(200);
    const usage = { input: 1200, output: 300 };
    await ingest(server, {
      observations: [
        generation(UUID.replaceAll('-', ''), { model: 'mine', usage }),
        generation('sent', { model: 'mine', usage, calculatedTotalCost: 0.5 }),
        generation('unnamed', { usage }),
        generation('unknown', { model: 'nobody-has-it', usage }),
        generation('failed', { model: 'mine', level: 'ERROR' }),
      ],
    });
  });

  afterAll(() => server.stop());

  async function costOf(id: string): Promise<unknown> {
    const answer = await server.get(`/api/public/observations/${id}/cost`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json();
  }

  const BILL = {
    modelName: 'mine',
    product: 'mine',
    source: 'project',
    pricedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    buckets: [
      { bucket: 'input', count: 1200, unitPrice: '0.0000025', pricedAs: null, cost: '0.003' },
      { bucket: 'output', count: 300, unitPrice: '0.00001', pricedAs: null, cost: '0.003' },
    ],
    unpriced: [],
    totalCost: '0.006',
  };

  it('shows the arithmetic of what the server has priced, by the id in either spelling', async () => {
    const cost = await costOf(UUID);
    expect(cost).toMatchObject({
      observationId: UUID.replaceAll('-', ''),
      traceId: 'costs',
      model: 'mine',
      origin: 'priced',
      isUsageEstimated: false,
      inputCost: '0.003',
      outputCost: '0.003',
      totalCost: '0.006',
      bill: BILL,
      byPriceList: null,
      reason: null,
    });
    expect(cost).toMatchObject({ bill: { buckets: [{ formula: '1,200 × $0.0000025 = $0.003' }, {}] } });
    expect(await costOf(UUID.replaceAll('-', ''))).toEqual(cost);
  });

  it('says that the cost was sent, and what it would have been', async () => {
    expect(await costOf('sent')).toMatchObject({
      origin: 'sent',
      totalCost: '0.5',
      bill: null,
      byPriceList: BILL,
      reason: null,
    });
  });

  it.each([
    ['unnamed', 'NO_MODEL', /names no model/],
    ['unknown', 'UNKNOWN_MODEL', /"nobody-has-it".*POST \/api\/public\/models/],
    ['failed', 'FAILED_WITHOUT_USAGE', /failed/],
  ])('says why the observation %s has no cost: %s', async (id, code, message) => {
    expect(await costOf(id)).toMatchObject({
      origin: 'none',
      totalCost: null,
      bill: null,
      reason: { code, message: expect.stringMatching(message) as string },
    });
  });

  it('is neither that of an observation of another project, nor by prices of one', async () => {
    const database = await openDataSource(server.databaseUrl ?? '', 1);
    await database.query(
      `INSERT INTO observations (project_id, trace_id, id, type, model, usage_details, start_time, created_at, updated_at, stamp)
       SELECT 'other', 'theirs', id, 'GENERATION', 'secret', '{"input": 1}', '2026-11-01', now(), now(), ''
       FROM unnest($1::text[]) AS id`,
      [['foreign', 'unknown']],
    );
    await database.query(
      `INSERT INTO models VALUES ('other', 'm', 'secret', 'nobody-has-it', NULL, 'TOKENS', NULL, NULL, $1, now(), now())`,
      [
        JSON.stringify([
          { id: 't', name: 'T', isDefault: true, priority: 0, conditions: [], prices: { input: '1' } },
        ]),
      ],
    );
    await database.destroy();
    expect((await server.get('/api/public/observations/foreign/cost')).failure).toMatchObject({
      status: 404,
      message: 'There is no such observation',
    });
    expect(await costOf('unknown')).toMatchObject({
      traceId: 'costs',
      model: 'nobody-has-it',
      byPriceList: null,
      reason: { code: 'UNKNOWN_MODEL' },
    });
  });

  it('knows nothing of what is not there', async () => {
    for (const id of ['nothing', 'a%00b']) {
      const { failure } = await server.get(`/api/public/observations/${id}/cost`);
      expect(failure).toMatchObject({ status: 404, message: 'There is no such observation' });
    }
  });
});
