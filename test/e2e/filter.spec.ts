import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, type Json } from '../support/stored-trace.js';

interface Listed {
  readonly data: Json[];
  readonly meta: Json;
}

describe('The parameter filter', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
    const traces = [
      {
        id: 'a',
        timestamp: '2026-01-01T00:00:00Z',
        name: 'chat',
        userId: 'alice',
        tags: ['x'],
        metadata: { run: 'r+1' },
      },
      { id: 'b', timestamp: '2026-01-02T00:00:00Z', name: 'chat', userId: 'bob', environment: 'staging' },
      { id: 'c', timestamp: '2026-01-03T00:00:00Z', name: 'agent', userId: 'alice', latency: 3 },
    ];
    for (const trace of traces) await ingest(server, { trace });
    for (const [id, judge] of [
      ['s1', 'v1'],
      ['s2', 'v2'],
    ])
      await server.post('/api/public/scores', {
        id,
        traceId: 'a',
        name: 'tone',
        value: 1,
        metadata: { judge },
      });
    await ingest(server, {
      observations: [{ id: 'o', traceId: 'a', startTime: '2026-01-01T00:00:00Z', level: 'ERROR' }],
    });
  });

  afterAll(() => server.stop());

  async function list(route: string, filter: unknown, more = ''): Promise<Listed> {
    const text = encodeURIComponent(JSON.stringify(filter));
    const answer = await server.get(`/api/public/${route}?filter=${text}${more}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.json<Listed>();
  }

  const name = { type: 'string', column: 'name', operator: '=', value: 'chat' };

  it.each<[unknown, string, string[]]>([
    [[name], '', ['b', 'a']],
    [
      [name, { type: 'datetime', column: 'timestamp', operator: '<', value: '2026-01-02T00:00:00Z' }],
      '',
      ['a'],
    ],
    [[{ type: 'stringObject', column: 'metadata', key: 'run', operator: '=', value: 'r+1' }], '', ['a']],
    [[{ type: 'string', column: 'level', operator: '=', value: 'ERROR' }], '', ['a']],
    [[{ type: 'number', column: 'latency', operator: '>=', value: 3 }], '', ['c']],
    [[], '', ['c', 'b', 'a']],
    // The filter goes before a parameter that asks of the same column; others hold too.
    [[name], '&name=agent', ['b', 'a']],
    [[name], '&userId=alice', ['a']],
    [[name], '&orderBy=timestamp.asc&limit=1', ['a']],
  ])('finds traces by %j%s', async (filter, more, expected) => {
    const { data } = await list('traces', filter, more);
    expect(data.map(({ id }) => id)).toEqual(expected);
  });

  it.each(['scores', 'v2/scores'])('finds %s', async (route) => {
    const judge = { type: 'stringObject', column: 'metadata', key: 'judge', operator: '=', value: 'v2' };
    expect(await list(route, [judge])).toMatchObject({ data: [{ id: 's2' }], meta: { totalItems: 1 } });
    const refused = await server.get(`/api/public/${route}?filter=[{"column":"judge"}]`);
    expect(refused.failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^filter\[0\]\.column must be one of id, timestamp, name, /) as unknown,
    });
  });

  it('counts all that it finds', async () => {
    const found = await list('traces', [name], '&limit=1&page=2');
    expect(found).toMatchObject({ data: [{ id: 'a' }], meta: { totalItems: 2, totalPages: 2 } });
  });

  it.each([
    ['{', 'filter must be valid JSON: an array of conditions'],
    ['{}', 'filter must be an array of conditions'],
    [
      JSON.stringify([name, { ...name, operator: 'like' }]),
      'filter[1].operator must be one of =, contains, does not contain, starts with, ends with for the type string of the column name',
    ],
    [
      JSON.stringify([{ ...name, column: 'project_id' }]),
      /^filter\[0\]\.column must be one of id, name, timestamp, /,
    ],
    [JSON.stringify([{ ...name, value: 'a\0' }]), 'filter[0].value must not contain the character NUL'],
  ])('is refused where it is malformed: %s', async (filter, message) => {
    const answer = await server.get(`/api/public/traces?filter=${encodeURIComponent(filter)}`);
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as unknown),
    });
  });

  it('is refused twice', async () => {
    expect((await server.get('/api/public/traces?filter=[]&filter=[]')).failure).toMatchObject({
      status: 400,
      message: 'filter must be given only once',
    });
  });
});
