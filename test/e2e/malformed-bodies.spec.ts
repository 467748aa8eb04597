import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace } from '../support/stored-trace.js';

/** Beyond what is decoded at once: see BodyDecoder. */
const LARGE = 'x'.repeat(3_000_000);
const good = { id: 'good', traceId: 'refused' };

describe('A malformed body', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  const cases: [what: string, body: unknown, message: string][] = [
    ['a trace without an id', { trace: { name: 'n' } }, 'trace.id'],
    ['an empty id', { trace: { id: '' } }, 'trace.id'],
    ['an id that is a number', { trace: { id: 7 } }, 'trace.id must be a string'],
    ['an id that is an object', { trace: { id: { $ne: null } } }, 'trace.id must be a string'],
    ['a name that is a number', { trace: { id: 'refused', name: 1 } }, 'trace.name'],
    ['tags that are no list', { trace: { id: 'refused', tags: 'a' } }, 'trace.tags'],
    ['a tag that is no text', { trace: { id: 'refused', tags: ['a', 1] } }, 'trace.tags[1]'],
    ['public that is a text', { trace: { id: 'refused', public: 'yes' } }, 'trace.public'],
    ['a negative cost', { trace: { id: 'refused', totalCost: -1 } }, 'trace.totalCost'],
    [
      'a time in another format',
      { trace: { id: 'refused', timestamp: 'yesterday' } },
      'trace.timestamp must be an RFC 3339',
    ],
    [
      'an observation without a trace',
      { trace: { id: 'refused' }, observations: [good, { id: 'o' }] },
      'observations[1].traceId',
    ],
    [
      'an observation that is null',
      { trace: { id: 'refused' }, observations: [good, null] },
      'observations[1]',
    ],
    ['observations that are no list', { trace: { id: 'refused' }, observations: {} }, 'observations must be'],
    [
      'a start that is no time',
      { trace: { id: 'refused' }, observations: [good, good, { ...good, startTime: 'soon' }] },
      'observations[2].startTime must be an RFC 3339',
    ],
    [
      'tokens with a fraction',
      { observations: [{ ...good, promptTokens: 1.5 }] },
      'observations[0].promptTokens',
    ],
    ['usage that is a number', { observations: [{ ...good, usage: 3 }] }, 'observations[0].usage'],
    ['negative usage', { observations: [{ ...good, usage: { input: -1 } }] }, 'observations[0].usage.input'],
    [
      'a prompt version that is no number',
      { observations: [{ ...good, promptVersion: 'x' }] },
      'observations[0].promptVersion',
    ],
    ['a list', [], 'must be an object'],
    ['a text', '"text"', 'must be an object'],
    ['null', 'null', 'must be an object'],
  ];

  it.each(cases)('with %s is refused, by its path and rule', async (_, body, message) => {
    const answer = await server.post('/v1/l/batch', body);
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message) as unknown,
    });
    expect(answer.json()).toHaveProperty('data', null);
    expect(await hasTrace(server, 'refused')).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['half an object', '{"trace": {"id": "refused"}'],
    ['two objects', '{"trace": {"id": "refused"}} {}'],
    ['a trailing comma', '{"trace": {"id": "refused",}}'],
    ['NaN', '{"trace": {"id": "refused", "latency": NaN}}'],
    ['single quotes', "{'trace': {'id': 'refused'}}"],
    ['a comment', '{"trace": {"id": "refused"} /* why */}'],
    ['a raw control character', '{"trace": {"id": "refused", "name": "a\u0001b"}}'],
    ['a number with a leading zero', '{"trace": {"id": "refused", "latency": 01}}'],
    [
      'bytes that are no UTF-8',
      Buffer.concat([
        Buffer.from('{"trace": {"id": "refused", "name": "'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}}'),
      ]),
    ],
    [
      'half a UTF-8 character',
      Buffer.concat([
        Buffer.from('{"trace": {"id": "refused", "name": "'),
        Buffer.from([0xe4, 0xb8]),
        Buffer.from('"}}'),
      ]),
    ],
  ])('of %s is refused as no JSON', async (_, body) => {
    const answer = await server.post('/v1/l/batch', body);
    expect(answer.failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await hasTrace(server, 'refused')).toBe(false);
  });

  it.each(cases.slice(0, 16))('of several megabytes with %s is refused alike', async (_, body, message) => {
    const answer = await server.post('/v1/l/batch', { padding: LARGE, ...(body as object) });
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message) as unknown,
    });
    expect(await hasTrace(server, 'refused')).toBe(false);
  });

  it('of several megabytes with an error at its very end stores nothing of it', async () => {
    const observations = Array.from({ length: 2000 }, (_, index) => ({
      ...good,
      id: `o-${index}`,
      input: 'x'.repeat(1500),
    }));
    const body = { trace: { id: 'refused' }, observations: [...observations, { ...good, level: 5 }] };
    expect((await server.post('/v1/l/batch', body)).failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^observations\[2000\]\.level/) as unknown,
    });
    expect(await hasTrace(server, 'refused')).toBe(false);
  });

  it('of several megabytes with a foreign projectId is refused with 403', async () => {
    const body = { padding: LARGE, trace: { id: 'refused', projectId: 'other' } };
    expect((await server.post('/v1/l/batch', body)).failure).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect(await hasTrace(server, 'refused')).toBe(false);
  });

  it('is not what a large sound body is', async () => {
    const observations = Array.from({ length: 1200 }, (_, index) => ({
      id: `o-${index}`,
      traceId: 'large',
      input: `${index} ${'y'.repeat(2000)}`,
    }));
    expect((await server.post('/v1/l/batch', { observations })).status).toBe(200);
    expect(await hasTrace(server, 'large')).toBe(true);
  });

  it.each([
    ['no list of metrics', {}, 'metrics'],
    ['an empty name', { name: '' }, 'metrics[1].name'],
    ['no name', { name: undefined }, 'metrics[1].name'],
    ['a value that is a text', { value: '1' }, 'metrics[1].value'],
    ['no value', { value: null }, 'metrics[1].value'],
    ['a label that is a number', { labels: { node_id: 1 } }, 'metrics[1].labels.node_id must be a string'],
    ['labels that are a list', { labels: ['a'] }, 'metrics[1].labels'],
    ['a label without a name', { labels: { '': 'x' } }, 'metrics[1].labels'],
    ['a label value that is too long', { labels: { path: 'x'.repeat(4097) } }, 'metrics[1].labels.path'],
    [
      'too many labels',
      { labels: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`l${i}`, ''])) },
      'metrics[1].labels',
    ],
    ['a name that is too long', { name: 'n'.repeat(257) }, 'metrics[1].name'],
    ['no timestamp', { timestamp: undefined }, 'metrics[1].timestamp'],
    ['a timestamp that is no time', { timestamp: 'now' }, 'metrics[1].timestamp'],
  ])('of metrics with %s is refused, and nothing of it stored', async (what, changes, message) => {
    const sound = { name: 'refused', labels: {}, value: 1, timestamp: '2026-01-31T08:00:00Z' };
    const body = what === 'no list of metrics' ? {} : { metrics: [sound, { ...sound, ...changes }] };
    const answer = await server.post('/v1/metrics/batch', body);
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message) as unknown,
    });
    expect((await server.get('/api/public/metrics/names')).json()).toEqual({ data: [] });
  });
});
