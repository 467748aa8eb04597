import { PassThrough } from 'node:stream';
import { runDemo } from './main.js';
import { FakeXtrace } from './testing/fake-xtrace.js';

const SMALL = ['--scale', '0.02', '--hours', '3', '--end', '2026-11-20T17:30:00Z'];

async function demo(args: readonly string[]): Promise<{ code: number; text: string }> {
  const output = new PassThrough();
  const code = await runDemo({ args, environment: {}, directory: '/nowhere', now: 0, output });
  return { code, text: (output.read() as Buffer | null)?.toString() ?? '' };
}

describe('the demo', () => {
  let server: FakeXtrace;

  beforeEach(async () => {
    server = new FakeXtrace();
    await server.start();
  });
  afterEach(() => server.stop());

  function run(...args: string[]): Promise<{ code: number; text: string }> {
    return demo(['--url', server.url, '--token', FakeXtrace.TOKEN, ...SMALL, ...args]);
  }

  it('writes metrics and traces, then says what to look at, without the token', async () => {
    const { code, text } = await run();
    expect(code).toBe(0);
    expect(server.metrics.every(({ metrics }) => metrics.length <= 500)).toBe(true);
    expect(server.traces.length).toBeGreaterThan(5);
    expect(server.mostInFlight).toBeLessThanOrEqual(8);
    expect(text).toContain(`${String(server.traces.length)} traces`);
    expect(text).toContain('What to look at');
    expect(text).toContain('npm run demo -- --seed=1 --scale 0.02 --hours 3 --end 2026-11-20T17:30:00.000Z');
    expect(text).not.toContain(FakeXtrace.TOKEN);
  });

  it('sends the same requests and says the same when it runs again', async () => {
    const first = await run();
    const traces = server.traceBodies.splice(0).sort();
    const metrics = server.metricBodies.splice(0).sort();
    const second = await run();
    expect(server.traceBodies.sort()).toEqual(traces);
    expect(server.metricBodies.sort()).toEqual(metrics);
    const guideOf = (text: string): string => text.slice(text.indexOf('What to look at'));
    expect(guideOf(second.text)).toBe(guideOf(first.text));
  });

  it('stops with the reason when a request is refused', async () => {
    server.nextAnswers.push({ status: 400, body: '{"message":"metrics[0].name must not be empty"}' });
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toContain('metrics[0].name must not be empty');
    expect(text).not.toContain('What to look at');
  });

  it('says that the token is wrong', async () => {
    const { code, text } = await run('--token', 'another-token');
    expect(code).toBe(1);
    expect(text).toContain('does not take this token');
    expect(text).not.toContain('another-token');
    expect(server.metricBodies).toEqual([]);
  });

  it('says that the server is not ready', async () => {
    server.isReady = false;
    const { code, text } = await run();
    expect(code).toBe(1);
    expect(text).toContain('is not ready');
  });

  it('says that there is no server', async () => {
    const { url } = server;
    await server.stop();
    const { code, text } = await demo(['--url', url, '--token', 'x']);
    expect(code).toBe(1);
    expect(text).toMatch(/does not answer \(ECONNREFUSED\)\. Start xtrace with "npm start"/);
    await server.start();
  });

  it('explains itself', async () => {
    const { code, text } = await demo(['--help']);
    expect(code).toBe(0);
    expect(text).toContain('--scale');
  });
});
