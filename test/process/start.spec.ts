import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { ServerProcess } from '../support/server-process.js';
import { startServer } from '../support/server.js';

describe('The start', () => {
  it('with a bad configuration names every variable and its rule, and no value', async () => {
    const bad = {
      DATABASE_URL: 'mysql://user:canary@host/db',
      BIND_ADDR: 'canary',
      RATE_LIMIT_QPS: 'canary',
      RATE_LIMIT_BURST: '0',
      XTRACE_MAX_REQUEST_BODY_BYTES: '12canary',
      TRUST_PROXY: 'canary',
      XTRACE_BASE_PATH: 'canary',
      LOG_LEVEL: 'canary',
      XTRACE_SECRET_KEY: 'sk-canary',
    };
    const refused = ServerProcess.spawn({ env: bad });
    expect(await refused.ended()).toBe(1);
    const named = [...Object.keys(bad).filter((name) => name !== 'XTRACE_SECRET_KEY'), 'XTRACE_PUBLIC_KEY'];
    for (const name of named) expect(refused.output).toMatch(new RegExp(`- ${name} must`));
    expect(refused.output).not.toContain('canary');
    expect(refused.output).not.toMatch(/\bat .*\.js/);
  });

  it('with DATABASE_URL and no token is refused', async () => {
    const refused = ServerProcess.spawn({ env: { DATABASE_URL: 'postgres://u@127.0.0.1:1/d' } });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain('API_BEARER_TOKEN');
  });

  it('on an address that is taken is refused in plain words', async () => {
    const first = await startServer({ databaseUrl: 'postgres://u@127.0.0.1:1/d', untilReady: false });
    const env = {
      DATABASE_URL: 'postgres://u@127.0.0.1:1/d',
      API_BEARER_TOKEN: first.token,
      BIND_ADDR: new URL(first.url).host,
    };
    const second = ServerProcess.spawn({ env });
    expect(await second.ended()).toBe(1);
    expect(second.output).toContain('BIND_ADDR');
    expect(second.output).not.toMatch(/\bat .*\.js/);
    await first.stop();
  });

  it('on an address that is taken makes no database', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const dataDirectory = join(mkdtempSync('/tmp/xt-'), 'data');
    const { port } = taken.address() as AddressInfo;
    const env = { XTRACE_DATA_DIR: dataDirectory, BIND_ADDR: `127.0.0.1:${port}` };
    const refused = ServerProcess.spawn({ env });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain('BIND_ADDR');
    expect(existsSync(dataDirectory)).toBe(false);
    taken.close();
    rmSync(dirname(dataDirectory), { recursive: true });
  });

  it.each([
    [__filename, 'there is a file of that name'],
    [join(__filename, 'data'), 'a part of the path is a file'],
  ])('in %s is refused in plain words', async (dataDirectory, reason) => {
    const refused = ServerProcess.spawn({
      env: { XTRACE_DATA_DIR: dataDirectory, BIND_ADDR: '127.0.0.1:0' },
    });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain(`The data directory ${dataDirectory} cannot be used: ${reason}`);
    expect(refused.output).toContain('XTRACE_DATA_DIR');
    expect(refused.output).not.toMatch(/\bat .*\.js/);
  });

  describe('with the embedded database', () => {
    const root = mkdtempSync('/tmp/xt-');
    const dataDirectory = join(root, 'data');
    const env = { XTRACE_DATA_DIR: dataDirectory, BIND_ADDR: '127.0.0.1:0' };

    beforeAll(() => chmodSync(root, 0o755));

    afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));

    it('makes a token that only its owner can read, shows it once, and keeps it', async () => {
      const first = ServerProcess.spawn({ env });
      await first.listening();
      await eventually(() => first.output.includes('xtrace is ready'));
      const token = readFileSync(join(dataDirectory, 'token'), 'utf8').trim();
      expect(statSync(join(dataDirectory, 'token')).mode & 0o777).toBe(0o600);
      expect(token.length).toBeGreaterThan(20);
      expect(first.output).toContain(token);
      first.signal('SIGTERM');
      expect(await first.ended()).toBe(0);

      const second = ServerProcess.spawn({ env });
      const url = await second.listening();
      await eventually(async () => (await fetch(`${url}/readyz`)).status === 200);
      const answer = await fetch(`${url}/api/public/projects`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(200);

      const third = ServerProcess.spawn({ env });
      expect(await third.ended()).toBe(1);
      expect(third.output).toContain(`The data directory ${dataDirectory} is in use by another xtrace`);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      second.signal('SIGTERM');
      expect(await second.ended()).toBe(0);
    });

    it('of which several are made at once on one data directory, one gets through, with the token that it shows', async () => {
      const shared = { ...env, XTRACE_DATA_DIR: join(root, 'contested') };
      const starts = Array.from({ length: 4 }, () => ServerProcess.spawn({ env: shared }));
      const isDecided = (start: ServerProcess): boolean =>
        start.hasEnded || start.output.includes('xtrace is ready');
      await eventually(() => starts.every(isDecided));
      const [winner, ...others] = starts.filter((start) => !start.hasEnded);
      expect(others).toEqual([]);
      const token = readFileSync(join(root, 'contested', 'token'), 'utf8').trim();
      expect(winner?.output).toContain(token);
      const answer = await fetch(`${await winner?.listening()}/api/public/projects`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(200);
      winner?.signal('SIGTERM');
      expect(await winner?.ended()).toBe(0);
    });

    it('that is refused because the data directory is in use leaves no token there', async () => {
      const used = { ...env, XTRACE_DATA_DIR: join(root, 'used') };
      const holder = ServerProcess.spawn({ env: { ...used, API_BEARER_TOKEN: 'of-the-operator' } });
      await holder.listening();
      const refused = ServerProcess.spawn({ env: used });
      expect(await refused.ended()).toBe(1);
      expect(existsSync(join(root, 'used', 'token'))).toBe(false);
      expect(statSync(join(root, 'used')).mode & 0o007).toBeLessThan(0o002);
      holder.signal('SIGTERM');
      expect(await holder.ended()).toBe(0);
    });

    it('on a disk that is nearly full takes nothing in, answers what is asked, and is not ready', async () => {
      const server = await startServer({
        databaseUrl: null,
        untilReady: false,
        env: { ...env, XTRACE_MIN_FREE_DISK_BYTES: '999999999999999' },
      });
      await eventually(async () => (await server.get('/api/public/traces')).status === 200);
      const metrics = [{ name: 'm', value: 1, timestamp: '2026-01-31T08:00:00Z' }];
      const refused = await Promise.all([
        server.post('/v1/l/batch', { trace: { id: 'no-room' } }),
        server.post('/v1/metrics/batch', { metrics }),
      ]);
      for (const answer of refused) {
        expect(answer.failure).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
        expect(answer.headers.get('retry-after')).toMatch(/^3[0-4]$/);
      }
      expect((await server.get('/api/public/traces/no-room')).status).toBe(404);
      expect((await server.get('/readyz')).status).toBe(503);
      expect((await server.get('/healthz')).status).toBe(200);
      await server.stop();
    });
  });
});
