import {
  HOSTILE_BODIES,
  longPaths,
  manyEventsOfOne,
  manyKeys,
  observationsOfKeys,
  ordinaryBody,
} from '../support/hostile-bodies.js';
import type { Answer } from '../support/answer.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace, storedTrace } from '../support/stored-trace.js';

/** The goal is 250 ms on an idle machine. */
const HELD_UP_MS = 1000;

describe('A hostile body', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  /** Its answer, how many others were answered meanwhile, and how long the slowest of them took. */
  async function sendBeside(
    body: string,
  ): Promise<{ answer: Answer; othersMeanwhile: number; slowestMs: number }> {
    let answer: Answer | undefined;
    let othersMeanwhile = 0;
    let slowestMs = 0;
    const sent = server.post('/v1/l/batch', body).then((result) => (answer = result));
    while (answer === undefined) {
      const sentAt = performance.now();
      const { status } = await server.get('/healthz');
      slowestMs = Math.max(slowestMs, performance.now() - sentAt);
      if (status !== 200) throw new Error(`healthz: ${status}`);
      othersMeanwhile += 1;
    }
    return { answer: await sent, othersMeanwhile, slowestMs };
  }

  it.each(Object.keys(HOSTILE_BODIES))(
    'of %s is refused, and others are answered before it is',
    async (name) => {
      const { answer, othersMeanwhile } = await sendBeside(HOSTILE_BODIES[name]?.() ?? '');
      expect([400, 413]).toContain(answer.status);
      expect(othersMeanwhile).toBeGreaterThan(1);
      expect(await hasTrace(server, 'hostile')).toBe(false);
    },
  );

  it('of a million keys holds nobody up', async () => {
    const { answer, othersMeanwhile } = await sendBeside(manyKeys());
    expect([200, 400, 413]).toContain(answer.status);
    expect(othersMeanwhile).toBeGreaterThan(1);
  });

  it('of keys whose paths are a thousand times as long as itself is refused', async () => {
    const answer = await server.post('/v1/l/batch', longPaths());
    expect(answer.failure).toMatchObject({
      status: 400,
      message: expect.stringMatching(/^trace\.metadata has members whose paths have more than/) as unknown,
    });
    expect(await hasTrace(server, 'hostile')).toBe(false);
  });

  it('of thousands of events of one observation holds nobody up', async () => {
    for (const repetition of [1, 2]) {
      const { answer, slowestMs } = await sendBeside(manyEventsOfOne('one-id'));
      expect([repetition, answer.status]).toEqual([repetition, 200]);
      expect(slowestMs).toBeLessThan(HELD_UP_MS);
    }
    const [observation] = (await storedTrace(server, 'one-id')).observations;
    expect(Object.keys(observation?.['metadata'] as object)).toHaveLength(4000);
  });

  it('that changes thousands of keys of every stored observation holds nobody up', async () => {
    for (const value of [0, 1]) {
      const body = observationsOfKeys(20, (index) => `o-${index}`, { traceId: 'keys', value });
      const { answer, slowestMs } = await sendBeside(body);
      expect([value, answer.status]).toEqual([value, 200]);
      expect(slowestMs).toBeLessThan(HELD_UP_MS);
    }
  });

  it('is not what an ordinary one of the same size is: it is stored, and others are answered meanwhile', async () => {
    const { answer, othersMeanwhile } = await sendBeside(ordinaryBody());
    expect(answer.text).toBe('{"message":"Request Successful."}');
    expect(othersMeanwhile).toBeGreaterThan(1);
  });

  it('leaves a server that works as before', async () => {
    expect((await server.post('/v1/l/batch', { trace: { id: 'after' } })).status).toBe(200);
    expect((await server.get('/api/public/traces/after')).status).toBe(200);
  });
});
