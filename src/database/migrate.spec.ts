import type { DataSource } from 'typeorm';
import { migrate } from './migrate.js';
import { UnusableDatabaseError } from './unusable-database.error.js';

/** Says that it is of some version, and records what else is asked of it. The rest needs a real one: test/process/migrations.spec.ts. */
class FakeServer {
  readonly asked: string[] = [];

  constructor(private readonly version: string) {}

  createQueryRunner() {
    return {
      isTransactionActive: false,
      query: (sql: string) => {
        this.asked.push(sql);
        return Promise.resolve([{ server_version_num: this.version }]);
      },
      release: () => {
        this.asked.push('release');
        return Promise.resolve();
      },
    };
  }
}

describe(migrate, () => {
  it('refuses a server that is too old, before it changes anything', async () => {
    const server = new FakeServer('130022');
    await expect(migrate(server as unknown as DataSource)).rejects.toThrow(UnusableDatabaseError);
    expect(server.asked).toEqual(['SHOW server_version_num', 'release']);
  });
});
