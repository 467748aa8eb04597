import { randomInt } from 'node:crypto';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace } from '../support/stored-trace.js';

/** Within the limit of characters, but beyond what an index of PostgreSQL takes: only the database sees that. */
function unindexable(): string {
  const characters = Array.from({ length: 800 }, () => String.fromCodePoint(randomInt(0x20000, 0x10_0000)));
  return characters.join('');
}

describe('What only the database can refuse', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  it('is a 400 without a word of SQL', async () => {
    const answer = await server.post('/v1/l/batch', { trace: { id: unindexable() } });
    expect(answer.failure).toEqual({
      status: 400,
      code: 'BAD_REQUEST',
      message: 'The request cannot be stored: an id, name or tag is too long to be indexed',
    });
  });

  it('harms its own request as a whole, and no other that comes at the same time', async () => {
    const bad = new Set([3, 17, 18, 39]);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const observations = [{ id: 'o', traceId: `neighbour-${index}` }];
        const poison = bad.has(index) ? [{ id: 'o', traceId: unindexable() }] : [];
        return server.post('/v1/l/batch', { observations: [...observations, ...poison] });
      }),
    );
    for (const [index, { status }] of answers.entries()) {
      expect([index, status]).toEqual([index, bad.has(index) ? 400 : 200]);
      expect(await hasTrace(server, `neighbour-${index}`)).toBe(!bad.has(index));
    }
  });

  it('does not harm requests that write the same trace', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const id = index % 5 === 0 ? unindexable() : `o-${index}`;
        return server.post('/v1/l/batch', { observations: [{ id, traceId: 'shared' }] });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      answers.map((_, index) => (index % 5 === 0 ? 400 : 200)),
    );
    const { observations } = (await server.get('/api/public/traces/shared')).json<{
      observations: unknown[];
    }>();
    expect(observations).toHaveLength(16);
  });
});

describe('Requests that meet on the same traces', () => {
  it('all succeed, whatever their order, and their sums are right', async () => {
    const server = await startServer();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, writer) => {
        const traces = [0, 1, 2, 3, 4].map((offset) => (writer * 7 + offset * 3) % 10);
        const observations = traces.map((trace) => ({
          id: `o-${writer}`,
          traceId: `meeting-${trace}`,
          startTime: '2026-01-31T08:00:00Z',
          calculatedTotalCost: 0.5,
        }));
        return server.post('/v1/l/batch', { observations });
      }),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const { data } = (await server.get('/api/public/traces?limit=200')).json<{
      data: { totalCost: number }[];
    }>();
    expect(data.map(({ totalCost }) => totalCost).reduce((sum, cost) => sum + cost)).toBe(150);
    await server.stop();
  });
});
