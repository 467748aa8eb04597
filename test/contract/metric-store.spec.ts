import fc from 'fast-check';
import { SystemClock } from '../../src/common/clock.js';
import { AppConfig, type AppConfigValues } from '../../src/config/app-config.js';
import { TypeOrmMetricWriter } from '../../src/ingest/persistence/typeorm-metric.writer.js';
import {
  METRIC_AGGREGATIONS,
  METRIC_STEPS,
  type MetricQuery,
} from '../../src/metrics/domain/metric-query.js';
import { TypeOrmMetricReader } from '../../src/metrics/persistence/typeorm-metric.reader.js';
import { InMemoryMetricStore } from '../fakes/in-memory-metric.store.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { at, query, sample } from '../support/metric-samples.js';
import type { MetricStore } from './metric-store-bed.js';
import { describeMetricStore } from './metric-store.contract.js';

describeMetricStore('the metric store in memory', ({ maxSeriesPerProject }) => {
  const store = new InMemoryMetricStore(maxSeriesPerProject);
  return { writer: store, reader: store };
});

describe('the metric store in PostgreSQL', () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  const open = ({ maxSeriesPerProject }: { maxSeriesPerProject: number }): MetricStore => ({
    writer: new TypeOrmMetricWriter(
      database.write,
      new AppConfig({ maxSeriesPerProject } as AppConfigValues),
      new SystemClock(),
    ),
    reader: new TypeOrmMetricReader(database.read),
  });

  describeMetricStore('keeps the contract', open);

  const labels = fc.dictionary(
    fc.constantFrom('a', 'b', 'cc', 'le'),
    fc.constantFrom('', '1', '2', '10', '+Inf'),
    { maxKeys: 2 },
  );
  const samples = fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 40 }),
      second: fc.constantFrom(0, 30),
      value: fc.integer(),
      labels,
    }),
    { maxLength: 60 },
  );
  const question: fc.Arbitrary<Partial<MetricQuery>> = fc.record({
    from: fc.constantFrom(at('08:00'), at('08:12:30')),
    to: fc.constantFrom(at('08:30:30'), at('08:59')),
    labels: fc.constantFrom<Record<string, string>>({}, { a: '1' }),
    step: fc.constantFrom(...METRIC_STEPS),
    aggregation: fc.constantFrom(...METRIC_AGGREGATIONS),
    groupBy: fc.constantFrom(null, 'a', 'cc', 'le'),
    limits: fc.record({ series: fc.integer({ min: 1, max: 6 }), points: fc.integer({ min: 1, max: 10 }) }),
  });

  it('answers any question as the one in memory does', async () => {
    let projects = 0;
    const store = open({ maxSeriesPerProject: 1000 });
    await fc.assert(
      fc.asyncProperty(
        samples,
        fc.array(question, { minLength: 5, maxLength: 5 }),
        async (points, questions) => {
          const project = `any-${projects++}`;
          const model = new InMemoryMetricStore();
          const written = points.map(({ minute, second, value, labels: own }) =>
            sample(project, `08:${twoDigits(minute)}:${twoDigits(second)}`, value, own),
          );
          await Promise.all([store.writer.write(written), model.write(written)]);
          for (const each of questions) {
            const asked = query(project, each);
            expect(await store.reader.query(asked)).toEqual(await model.query(asked));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
