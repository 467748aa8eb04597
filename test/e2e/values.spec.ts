import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace, ingest, storedTrace } from '../support/stored-trace.js';

describe.each(['UTC', 'Asia/Shanghai'])('Timestamps on a server whose time zone is %s', (zone) => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer({ env: { TZ: zone, PGTZ: zone } });
  });

  afterAll(() => server.stop());

  it.each([
    ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T08:00:00.5Z', '2026-01-31T08:00:00.500Z'],
    ['2026-01-31T08:00:00.123456Z', '2026-01-31T08:00:00.123456Z'],
    ['2026-01-31T08:00:00.123456789Z', '2026-01-31T08:00:00.123456Z'],
    ['2026-01-31T16:00:00+08:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-30T22:30:00-09:30', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T08:00:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31 08:00:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T08:00:00+00:00', '2026-01-31T08:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2099-12-31T23:59:59.999Z', '2099-12-31T23:59:59.999Z'],
  ])('are understood: %s', async (sent, expected) => {
    const id = `time ${sent}`;
    await ingest(server, {
      trace: { id, timestamp: sent },
      observations: [{ id: 'o', traceId: id, startTime: sent, endTime: sent }],
    });
    expect(await storedTrace(server, id)).toMatchObject({
      timestamp: expected,
      observations: [{ startTime: expected, endTime: expected, latency: 0 }],
    });
    const query = `fromTimestamp=${encodeURIComponent(sent)}&toTimestamp=${encodeURIComponent(expected)}`;
    const { data } = (await server.get(`/api/public/traces?${query}&fields=core`)).json<{
      data: { id: string }[];
    }>();
    expect(data.map((trace) => trace.id)).toContain(id);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T08:60:00Z',
    '1969-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '12026-01-31T08:00:00Z',
    '-2026-01-31T08:00:00Z',
    'now',
    'today',
    'tomorrow',
    'infinity',
    '-infinity',
    'epoch',
    '1769846400',
    '31.01.2026',
    'Sat, 31 Jan 2026 08:00:00 GMT',
    '2026-01-31T08:00:00+25:00',
    '2026-01-31T08:00:00 Asia/Shanghai',
    '2026-01-31T08:00:00Z; DROP TABLE traces',
    ' ',
  ])('are refused: %s', async (text) => {
    const bodies = [
      { trace: { id: 'refused', timestamp: text } },
      { trace: { id: 'refused' }, observations: [{ id: 'o', traceId: 'refused', endTime: text }] },
    ];
    for (const body of bodies)
      expect((await server.post('/v1/l/batch', body)).failure).toMatchObject({ status: 400 });
    expect(await hasTrace(server, 'refused')).toBe(false);
    const metrics = [{ name: 'm', labels: {}, value: 1, timestamp: text }];
    expect((await server.post('/v1/metrics/batch', { metrics })).failure).toMatchObject({ status: 400 });
  });

  it('count a day from midnight to midnight UTC', async () => {
    const day = 'fromTimestamp=2026-03-01T00:00:00Z&toTimestamp=2026-03-02T23:59:59Z';
    await ingest(server, { trace: { id: 'evening', timestamp: '2026-03-01T23:59:59.999999Z' } });
    await ingest(server, { trace: { id: 'morning', timestamp: '2026-03-02T00:00:00Z' } });
    expect((await server.get(`/api/public/metrics/daily?${day}`)).json()).toMatchObject({
      data: [
        { date: '2026-03-02', countTraces: 1 },
        { date: '2026-03-01', countTraces: 1 },
      ],
    });
  });
});

describe('Numbers', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it.each([
    ['promptTokens', '1e400'],
    ['promptTokens', '9007199254740993'],
    ['promptTokens', '9223372036854775808'],
    ['promptTokens', '-1'],
    ['promptTokens', '0.5'],
    ['promptTokens', '"7"'],
    ['promptTokens', 'true'],
    ['totalTokens', '1000000000001'],
    ['calculatedTotalCost', '1e400'],
    ['calculatedTotalCost', '-0.01'],
    ['latency', '1e400'],
    ['latency', '-1e400'],
    ['promptTokens', '10000000001'],
    ['promptVersion', '2147483648'],
    ['promptVersion', '-1'],
    ['promptVersion', '1.5'],
  ])('are refused: %s of %s', async (field, number) => {
    const body = `{"observations":[{"id":"o","traceId":"refused","${field}":${number}}]}`;
    const answer = await server.post('/v1/l/batch', body);
    expect(answer.failure).toMatchObject({
      status: 400,
      message: expect.stringContaining(`observations[0].${field}`) as unknown,
    });
    expect(await hasTrace(server, 'refused')).toBe(false);
  });

  it.each(['1e400', '-1e400', 'null', '"1"', 'NaN', 'Infinity'])(
    'of a metric are refused: %s',
    async (number) => {
      const body = `{"metrics":[{"name":"m","labels":{},"value":${number},"timestamp":"2026-01-31T08:00:00Z"}]}`;
      expect((await server.post('/v1/metrics/batch', body)).failure).toMatchObject({ status: 400 });
    },
  );

  it.each([
    ['promptTokens', '10000000000', 10_000_000_000],
    ['promptTokens', '2147483648', 2_147_483_648],
    ['promptTokens', '1e3', 1000],
    ['promptTokens', '7.0', 7],
    ['calculatedTotalCost', '0.000000123456789', 0.000000123456789],
    ['calculatedTotalCost', '1000000000000', 1_000_000_000_000],
    ['latency', '0.1', 0.1],
    ['latency', '1e-7', 1e-7],
    ['timeToFirstToken', '123456.789', 123_456.789],
    ['inputPrice', '0.0000025', 0.0000025],
    ['promptVersion', '2147483647', 2_147_483_647],
    ['promptVersion', '"12"', 12],
  ])('are kept: %s of %s', async (field, number, expected) => {
    const id = `${field} ${number}`.replaceAll('"', '');
    const body = `{"observations":[{"id":"o","traceId":"${id}","${field}":${number}}]}`;
    expect((await server.post('/v1/l/batch', body)).status).toBe(200);
    expect((await storedTrace(server, id)).observations).toMatchObject([{ [field]: expected }]);
  });

  it('of costs add up exactly', async () => {
    const observations = Array.from({ length: 10 }, (_, index) => ({
      id: `o-${index}`,
      traceId: 'exact',
      calculatedTotalCost: 0.1,
    }));
    await ingest(server, { observations });
    expect((await storedTrace(server, 'exact'))['totalCost']).toBe(1);
  });

  it('that a clock has made negative count as not given', async () => {
    const observation = {
      id: 'o',
      traceId: 'clock',
      startTime: '2026-01-31T08:00:01Z',
      endTime: '2026-01-31T08:00:00Z',
    };
    await ingest(server, { observations: [{ ...observation, latency: -1, timeToFirstToken: -5 }] });
    const [stored] = (await storedTrace(server, 'clock')).observations;
    expect(stored).toMatchObject({ latency: 0, timeToFirstToken: null });
  });
});

describe('Ids and names', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it.each([
    ['id', 800],
    ['name', 1000],
    ['userId', 800],
    ['sessionId', 800],
    ['release', 200],
    ['version', 200],
    ['environment', 200],
    ['externalId', 800],
  ])('of a trace: %s may have %i characters and no more', async (field, limit) => {
    const text = `${field}-`.padEnd(limit, 'x');
    await ingest(server, { trace: { id: `long-${field}`, [field]: text } });
    expect((await storedTrace(server, field === 'id' ? text : `long-${field}`))[field]).toBe(text);
    const answer = await server.post('/v1/l/batch', { trace: { id: 'refused', [field]: `${text}x` } });
    expect(answer.failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(`^trace\\.${field} `) as unknown,
    });
  });

  it.each([
    ['name', 1000],
    ['type', 50],
    ['level', 50],
    ['model', 500],
    ['statusMessage', 100_000],
    ['parentObservationId', 800],
    ['promptName', 1000],
    ['unit', 50],
  ])('of an observation: %s may have %i characters and no more', async (field, limit) => {
    const text = 'ü'.repeat(limit);
    await ingest(server, { observations: [{ id: 'o', traceId: `long-o-${field}`, [field]: text }] });
    expect((await storedTrace(server, `long-o-${field}`)).observations).toMatchObject([{ [field]: text }]);
    const answer = await server.post('/v1/l/batch', {
      observations: [{ id: 'o', traceId: 'refused', [field]: `${text}x` }],
    });
    expect(answer.failure).toMatchObject({
      status: 400,
      message: expect.stringContaining(`observations[0].${field} `) as unknown,
    });
  });

  it('of a tag may have 200 characters', async () => {
    await ingest(server, { trace: { id: 'tagged', tags: ['t'.repeat(200)] } });
    expect((await server.get(`/api/public/traces?tags=${'t'.repeat(200)}`)).json()).toMatchObject({
      data: [{ id: 'tagged' }],
    });
    expect(
      (await server.post('/v1/l/batch', { trace: { id: 'refused', tags: ['t'.repeat(201)] } })).status,
    ).toBe(400);
  });

  it.each([
    '../x',
    '../../etc/passwd',
    '%2f',
    '%2e%2e%2fx',
    'a/b',
    '/',
    '//',
    '.',
    'a?b#c',
    'a b',
    ' padded ',
    '+',
    'ünïcödé 漢字 😀',
    'é',
    'e\u0301',
    "'; DROP TABLE traces; --",
    '"quoted"',
    '\\backslash\\',
    '${jndi:ldap://x}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    '0',
    '-1',
    '%',
    '_',
    '*',
    '\u202eright-to-left',
    '\u00a0',
  ])('may be %j', async (id) => {
    await ingest(server, { trace: { id, name: id, userId: id, sessionId: id, tags: [id], environment: id } });
    await ingest(server, {
      observations: [{ id, traceId: id, name: id, model: id, parentObservationId: id }],
    });
    if (id !== '.') {
      const trace = await storedTrace(server, id);
      expect(trace).toMatchObject({ id, name: id, userId: id, sessionId: id, tags: [id], environment: id });
      expect(trace.observations).toMatchObject([
        { id, traceId: id, name: id, model: id, parentObservationId: id },
      ]);
      expect(trace['htmlPath']).toBe(`/project/default/traces/${encodeURIComponent(id)}`);
    }
    for (const parameter of ['name', 'userId', 'sessionId', 'tags', 'environment']) {
      const { data } = (await server.get(`/api/public/traces?${parameter}=${encodeURIComponent(id)}`)).json<{
        data: { id: string }[];
      }>();
      expect(data.map((trace) => trace.id)).toEqual([id]);
    }
  });

  it.each(['\u0000', 'a\u0000b', '\ud800', 'a\nb', 'a\tb', '\u007f', '\ufffd'])(
    'may not be %j',
    async (id) => {
      expect((await server.post('/v1/l/batch', { trace: { id } })).failure).toMatchObject({
        status: 400,
        message: expect.stringContaining('trace.id') as unknown,
      });
    },
  );

  it('that look alike are not the same', async () => {
    await ingest(server, { trace: { id: 'Same', name: 'upper' } });
    await ingest(server, { trace: { id: 'same', name: 'lower' } });
    expect((await storedTrace(server, 'Same'))['name']).toBe('upper');
    expect((await storedTrace(server, 'same'))['name']).toBe('lower');
  });

  it.each(['%00', 'a%00b', 'x'.repeat(801), 'x'.repeat(10_000), '%ed%a0%80', '%c0%af', '%'])(
    'that cannot be are 400 or 404 in a path, never 500: %s',
    async (id) => {
      expect([400, 404]).toContain((await server.get(`/api/public/traces/${id}`)).status);
    },
  );
});
