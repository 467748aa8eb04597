import { FakeXtrace } from '../testing/fake-xtrace.js';
import { XtraceClient } from './xtrace-client.js';

const BATCH = { metrics: [{ name: 'up', labels: {}, value: 1, timestamp: '2026-11-20T12:00:00.000Z' }] };

const NEVER = new AbortController().signal;

describe('XtraceClient', () => {
  const server = new FakeXtrace();
  let waits: number[] = [];

  function client(token = FakeXtrace.TOKEN): XtraceClient {
    const wait = (ms: number): Promise<void> => {
      waits.push(ms);
      return Promise.resolve();
    };
    return new XtraceClient({ url: server.url, token, wait });
  }

  beforeAll(() => server.start());
  afterAll(() => server.stop());
  beforeEach(() => {
    waits = [];
    server.nextAnswers.length = 0;
    server.metricBodies.length = 0;
  });

  it('writes with the token', async () => {
    await client().writeMetrics(BATCH, NEVER);
    expect(server.metrics).toEqual([BATCH]);
    expect(waits).toEqual([]);
  });

  it.each([429, 503])(
    'waits as long as an answer of %d asks for, then sends the same again',
    async (status) => {
      server.nextAnswers.push(
        { status, headers: { 'retry-after': '7' } },
        { status, headers: { 'retry-after': '2' } },
      );
      await client().writeMetrics(BATCH, NEVER);
      expect(waits).toEqual([7000, 2000]);
      expect(server.metrics).toEqual([BATCH]);
    },
  );

  it('waits ever longer where nothing is asked for', async () => {
    server.nextAnswers.push({ status: 503 }, { status: 502 }, { status: 504 });
    await client().writeMetrics(BATCH, NEVER);
    expect(waits).toEqual([250, 500, 1000]);
  });

  it('sends again when the connection breaks', async () => {
    server.nextAnswers.push({ status: 0, isCut: true });
    await client().writeMetrics(BATCH, NEVER);
    expect(waits).toEqual([250]);
    expect(server.metrics).toEqual([BATCH]);
  });

  it('gives up in the end, saying why', async () => {
    server.nextAnswers.push(...Array.from({ length: 8 }, () => ({ status: 503, body: 'the disk is full' })));
    await expect(client().writeMetrics(BATCH, NEVER)).rejects.toThrow(/8 attempts.*503: the disk is full/);
    expect(waits).toHaveLength(7);
  });

  it('does not repeat what was refused for good', async () => {
    server.nextAnswers.push({ status: 400, body: '{"message":"metrics[0].value must be finite"}' });
    await expect(client().writeMetrics(BATCH, NEVER)).rejects.toThrow(/400: .*must be finite/);
    expect(waits).toEqual([]);
  });

  it('does not repeat with a wrong token, and does not show it', async () => {
    const failure = client('wrong-token').writeMetrics(BATCH, NEVER);
    await expect(failure).rejects.toThrow(/401/);
    await expect(failure).rejects.not.toThrow(/wrong-token/);
    expect(waits).toEqual([]);
  });

  it('stops repeating when it is aborted', async () => {
    const abort = new AbortController();
    const impatient = new XtraceClient({
      url: server.url,
      token: FakeXtrace.TOKEN,
      wait: (_, signal) => {
        abort.abort(new Error('enough'));
        return signal.aborted ? Promise.reject(new Error('enough')) : Promise.resolve();
      },
    });
    server.nextAnswers.push({ status: 503 });
    await expect(impatient.writeMetrics(BATCH, abort.signal)).rejects.toThrow('enough');
    expect(server.metrics).toEqual([]);
  });
});
