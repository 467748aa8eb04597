import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import type { EmbeddedConnection } from '../../src/database/embedded/embedded-connection.js';
import { EmbeddedPostgresBed, query } from '../support/embedded-postgres-bed.js';
import { eventually } from '../support/eventually.js';

const isRoot = process.geteuid?.() === 0;

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  const state = execFileSync('sh', ['-c', `ps -o stat= -p ${pid} || true`], { encoding: 'utf8' }).trim();
  return state !== '' && !state.startsWith('Z');
}

function kill(pid: number | undefined): void {
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

async function count(connection: EmbeddedConnection): Promise<unknown> {
  const [row] = await query(connection, 'SELECT count(*)::int AS rows FROM kept');
  return row?.['rows'];
}

describe(EmbeddedPostgres, () => {
  const bed = new EmbeddedPostgresBed();
  const dataDirectory = bed.path();
  const cluster = join(dataDirectory, 'postgres', 'cluster');
  let sources: string;
  let rows = 0;

  /** Commits one more row than there were. */
  async function insert(connection: EmbeddedConnection): Promise<void> {
    await query(connection, 'CREATE TABLE IF NOT EXISTS kept (id int); INSERT INTO kept VALUES (1)');
    rows += 1;
  }

  beforeAll(async () => {
    sources = await bed.compile();
  });

  afterAll(() => bed.close());

  describe('while it runs', () => {
    let server: EmbeddedPostgres;

    beforeAll(async () => {
      server = await bed.start(dataDirectory);
    });

    afterAll(() => server.stop());

    it('restarts a server whose main process was killed, with everything that was committed', async () => {
      await insert(server.connection);
      const { pid } = server;
      kill(pid);
      await eventually(() => server.pid !== undefined && server.pid !== pid);
      await eventually(async () => (await count(server.connection)) === rows);
      expect(bed.messages.slice(-2)).toEqual([
        'warn: PostgreSQL has ended by itself (signal SIGKILL); restarting it',
        expect.stringMatching(/^info: PostgreSQL is running again \(process \d+\)$/),
      ]);
    });

    it('restarts it also while one of its processes is busy and does not notice', async () => {
      const client = query(server.connection, 'SELECT count(*) FROM generate_series(1, 1e12::bigint)').catch(
        () => undefined,
      );
      await eventually(
        async () =>
          (
            await query(
              server.connection,
              "SELECT 1 FROM pg_stat_activity WHERE query ~ '1e12' AND state = 'active'",
            )
          ).length === 2,
      );
      const { pid } = server;
      kill(pid);
      await client;
      await eventually(() => server.pid !== undefined && server.pid !== pid);
      await eventually(async () => (await count(server.connection)) === rows);
      expect(isAlive(pid)).toBe(false);
    });

    it('survives that one of its processes is killed', async () => {
      const { pid } = server;
      const [backend] = await query(server.connection, 'SELECT pg_backend_pid() AS pid');
      const other = query(server.connection, 'SELECT pg_sleep(600)').catch(() => undefined);
      await eventually(async () => {
        const sleepers = await query(
          server.connection,
          "SELECT pid FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'",
        );
        if (sleepers[0] !== undefined) kill(Number(sleepers[0]['pid']));
        return sleepers[0] !== undefined;
      });
      await other;
      await eventually(async () => (await count(server.connection)) === rows);
      expect(backend).toBeDefined();
      expect(server.pid).toBe(pid);
    });
  });

  it('takes the place of a server whose parent was killed', async () => {
    const child = bed.spawn(sources, dataDirectory);
    const { pid, connection } = await child.started();
    await insert(connection);
    await child.end('SIGKILL');
    expect(isAlive(pid)).toBe(true);

    const server = await bed.start(dataDirectory);
    expect(isAlive(pid)).toBe(false);
    expect(await count(server.connection)).toBe(rows);
    await server.stop();
  });

  it('stops an orphan that is suspended', async () => {
    const child = bed.spawn(sources, dataDirectory);
    const { pid } = await child.started();
    await child.end('SIGKILL');
    process.kill(pid, 'SIGSTOP');
    const server = await bed.start(dataDirectory);
    expect(isAlive(pid)).toBe(false);
    expect(await count(server.connection)).toBe(rows);
    await server.stop();
  });

  it('recovers after both were killed, whatever files are left', async () => {
    const child = bed.spawn(sources, dataDirectory);
    const { pid, connection } = await child.started();
    await insert(connection);
    const ended = child.end('SIGKILL'); // first, so that it cannot restart the server
    kill(pid);
    await ended;
    expect(readdirSync(cluster)).toContain('postmaster.pid');
    expect(readdirSync(connection.host)).toContain('.s.PGSQL.5432.lock');

    const server = await bed.start(dataDirectory);
    expect(await count(server.connection)).toBe(rows);
    await server.stop();
  });

  it('neither believes nor harms a stranger who has got the pid of the server that was killed', async () => {
    const { uid, gid } = statSync(cluster);
    const stranger = spawn('sleep', ['600'], isRoot ? { uid, gid } : {});
    const child = bed.spawn(sources, dataDirectory);
    const { pid, connection } = await child.started();
    const childEnded = child.end('SIGKILL');
    kill(pid);
    await childEnded;
    for (const file of [join(cluster, 'postmaster.pid'), join(connection.host, '.s.PGSQL.5432.lock')]) {
      const text = readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid));
      await writeFile(file, text);
      await chown(file, uid, gid);
    }

    const server = await bed.start(dataDirectory);
    expect(await count(server.connection)).toBe(rows);
    expect(stranger.exitCode).toBeNull();
    expect(isAlive(stranger.pid)).toBe(true);
    const ended = once(stranger, 'exit');
    stranger.kill();
    await ended;
    await server.stop();
  });

  it('refuses to start beside another process, which a kill frees at once', async () => {
    const child = bed.spawn(sources, dataDirectory);
    await child.started();
    const second = bed.spawn(sources, dataDirectory);
    expect(await second.next()).toEqual({
      failure: 'DataDirectoryInUseError',
      message: expect.stringContaining(`process ${child.process.pid} on`) as string,
    });
    await child.end('SIGKILL');
    const third = bed.spawn(sources, dataDirectory);
    await third.started();
    expect(await third.end('SIGTERM')).toBe(0);
  });

  it('ends the server when the process dies of an error that nobody has caught', async () => {
    const child = bed.spawn(sources, dataDirectory);
    const { pid } = await child.started();
    expect(await child.end('SIGUSR2')).toBe(1);
    await eventually(() => !isAlive(pid));
  });

  it('leaves the server up on Ctrl-C until the process has finished its work', async () => {
    const child = bed.spawn(sources, dataDirectory);
    const { pid } = await child.started();
    const ended = once(child.process, 'exit');
    child.interruptGroup();
    expect(await child.next()).toEqual({ drained: true });
    expect(await ended).toEqual([0, null]);
    expect(isAlive(pid)).toBe(false);
  });

  it('begins anew where the first start was killed half-way', async () => {
    const interrupted = bed.path();
    const home = join(interrupted, 'postgres');
    const child = bed.spawn(sources, interrupted);
    await eventually(() => {
      const [draft] = readdirSync(home).filter((name) => name.startsWith('cluster.new-'));
      return draft !== undefined && readdirSync(join(home, draft)).includes('base');
    });
    await child.end('SIGKILL');

    const server = await bed.start(interrupted);
    expect(await query(server.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(home).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
    await server.stop();
  });
});
