import type { DataSource } from 'typeorm';
import { migrate, UnusableDatabaseError } from './migrate.js';

/** Records what is asked of it, in order. */
class FakeDataSource {
  readonly asked: string[] = [];
  isTransactionActive = false;
  failure: Error | null = null;

  constructor(private readonly version: string) {}

  query(sql: string): Promise<unknown[]> {
    this.asked.push(sql);
    return Promise.resolve([{ server_version_num: this.version }]);
  }

  runMigrations(): Promise<unknown[]> {
    this.asked.push('migrations');
    return this.failure === null ? Promise.resolve([1, 2]) : Promise.reject(this.failure);
  }

  createQueryRunner() {
    const step = (name: string, isActive: boolean) => () => {
      this.asked.push(name);
      this.isTransactionActive = isActive;
      return Promise.resolve();
    };
    const isActive = () => this.isTransactionActive;
    return {
      get isTransactionActive() {
        return isActive();
      },
      startTransaction: step('begin', true),
      commitTransaction: step('commit', false),
      rollbackTransaction: step('rollback', false),
      release: step('release', false),
      query: (sql: string) => {
        this.asked.push(sql.replace(/\(.*/, ''));
        return Promise.resolve([]);
      },
    };
  }
}

function run(source: FakeDataSource): Promise<number> {
  return migrate(source as unknown as DataSource);
}

describe(migrate, () => {
  it('migrates under a lock that other servers wait for, without a time limit', async () => {
    const source = new FakeDataSource('140000');
    expect(await run(source)).toBe(2);
    expect(source.asked).toEqual([
      'SHOW server_version_num',
      'begin',
      'SET LOCAL statement_timeout = 0',
      'SELECT pg_advisory_xact_lock',
      'migrations',
      'commit',
      'release',
    ]);
  });

  it('gives lock and connection back when a migration fails', async () => {
    const source = new FakeDataSource('180000');
    source.failure = new Error('broken');
    await expect(run(source)).rejects.toBe(source.failure);
    expect(source.asked.slice(-2)).toEqual(['rollback', 'release']);
  });

  it('refuses a server that is too old, before it changes anything', async () => {
    const source = new FakeDataSource('130022');
    await expect(run(source)).rejects.toThrow(UnusableDatabaseError);
    expect(source.asked).toEqual(['SHOW server_version_num', 'release']);
  });
});
