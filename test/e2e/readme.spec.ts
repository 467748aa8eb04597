import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startServer, type TestXtrace } from '../support/server.js';

const REPOSITORY = join(__dirname, '..', '..');
const CURL = join(__dirname, '..', 'support', 'curl', 'curl.mjs');

const KEYS = { XTRACE_PUBLIC_KEY: 'pk-lf-local', XTRACE_SECRET_KEY: 'sk-lf-local' };
const ADDRESS = 'http://127.0.0.1:8742';

interface Example {
  heading: string;
  language: string;
  script: string;
}

/** The blocks that the README marks as bash or typescript, with the heading above each. */
function examples(): Example[] {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const found: Example[] = [];
  let heading = '';
  for (const match of readme.matchAll(/^#+ (.*)$|^```(bash|typescript)\n([\s\S]*?)^```$/gm)) {
    const [, title, language = '', script = ''] = match;
    if (title !== undefined) heading = title;
    else found.push({ heading, language, script });
  }
  return found;
}

describe('The examples of the README', () => {
  let server: TestXtrace;
  let programs: string;

  beforeAll(async () => {
    server = await startServer({ env: KEYS });
    programs = mkdtempSync(join(tmpdir(), 'xtrace-readme-'));
    chmodSync(CURL, 0o755);
    symlinkSync(CURL, join(programs, 'curl'));
    symlinkSync(process.execPath, join(programs, 'node'));
  });

  afterAll(async () => {
    rmSync(programs, { recursive: true });
    await server.stop();
  });

  async function run({ language, script }: Example): Promise<{ status: number | null; output: string }> {
    const [program, ...parameters] =
      language === 'bash'
        ? ['sh', '-euc', script]
        : [process.execPath, '--input-type=module', '-e', script.replaceAll(ADDRESS, server.url)];
    const child = spawn(program, parameters, {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
        XTRACE_URL: server.url,
        API_BEARER_TOKEN: server.token,
      },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, output };
  }

  it('are all there', () => {
    expect(examples().length).toBeGreaterThanOrEqual(8);
  });

  it('run one after the other, each without an error', async () => {
    for (const example of examples()) {
      const { heading } = example;
      const { status, output } = await run(example);
      expect({ heading, status, output }).toEqual({
        heading,
        status: 0,
        output: expect.any(String) as string,
      });
    }
  });

  it('show what they have written', async () => {
    expect((await server.get('/api/public/traces/trace-1')).json()).toMatchObject({
      name: 'chat',
      userId: 'alice',
      observations: [{ id: 'observation-1', model: 'gpt-4o-mini', level: 'WARNING', totalTokens: 12 }],
    });
    expect((await server.get('/api/public/observations?name=llm&userId=alice')).json()).toMatchObject({
      meta: { totalItems: 2 },
    });
    expect((await server.get('/api/public/observations?name=llm')).json()).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string, input: 'hi' }),
      ]) as unknown[],
    });
    expect((await server.get('/api/public/metrics/names')).json()).toEqual({ data: ['gpu_utilization'] });
  });
});
