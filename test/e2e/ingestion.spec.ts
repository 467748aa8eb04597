import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace, storedTrace } from '../support/stored-trace.js';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const AT = '2026-01-31T08:00:00.000Z';
const RECORDED = JSON.parse(
  readFileSync(join(__dirname, '..', 'fixtures', 'langfuse-js-3.39.2.json'), 'utf8'),
) as { requests: { body: { batch: Event[] } }[] };

function event(id: string, type: string, body: object, timestamp = AT): Event {
  return { id, type, timestamp, body: { ...body } };
}

describe('POST /api/public/ingestion', () => {
  let server: TestXtrace;
  const send = async (batch: readonly unknown[]): Promise<unknown> => {
    const answer = await server.post('/api/public/ingestion', { batch });
    expect(answer.status).toBe(207);
    return answer.json();
  };

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('stores what the SDK for JavaScript sends, in whatever order, and it can be read at once', async () => {
    const batch = RECORDED.requests[0]?.body.batch ?? [];
    expect(await send(batch)).toEqual({
      successes: batch.map(({ id }) => ({ id, status: 201 })),
      errors: [],
    });
    const traceId = String(batch.find(({ type }) => type === 'trace-create')?.body['id']);
    const trace = await storedTrace(server, traceId);
    expect(trace).toMatchObject({
      name: 't',
      userId: 'u',
      sessionId: 's',
      tags: ['a'],
      metadata: { k: { n: 1 } },
      input: { q: 1 },
      public: true,
    });
    expect(trace.observations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'SPAN',
          name: 'sp',
          endTime: '2026-11-22T13:09:01.148Z',
          metadata: { x: 1 },
        }),
        expect.objectContaining({ type: 'EVENT', name: 'ev' }),
        expect.objectContaining({
          type: 'GENERATION',
          name: 'g',
          model: 'gpt-4o',
          output: 'yo',
          modelParameters: { temperature: 1 },
          usageDetails: { input: 3, output: 4, total: 7 },
          promptTokens: 3,
          completionTokens: 4,
          totalTokens: 7,
        }),
      ]),
    );
    expect(trace.observations).toHaveLength(3);
    expect(trace.scores).toMatchObject([
      { name: 'sc', value: 1, dataType: 'NUMERIC', source: 'API', traceId },
    ]);
  });

  it('leaves the same rows when a batch is sent four times, in other orders', async () => {
    const batch = (RECORDED.requests[0]?.body.batch ?? []).map((each) => ({
      ...each,
      body: Object.fromEntries(
        Object.entries(each.body).map(([key, value]) => [
          key,
          /id$/i.test(key) && typeof value === 'string' ? `again-${value}` : value,
        ]),
      ),
    }));
    const traceId = String(batch.find(({ type }) => type === 'trace-create')?.body['id']);
    const shown = async (): Promise<object> => {
      const trace = await storedTrace(server, traceId);
      return JSON.parse(
        JSON.stringify(trace).replace(/"(createdAt|updatedAt)":"[^"]*"/g, '"$1":""'),
      ) as object;
    };
    await send(batch);
    const first = await shown();
    await send(batch.toReversed());
    await send([...batch.slice(3), ...batch.slice(0, 3)]);
    for (const each of batch) await send([each]);
    expect(await shown()).toEqual(first);
  });

  it('says of each bad event what is wrong with it, and stores its neighbours', async () => {
    const deep = '['.repeat(200) + ']'.repeat(200);
    const batch = [
      event('good', 'trace-create', { id: 'neighbour', name: 'n' }),
      event('no-type', 'trace-destroy', { id: 'x' }),
      event('no-id', 'trace-create', { name: 'n' }),
      event('no-time', 'span-create', { id: 'x' }, 'yesterday'),
      event('bad-level', 'span-create', { id: 'x', traceId: 'neighbour', level: 'BAD' }),
      event('bad-score', 'score-create', {
        name: 's',
        traceId: 'neighbour',
        value: 'x',
        dataType: 'NUMERIC',
      }),
      'no event',
      { type: 'trace-create', timestamp: AT, body: {} },
      event('too-deep', 'trace-create', { id: 'x', input: JSON.parse(deep) as unknown }),
      event('log', 'sdk-log', { log: 'x' }),
    ];
    expect(await send(batch)).toEqual({
      successes: [{ id: 'good', status: 201 }],
      errors: [
        ['no-type', 'type is not a type of event'],
        ['no-id', 'body.id is required'],
        ['no-time', expect.stringMatching(/^timestamp must be/)],
        ['bad-level', 'body.level must be one of DEBUG, DEFAULT, WARNING, ERROR'],
        ['bad-score', 'body.value must be a number in a NUMERIC score'],
        ['unknown', 'The body must be an object'],
        ['unknown', 'id is required'],
        ['too-deep', expect.stringContaining('is nested deeper than 128 levels')],
      ].map(([id, message]: unknown[]) => ({ id, status: 400, message, error: 'InvalidRequestError' })),
    });
    expect(await hasTrace(server, 'neighbour')).toBe(true);
    expect(await hasTrace(server, 'x')).toBe(false);
  });

  it('takes a batch without events, and one that is gzip', async () => {
    expect(await send([])).toEqual({ successes: [], errors: [] });
    const body = gzipSync(JSON.stringify({ batch: [event('e', 'trace-create', { id: 'zipped' })] }));
    const answer = await server.post('/api/public/ingestion', body, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.json()]).toEqual([
      207,
      { successes: [{ id: 'e', status: 201 }], errors: [] },
    ]);
    expect(await hasTrace(server, 'zipped')).toBe(true);
  });

  it.each([
    ['{}', 'batch is required'],
    ['{"batch": {}}', 'batch must be an array'],
    ['{"batch": [', 'is not valid JSON'],
  ])('refuses %s, which is no batch', async (body, message) => {
    const answer = await server.post('/api/public/ingestion', body);
    expect(answer.failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(answer.failure.message).toContain(message);
  });

  it('takes large batches on another thread just the same', async () => {
    const batch = Array.from({ length: 300 }, (_, index) =>
      event(`e${index}`, 'span-create', { id: `o${index}`, traceId: 'large', input: 'x'.repeat(2000) }),
    );
    expect(await send(batch)).toMatchObject({ errors: [] });
    expect((await storedTrace(server, 'large')).observations).toHaveLength(300);
  });

  it('holds scores to the config that they name', async () => {
    const created = await server.post('/api/public/score-configs', {
      name: 'mood',
      dataType: 'CATEGORICAL',
      categories: [
        { value: 1, label: 'good' },
        { value: 0, label: 'bad' },
      ],
    });
    const { id: configId } = created.json<{ id: string }>();
    const score = (id: string, value: string): Event =>
      event(id, 'score-create', { id, traceId: 'scored', name: 'mood', value, configId });
    expect(await send([score('s-good', 'good'), score('s-ugly', 'ugly')])).toMatchObject({
      successes: [{ id: 's-good' }],
      errors: [{ id: 's-ugly', message: 'body.value must be one of good, bad, as the score config says' }],
    });
    const found = await server.get('/api/public/scores/s-good');
    expect(found.json()).toMatchObject({ dataType: 'CATEGORICAL', stringValue: 'good', value: 1, configId });
    expect((await server.get('/api/public/v2/scores/s-ugly')).status).toBe(404);
  });

  it('needs a credential', async () => {
    const answer = await server.post('/api/public/ingestion', { batch: [] }, { authorization: '' });
    expect(answer.status).toBe(401);
  });
});
