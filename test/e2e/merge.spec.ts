import { startServer, type TestXtrace } from '../support/server.js';
import { ingest, storedTrace } from '../support/stored-trace.js';

const AT = '2026-01-31T08:00:00.000Z';

describe('A second write of an id', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('adds what it says and leaves the rest', async () => {
    await ingest(server, { trace: { id: 'merge', timestamp: AT, name: 'first', userId: 'alice' } });
    await ingest(server, { trace: { id: 'merge', timestamp: AT, output: 'done' } });
    expect(await storedTrace(server, 'merge')).toMatchObject({
      name: 'first',
      userId: 'alice',
      output: 'done',
    });
  });

  it('never overwrites a value with null', async () => {
    const observation = { id: 'o', traceId: 'no-null' };
    await ingest(server, {
      trace: { id: 'no-null', timestamp: AT, name: 'kept', tags: ['a'], metadata: { key: 1 }, public: true },
      observations: [{ ...observation, startTime: AT, model: 'm', usage: { input: 1, output: 2 } }],
    });
    await ingest(server, {
      trace: { id: 'no-null', name: null, tags: null, metadata: null, public: null },
      observations: [{ ...observation, startTime: null, endTime: null, model: null, usage: null }],
    });
    expect(await storedTrace(server, 'no-null')).toMatchObject({
      timestamp: AT,
      name: 'kept',
      tags: ['a'],
      metadata: { key: 1 },
      public: true,
      observations: [{ startTime: AT, model: 'm', promptTokens: 1, completionTokens: 2 }],
    });
  });

  it('unites tags and merges metadata', async () => {
    await ingest(server, {
      trace: { id: 'union', timestamp: AT, tags: ['a'], metadata: { a: 1, deep: { x: 1 } } },
    });
    await ingest(server, {
      trace: { id: 'union', timestamp: AT, tags: ['b'], metadata: { b: 2, deep: { y: 2 } } },
    });
    const { tags, metadata } = await storedTrace(server, 'union');
    expect((tags as string[]).toSorted()).toEqual(['a', 'b']);
    expect(metadata).toEqual({ a: 1, b: 2, deep: { x: 1, y: 2 } });
  });

  it('ends the same in either order: an end before its start', async () => {
    const start = { startTime: AT, name: 'call', input: 'in', level: 'DEFAULT' };
    const end = { startTime: AT, endTime: '2026-01-31T08:00:01.000Z', output: 'out', level: 'ERROR' };
    await ingest(server, { observations: [{ id: 'o', traceId: 'forwards', ...start }] });
    await ingest(server, { observations: [{ id: 'o', traceId: 'forwards', ...end }] });
    await ingest(server, { observations: [{ id: 'o', traceId: 'backwards', ...end }] });
    await ingest(server, { observations: [{ id: 'o', traceId: 'backwards', ...start }] });
    const merged = { ...start, ...end };
    expect((await storedTrace(server, 'forwards')).observations).toMatchObject([merged]);
    expect((await storedTrace(server, 'backwards')).observations).toMatchObject([merged]);
  });

  it('changes nothing when it repeats the first, however often and at once', async () => {
    const body = {
      trace: { id: 'again', timestamp: AT, tags: ['a'] },
      observations: [
        { id: 'o', traceId: 'again', startTime: AT, usage: { total: 10 }, calculatedTotalCost: 1 },
      ],
    };
    await Promise.all(Array.from({ length: 12 }, () => ingest(server, body)));
    expect(await storedTrace(server, 'again')).toMatchObject({
      tags: ['a'],
      totalCost: 1,
      observations: [{ id: 'o', totalTokens: 10 }],
    });
  });

  it('merges within one request as across requests', async () => {
    const id = { id: 'o', traceId: 'within' };
    await ingest(server, {
      observations: [
        { ...id, startTime: AT, name: 'n' },
        { ...id, startTime: AT, model: 'm' },
      ],
    });
    expect((await storedTrace(server, 'within')).observations).toMatchObject([{ name: 'n', model: 'm' }]);
  });

  it('turns the trace that an observation has made into the one that was sent later', async () => {
    await ingest(server, {
      observations: [{ id: 'o', traceId: 'later', startTime: '2026-01-31T08:30:00Z' }],
    });
    await ingest(server, { trace: { id: 'later', timestamp: AT, name: 'real' } });
    expect(await storedTrace(server, 'later')).toMatchObject({ timestamp: AT, name: 'real' });
  });

  it('is refused where it would make tags or metadata larger than one write may, and none beside it', async () => {
    const named = (prefix: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    const values = (prefix: string): object => Object.fromEntries(named(prefix, 6000).map((key) => [key, 1]));
    const id = 'limits';
    await ingest(server, { trace: { id, timestamp: AT, tags: named('a', 600), metadata: values('a') } });
    const bodies = [
      { trace: { id, timestamp: AT, tags: named('b', 600), name: 'too many tags' } },
      { trace: { id, timestamp: AT, metadata: values('b'), name: 'too much metadata' } },
      ...named('c', 10).map((tag) => ({ trace: { id, timestamp: AT, tags: [tag] } })),
      ...named('other', 10).map((other) => ({ trace: { id: other, timestamp: AT } })),
    ];
    const [tags, metadata, ...others] = await Promise.all(
      bodies.map((body) => server.post('/v1/l/batch', body)),
    );
    expect(tags?.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: 'The tags of trace "limits", merged with what was sent before, have more than 1000 elements',
    });
    expect(metadata?.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: 'The metadata of trace "limits", merged with what was sent before, has more than 10000 values',
    });
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    const stored = await storedTrace(server, id);
    expect(stored['name']).toBeNull();
    expect(stored['tags']).toHaveLength(610);
    expect(Object.keys(stored['metadata'] as object)).toHaveLength(6000);
  });
});
