import { SystemClock } from '../../src/common/clock.js';
import { UnavailableError } from '../../src/common/domain-error.js';
import { AppConfig, type AppConfigValues } from '../../src/config/app-config.js';
import type { MetricSample } from '../../src/ingest/domain/metric-sample.js';
import { RejectedDataError } from '../../src/ingest/domain/rejected-data.error.js';
import { TypeOrmMetricWriter } from '../../src/ingest/persistence/typeorm-metric.writer.js';
import { TypeOrmMetricReader } from '../../src/metrics/persistence/typeorm-metric.reader.js';
import { withConnection } from '../support/admin-connection.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { createTestDatabase } from '../support/database.js';
import { query, sample, shorten } from '../support/metric-samples.js';

describe('the metric writer in PostgreSQL', () => {
  let database: ConnectedDatabase;
  let writer: TypeOrmMetricWriter;

  beforeEach(async () => {
    database = await connectTestDatabase();
    writer = newWriter();
  });

  afterEach(() => database.close());

  /** As another server has one: it remembers nothing yet. */
  function newWriter(): TypeOrmMetricWriter {
    const config = new AppConfig({ maxSeriesPerProject: 100_000 } as AppConfigValues);
    return new TypeOrmMetricWriter(database.write, config, new SystemClock());
  }

  async function values(others: Parameters<typeof query>[1] = {}): Promise<string[][]> {
    const result = await new TypeOrmMetricReader(database.read).query(
      query('p', { aggregation: 'sum', ...others }),
    );
    return shorten(result).map(([, ...each]) => each);
  }

  async function count(table: string): Promise<number> {
    const [row] = await database.read.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
    return row?.count ?? NaN;
  }

  it('makes the partition of a month once, however many servers need it at the same time', async () => {
    const writers = Array.from({ length: 8 }, newWriter);
    const months = ['2024-01', '2024-02', '2024-03', '2024-04'];
    await Promise.all(
      writers.flatMap((each, n) =>
        months.map((month) => each.write([sample('p', `${month}-01T00:00:00Z`, n, { n: `${n}` })])),
      ),
    );
    expect(await count('metric_points')).toBe(32);
    expect(await count(`pg_inherits WHERE inhparent = 'metric_points'::regclass`)).toBe(4);
  });

  it('stores a new series once, however many servers see it at the same time', async () => {
    const nodes = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(
      Array.from({ length: 8 }, newWriter).map((each, n) =>
        each.write(
          // Each in an order of its own.
          nodes.map((_, index) =>
            sample('p', `08:00:0${n}`, 1, { node: nodes[(index * (n % 4 || 1) + n) % 5] ?? '' }),
          ),
        ),
      ),
    );
    expect(await count('metric_series')).toBe(5);
    expect(await values()).toEqual(nodes.map(() => ['08:00=8']));
  });

  it('lets servers write the same points in any order at the same time', async () => {
    const times = Array.from({ length: 50 }, (_, n) => `08:00:${String(n).padStart(2, '0')}`);
    const points = times.flatMap((time) =>
      ['a', 'b', 'c', 'd'].map((node): [string, string] => [time, node]),
    );
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => n).map(async (n) => {
        const each = newWriter();
        for (let round = 0; round < 5; round++) {
          const shift = (n * 37 + round * 11) % points.length;
          const order = [...points.slice(shift), ...points.slice(0, shift)];
          const samples = order.map(([time, node]) => sample('p', time, n + round, { node }));
          await each.write(n % 2 === 0 ? samples : samples.reverse());
        }
      }),
    );
    expect(await count('metric_points')).toBe(points.length);
  });

  it('makes a partition anew that was dropped behind its back', async () => {
    await writer.write([sample('p', '08:00', 1)]);
    await database.write.transaction((transaction) => transaction.query('DROP TABLE metric_points_2026_02'));
    await writer.write([sample('p', '09:00', 2)]);
    expect(await values()).toEqual([['09:00=2']]);
  });

  it('forgets a series that it could not commit', async () => {
    // NUL gets into a label only by a mistake of the caller.
    const bad = sample('p', '08:00', 1, { node: '\u0000' });
    await expect(writer.write([sample('p', '08:00', 1, { node: 'a' }), bad])).rejects.toThrow(
      RejectedDataError,
    );
    expect(await count('metric_series')).toBe(0);
    await writer.write([sample('p', '08:00', 2, { node: 'a' })]);
    expect(await values()).toEqual([['08:00=2']]);
  });

  it('notices that the database is another one by now', async () => {
    await writer.write([sample('p', '08:00', 1, { node: 'a' })]);
    await replaceDatabase();
    // The series of the old database, and others that now have their ids.
    await eventuallyWrite(newWriter(), [sample('p', '08:00', 5, { node: 'x' })]);
    await eventuallyWrite(writer, [sample('p', '08:00', 2, { node: 'a' })]);
    expect(await values({ labels: { node: 'a' } })).toEqual([['08:00=2']]);
    expect(await values({ labels: { node: 'x' } })).toEqual([['08:00=5']]);
  });

  it('says that the database is away, and goes on when it is back', async () => {
    await writer.write([sample('p', '08:00', 1)]);
    const writing = Array.from({ length: 50 }, (_, n) => writer.write([sample('p', '08:01', n)]));
    await withConnection(database.url, (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'xtrace-test'`,
      ),
    );
    const outcomes = await Promise.allSettled(writing);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UnavailableError);
    await eventuallyWrite(writer, [sample('p', '08:02', 1)]);
    expect((await values()).flat()).toContain('08:02=1');
  });

  /** As after the restore of an older backup: the same address, other contents. */
  async function replaceDatabase(): Promise<void> {
    const fresh = await createTestDatabase();
    const [old, other] = [database.url, fresh.url].map((url) => new URL(url).pathname.slice(1));
    await withConnection(process.env.TEST_DATABASE_ADMIN_URL ?? '', async (client) => {
      await client.query(`DROP DATABASE "${old}" WITH (FORCE)`);
      await client.query(`ALTER DATABASE "${other}" RENAME TO "${old}"`);
    });
  }

  /** The pool may have to find out first that its connections are gone. */
  async function eventuallyWrite(by: TypeOrmMetricWriter, samples: MetricSample[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await by.write(samples);
        return;
      } catch (error) {
        if (!(error instanceof UnavailableError) || attempt === 20) throw error;
      }
    }
  }
});
