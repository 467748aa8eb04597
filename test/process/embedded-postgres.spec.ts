import { stat, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryInUseError } from '../../src/database/embedded/data-directory-in-use-error.js';
import { EmbeddedPostgresError } from '../../src/database/embedded/embedded-postgres-error.js';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { EmbeddedPostgresBed, query } from '../support/embedded-postgres-bed.js';

describe(EmbeddedPostgres, () => {
  const bed = new EmbeddedPostgresBed();
  const dataDirectory = bed.path();
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    server = await bed.start(dataDirectory, { work_mem: '5MB' });
  });

  afterAll(() => bed.close());

  it('tells once what it does', () => {
    expect(bed.messages).toEqual([
      expect.stringMatching(/^info: Preparing PostgreSQL 18\.\d+ in .+ \(first start\)$/),
      expect.stringMatching(/^info: PostgreSQL 18\.\d+ is running \(process \d+\); its data is in /),
    ]);
  });

  it('makes a database in UTF-8 with checksums, whatever the locale of the user', async () => {
    const rows = await query(
      server.connection,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums,
              datlocprovider AS provider, datlocale AS locale, lower('ÄÖ') AS lower, current_setting('timezone') AS timezone
       FROM pg_database WHERE datname = current_database()`,
    );
    expect(rows).toEqual([
      { encoding: 'UTF8', checksums: 'on', provider: 'b', locale: 'C.UTF-8', lower: 'äö', timezone: 'UTC' },
    ]);
  });

  it('keeps what it acknowledges, and takes the settings that it is given', async () => {
    const rows = await query(
      server.connection,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit,
              current_setting('full_page_writes') AS full_page_writes, current_setting('work_mem') AS work_mem`,
    );
    expect(rows).toEqual([
      { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', work_mem: '5MB' },
    ]);
  });

  it('lets the application own its database and create others, but not reach files or programs', async () => {
    await query(server.connection, 'CREATE TABLE mine (id int)');
    await query(server.connection, 'CREATE DATABASE another');
    await expect(query(server.connection, "COPY mine FROM PROGRAM 'id'")).rejects.toThrow(
      /permission denied/,
    );
  });

  it('is closed to everybody without the password', async () => {
    await expect(query(server.connection, 'SELECT 1', { password: 'wrong' })).rejects.toThrow(/password/);
    await expect(
      query(server.connection, 'SELECT 1', { user: 'postgres', password: 'postgres' }),
    ).rejects.toThrow(/password/);
    const { mode } = await stat(join(dataDirectory, 'postgres', 'password'));
    expect(mode & 0o777).toBe(0o600);
    expect((await stat(server.connection.host)).mode & 0o777).toBe(0o700);
  });

  it('never runs as root', async () => {
    expect((await stat(join(dataDirectory, 'postgres', 'cluster'))).uid).not.toBe(0);
  });

  it('refuses a second start on the same data directory, and leaves the first alone', async () => {
    const { pid } = server;
    await expect(bed.start(dataDirectory)).rejects.toThrow(DataDirectoryInUseError);
    await expect(bed.start(dataDirectory)).rejects.toThrow(
      `The data directory ${dataDirectory} is in use by another xtrace (process ${process.pid} `,
    );
    expect(server.pid).toBe(pid);
    expect(await query(server.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets exactly one of several simultaneous starts through', async () => {
    const contested = bed.path();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => bed.start(contested)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(DataDirectoryInUseError);
    }
  });

  it('tells how much room there is', async () => {
    expect(await server.diskSpace.freeBytes()).toBeGreaterThan(0);
  });

  it('stops while clients are connected, and has everything again at the next start', async () => {
    await query(server.connection, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    const busy = query(server.connection, 'SELECT pg_sleep(600)').then(
      () => 'finished',
      () => 'broken off',
    );
    await server.stop();
    expect(await busy).toBe('broken off');
    expect(server.pid).toBeUndefined();

    server = await bed.start(dataDirectory);
    expect(await query(server.connection, 'SELECT count(*)::int AS kept FROM kept')).toEqual([
      { kept: 1000 },
    ]);
  });

  it('keeps what an operator has set with ALTER SYSTEM', async () => {
    await query(server.connection, "ALTER SYSTEM SET work_mem = '6MB'", { user: 'postgres' });
    await server.stop();
    server = await bed.start(dataDirectory);
    expect(await query(server.connection, 'SHOW work_mem')).toEqual([{ work_mem: '6MB' }]);
  });

  it('refuses a cluster of another major version, before it touches it', async () => {
    await server.stop();
    const versionFile = join(dataDirectory, 'postgres', 'cluster', 'PG_VERSION');
    const version = readFileSync(versionFile, 'utf8');
    await writeFile(versionFile, '17\n');
    await expect(bed.start(dataDirectory)).rejects.toThrow(/was made by PostgreSQL 17; .* pg_dump/);
    await writeFile(versionFile, version);
    server = await bed.start(dataDirectory);
  });

  it('says so when the password is lost or is that of another cluster', async () => {
    await server.stop();
    const passwordFile = join(dataDirectory, 'postgres', 'password');
    const password = readFileSync(passwordFile, 'utf8');
    await writeFile(passwordFile, 'of-another-cluster\n');
    await expect(bed.start(dataDirectory)).rejects.toThrow(EmbeddedPostgresError);
    await writeFile(passwordFile, '');
    await expect(bed.start(dataDirectory)).rejects.toThrow(/password is missing/);
    await writeFile(passwordFile, password);
    server = await bed.start(dataDirectory);
  });
});
