import { HOSTILE_BODIES, manyKeys, ordinaryBody } from '../support/hostile-bodies.js';
import type { Answer } from '../support/answer.js';
import { startServer, type TestXtrace } from '../support/server.js';
import { hasTrace } from '../support/stored-trace.js';

describe('A hostile body', () => {
  let server: TestXtrace;

  beforeAll(async () => {
    server = await startServer();
  });

  afterAll(() => server.stop());

  /** Its answer, and how many others were answered from when all of it had been sent. */
  async function sendBeside(body: string): Promise<{ answer: Answer; othersMeanwhile: number }> {
    let answer: Answer | undefined;
    let othersMeanwhile = 0;
    const sent = server.post('/v1/l/batch', body).then((result) => (answer = result));
    while (answer === undefined) {
      const { status } = await server.get('/healthz');
      if (status !== 200) throw new Error(`healthz: ${status}`);
      othersMeanwhile += 1;
    }
    return { answer: await sent, othersMeanwhile };
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
