import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findBundledPackage, packageName } from '../../src/database/embedded/bundled-package.js';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { EmbeddedPostgresBed, query } from '../support/embedded-postgres-bed.js';

const REPOSITORY = join(__dirname, '..', '..');
const SHARED_COPIES = '/var/lib/xtrace';
const isRoot = process.geteuid?.() === 0;

describe(EmbeddedPostgres, () => {
  const bed = new EmbeddedPostgresBed();

  afterAll(() => bed.close());

  async function expectToWork(dataDirectory: string): Promise<EmbeddedPostgres> {
    const server = await bed.start(dataDirectory);
    expect(await query(server.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    return server;
  }

  it('works in a directory whose path is longer than that of a socket can be', async () => {
    const server = await expectToWork(bed.path(join('long-'.repeat(20), 'longer-'.repeat(20))));
    expect(server.connection.host).toMatch(/^\/tmp\/xtrace-/);
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700);
    await server.stop();
    expect(existsSync(server.connection.host)).toBe(false);
  });

  it('works in a directory whose name has spaces, quotes, commas and letters of other scripts', async () => {
    const server = await expectToWork(bed.path(`It's "my" dätä, \\ 資料 $HOME`));
    expect(server.connection.host).toMatch(/資料/);
    await server.stop();
  });

  it('works through a symbolic link, and knows that it is the same directory', async () => {
    const dataDirectory = bed.path();
    const server = await expectToWork(dataDirectory);
    const link = bed.path('link');
    await mkdir(dirname(link), { recursive: true });
    await symlink(dataDirectory, link);
    await expect(bed.start(link)).rejects.toThrow(/is in use/);
    await server.stop();
  });

  it('works in a directory that only its owner can pass through', async () => {
    const home = bed.path('home');
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const dataDirectory = join(home, 'checkout', '.xtrace');
    const first = await expectToWork(dataDirectory);
    await query(first.connection, 'CREATE TABLE kept AS SELECT 1 AS id');
    await first.stop();

    const second = await bed.start(dataDirectory);
    expect(await query(second.connection, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    const { pid } = second;
    process.kill(pid ?? 0, 'SIGKILL');
    await second.stop();
    await (await expectToWork(dataDirectory)).stop();
  });

  it('does not use a directory for the socket that somebody else could have put there', async () => {
    const dataDirectory = bed.path('long-'.repeat(30));
    const first = await bed.start(dataDirectory);
    const usual = first.connection.host;
    await first.stop();
    await symlink('/tmp', usual);
    try {
      const second = await bed.start(dataDirectory);
      expect(second.connection.host).not.toBe(usual);
      expect(statSync(second.connection.host).mode & 0o777).toBe(0o700);
      await second.stop();
    } finally {
      rmSync(usual);
    }
  });

  it('takes over a cluster that was copied as root', async () => {
    const dataDirectory = bed.path();
    const original = await bed.start(dataDirectory);
    await query(original.connection, 'CREATE TABLE kept AS SELECT 1 AS id');
    await original.stop();
    const restored = bed.path('restored');
    await cp(dataDirectory, restored, { recursive: true });

    const server = await bed.start(restored);
    expect(await query(server.connection, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    expect(statSync(join(restored, 'postgres', 'cluster')).uid).not.toBe(0);
    await server.stop();
  });

  describe('where npm has run no install scripts', () => {
    /** A checkout of its own, with a copy of the package as `npm ci --ignore-scripts` leaves it. */
    async function checkout(directory: string): Promise<string> {
      bed.compileInto(directory);
      const name = packageName(process.platform, process.arch);
      const target = join(directory, 'node_modules', name);
      await mkdir(dirname(target), { recursive: true });
      await cp(findBundledPackage().directory, target, { recursive: true, verbatimSymlinks: true });
      for (const entry of readdirSync(join(target, 'native', 'lib'), { withFileTypes: true })) {
        if (entry.isSymbolicLink()) await rm(join(target, 'native', 'lib', entry.name));
      }
      for (const dependency of readdirSync(join(REPOSITORY, 'node_modules'))) {
        if (!/^pg(-|$)|^postgres-|^xtend$|^split2$/.test(dependency)) continue;
        await symlink(
          join(REPOSITORY, 'node_modules', dependency),
          join(directory, 'node_modules', dependency),
        );
      }
      return target;
    }

    it('makes the links between the libraries itself', async () => {
      const directory = bed.path('checkout');
      const installed = await checkout(directory);
      const child = bed.spawn(directory, bed.path());
      await child.started();
      expect(await child.end('SIGTERM')).toBe(0);
      const libraries = readdirSync(join(installed, 'native', 'lib'), { withFileTypes: true });
      expect(libraries.filter((entry) => entry.isSymbolicLink()).length).toBeGreaterThan(0);
    });

    it('works from a checkout that only its owner can pass through, with the data elsewhere', async () => {
      const home = bed.path('home');
      mkdirSync(home, { recursive: true, mode: 0o700 });
      await checkout(join(home, 'checkout'));
      const dataDirectory = bed.path();
      const child = bed.spawn(join(home, 'checkout'), dataDirectory);
      const { connection } = await child.started();
      expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await child.end('SIGTERM')).toBe(0);
      // As root the programs had to be copied to where the account of the server can run them.
      expect(existsSync(join(dataDirectory, 'postgres', 'binaries'))).toBe(isRoot);
    });

    it('works from such a checkout with the data in it', async () => {
      const sharedBefore = existsSync(SHARED_COPIES);
      const home = bed.path('home');
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const directory = join(home, 'checkout');
      await checkout(directory);
      for (let start = 1; start <= 2; start += 1) {
        const child = bed.spawn(directory, join(directory, '.xtrace'));
        const { connection } = await child.started();
        expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        expect(await child.end('SIGTERM')).toBe(0);
      }
      if (isRoot) {
        const [copy = ''] = readdirSync(SHARED_COPIES);
        expect(copy).toMatch(/^postgresql-\d+\.\d+/);
        expect(lstatSync(join(SHARED_COPIES, copy)).mode & 0o777).toBe(0o755);
        if (!sharedBefore) await rm(SHARED_COPIES, { recursive: true });
      }
    });

    it('works where node_modules cannot be written to', async () => {
      const directory = bed.path('checkout');
      const installed = await checkout(directory);
      await chmod(join(installed, 'native', 'lib'), 0o555);
      const child = bed.spawn(directory, bed.path());
      await child.started();
      expect(await child.end('SIGTERM')).toBe(0);
      await chmod(join(installed, 'native', 'lib'), 0o755);
    });
  });

  if (isRoot) {
    it('says what is wrong where the account has no name', async () => {
      const dataDirectory = bed.path();
      mkdirSync(dirname(dataDirectory), { recursive: true });
      await chown(dirname(dataDirectory), 424_242, 424_242);
      const child = bed.spawn(await bed.compile(), dataDirectory, { uid: 424_242, gid: 424_242 });
      expect(await child.next()).toEqual({
        failure: 'EmbeddedPostgresError',
        message: expect.stringMatching(/no entry in \/etc\/passwd.*DATABASE_URL/) as string,
      });
    });
  }
});
