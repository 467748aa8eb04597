import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../support/data-source.js';
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

  describe('sent again', () => {
    let database: DataSource;

    beforeAll(async () => {
      database = await openDataSource(server.databaseUrl ?? '', 1);
    });

    afterAll(() => database.destroy());

    const batch = RECORDED.requests[0]?.body.batch ?? [];

    /** The recorded events, about things of other names. */
    function renamed(prefix: string): Event[] {
      const rename = ([key, value]: [string, unknown]): [string, unknown] => [
        key,
        /id$/i.test(key) && typeof value === 'string' ? `${prefix}${value}` : value,
      ];
      return batch.map((each) => ({
        ...each,
        body: Object.fromEntries(Object.entries(each.body).map(rename)),
      }));
    }

    async function rowsOf(tables: readonly string[], omitted: readonly string[] = []): Promise<string> {
      const all = tables.map(
        (table) => `SELECT '${table}' AS name, (to_jsonb(t) - $1::text[])::text AS row FROM ${table} t`,
      );
      const rows = await database.query<object[]>(`${all.join(' UNION ALL ')} ORDER BY 1, 2`, [omitted]);
      return JSON.stringify(rows);
    }

    it('in any order leaves the same rows, and even writes none', async () => {
      const tables = ['traces', 'observations', 'scores', 'sessions', 'usage_hourly', 'traces_hourly'];
      const all = [...tables, 'scores_hourly', 'trace_usage', 'model_traces_daily'];
      const again = renamed('again-');
      await send(again);
      const first = await rowsOf(all);
      expect(first).toContain('again-');
      await send(again.toReversed());
      await send([...again.slice(3), ...again.slice(0, 3)]);
      for (const each of again.toReversed()) await send([each]);
      expect(await rowsOf(all)).toBe(first);
    });

    it('makes the same of events that come one by one, the last first, as of the whole batch', async () => {
      const written = ['created_at', 'updated_at', 'revision'];
      const ownRows = async (prefix: string): Promise<unknown[]> => {
        const rows = await rowsOf(['traces', 'observations', 'scores'], written);
        return (JSON.parse(rows) as { row: string }[])
          .filter(({ row }) => row.includes(prefix))
          .map(({ row }) => row.replaceAll(prefix, ''))
          .sort();
      };
      await send(renamed('whole-'));
      for (const each of renamed('piecemeal-').toReversed()) await send([each]);
      expect(await ownRows('piecemeal-')).toEqual(await ownRows('whole-'));
      expect(await ownRows('whole-')).toHaveLength(5);
    });
  });

  it('lets later events neither hide a public trace nor pin the start of what began earlier', async () => {
    const later = '2026-01-31T08:00:05.000Z';
    const update = { id: 'early', traceId: 'quirks', endTime: later, output: 'o' };
    await send([event('q1', 'span-update', update, later)]);
    await send([event('q2', 'trace-create', { id: 'quirks', public: true, tags: ['b'], output: 'kept' })]);
    await send([event('q3', 'span-create', { id: 'early', traceId: 'quirks', startTime: AT, name: 'n' })]);
    const nothing = { id: 'quirks', userId: 'u', tags: ['a'], output: '', environment: 'Ä'.repeat(300) };
    await send([event('q4', 'trace-create', nothing, later)]);
    expect(await storedTrace(server, 'quirks')).toMatchObject({
      public: true,
      userId: 'u',
      tags: ['a', 'b'],
      output: 'kept',
      environment: 'default',
      latency: 5,
      observations: [{ id: 'early', name: 'n', startTime: AT, endTime: later, output: 'o' }],
    });
  });

  it('clears by null what a trace and a score said before, whichever of both arrives first', async () => {
    const before = '2026-01-31T07:00:00.000Z';
    const score = { id: 'clear-score', traceId: 'clear', name: 's', value: 1 };
    await send([
      event('c1', 'trace-create', { id: 'clear', userId: null }),
      event('c2', 'score-create', { ...score, comment: null }),
    ]);
    await send([
      event('c3', 'trace-create', { id: 'clear', userId: 'u', name: 'n' }, before),
      event('c4', 'score-create', { ...score, comment: 'c' }, before),
    ]);
    expect(await storedTrace(server, 'clear')).toMatchObject({
      name: 'n',
      userId: null,
      scores: [{ value: 1, comment: null }],
    });
  });

  it('finds the observation that an update means which names no trace', async () => {
    await send([event('u1', 'generation-create', { id: 'untraced', traceId: 'its-trace', model: 'm' })]);
    await send([
      event('u2', 'generation-update', { id: 'untraced', output: 'o' }),
      event('u3', 'span-update', { id: 'same-batch', name: 'n' }),
      event('u4', 'span-create', { id: 'same-batch', traceId: 'its-trace' }),
      event('u5', 'tool-create', { id: 'alone', name: 'makes a trace of its own' }),
    ]);
    const { observations } = await storedTrace(server, 'its-trace');
    expect(observations).toHaveLength(2);
    expect(observations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'untraced', model: 'm', output: 'o' }),
        expect.objectContaining({ id: 'same-batch', type: 'SPAN', name: 'n' }),
      ]),
    );
    expect((await storedTrace(server, 'alone')).observations).toMatchObject([{ id: 'alone', type: 'TOOL' }]);
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
    const score = (id: string, value: string, others = {}): Event =>
      event(id, 'score-create', { id, traceId: 'scored', name: 'mood', value, configId, ...others });
    const wrong = [
      score('s-ugly', 'ugly'),
      score('s-name', 'good', { name: 'other' }),
      score('s-type', 'good', { dataType: 'TEXT' }),
      score('s-config', 'good', { configId: 'none' }),
    ];
    expect(await send([...wrong, score('s-good', 'good')])).toEqual({
      successes: [{ id: 's-good', status: 201 }],
      errors: [
        ['s-ugly', 'body.value must be one of good, bad, as the score config says'],
        ['s-name', 'body.name must be mood, as the score config says'],
        ['s-type', 'body.dataType must be CATEGORICAL, as the score config says'],
        ['s-config', 'body.configId names no score config of the project'],
      ].map(([id, message]) => ({ id, status: 400, message, error: 'InvalidRequestError' })),
    });
    const found = await server.get('/api/public/scores/s-good');
    expect(found.json()).toMatchObject({ dataType: 'CATEGORICAL', stringValue: 'good', value: 1, configId });
    expect((await server.get('/api/public/v2/scores/s-ugly')).status).toBe(404);
  });

  it('lists for clients of the first generation the scores that they can read, each with a trace', async () => {
    const score = (id: string, fields: object): Event =>
      event(id, 'score-create', { id, name: 'by-generation', ...fields });
    const word = { traceId: 'unknown', value: 'warm' };
    const batch = [
      score('g-word', word),
      score('g-text', { ...word, dataType: 'TEXT' }),
      score('g-session', { sessionId: 's', value: 1 }),
    ];
    expect(await send(batch)).toMatchObject({ errors: [] });
    const listed = async (path: string): Promise<object[]> =>
      (await server.get(`/api/public/${path}?name=by-generation`)).json<{ data: object[] }>().data;
    expect(await listed('v2/scores')).toHaveLength(3);
    expect(await listed('scores')).toMatchObject([
      // A category has a value, if only 0, and a trace that nobody knows is one.
      { id: 'g-word', stringValue: 'warm', value: 0, trace: { id: 'unknown', userId: null, tags: [] } },
    ]);
  });

  it('needs a credential', async () => {
    const answer = await server.post('/api/public/ingestion', { batch: [] }, { authorization: '' });
    expect(answer.status).toBe(401);
  });
});
