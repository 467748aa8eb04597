import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { PayloadTooLargeError } from '../../src/common/domain-error.js';
import type { Timestamp } from '../../src/common/time/timestamp.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import type { ViewQuery, ViewRow } from '../../src/metrics/domain/query/view-query.js';
import { aggregationsOf } from '../../src/metrics/domain/query/view-rules.js';
import { ALL_VIEWS } from '../../src/metrics/domain/query/views/all-views.js';
import { NUMERIC_SCORES_VIEW } from '../../src/metrics/domain/query/views/scores.view.js';
import { TRACES_VIEW } from '../../src/metrics/domain/query/views/traces.view.js';
import { TypeOrmViewQueryReader } from '../../src/metrics/persistence/query/typeorm-view-query.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aScore } from '../factories/score.factory.js';
import { telemetry } from '../factories/telemetry.arbitrary.js';
import { aTrace } from '../factories/trace.factory.js';
import { keptViewQuery, viewQuery } from '../factories/view-query.arbitrary.js';
import { aViewQuery } from '../factories/view-query.factory.js';
import { InMemoryViewQueryReader } from '../fakes/in-memory-view-query.reader.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { viewFiguresContract } from './view-figures.contract.js';
import { viewQueryReaderContract } from './view-query-reader.contract.js';
import type { StoreForViewQueries } from './view-query-bed.js';

/** As a condition that all rows meet, and that no kept figure can tell. */
const COUNTED: ViewQuery['filters'][number] = { type: 'null', column: 'id', operator: 'is not null' };

/** Quotients are worked out to sixteen digits on one side and rounded once on the other. */
function rounded(rows: readonly ViewRow[]): unknown {
  return JSON.parse(
    JSON.stringify(rows, (_, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value,
    ),
  );
}

describe(InMemoryViewQueryReader, () => {
  const store: StoreForViewQueries = (...stored) => Promise.resolve(new InMemoryViewQueryReader(...stored));
  viewQueryReaderContract(store);
  viewFiguresContract(store);
});

describe(TypeOrmViewQueryReader, () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await openDataSource(database.url);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const store: StoreForViewQueries = async (...stored) => {
    await dataSource.query('TRUNCATE traces, observations, scores');
    await storeTelemetry(dataSource, ...stored);
    return new TypeOrmViewQueryReader(new ReadDatabase(dataSource));
  };

  viewQueryReaderContract(store);
  viewFiguresContract(store);

  it('answers any question as looking at everything does', async () => {
    const plenty = fc.array(viewQuery, { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations, scores }, queries) => {
        const reader = await store(traces, observations, scores);
        const model = new InMemoryViewQueryReader(traces, observations, scores);
        for (const query of queries)
          expect(rounded(await reader.find(query))).toEqual(rounded(await model.find(query)));
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it('answers from kept figures what it answers by counting', async () => {
    const plenty = fc.array(keptViewQuery, { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations, scores }, queries) => {
        const reader = await store(traces, observations, scores);
        const model = new InMemoryViewQueryReader(traces, observations, scores);
        for (const query of queries) {
          const kept = await reader.find(query);
          expect(kept).toEqual(await reader.find({ ...query, filters: [...query.filters, COUNTED] }));
          expect(rounded(kept)).toEqual(rounded(await model.find(query)));
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it('looks at no trace, observation or score for whole hours, nor for the hour that is now', async () => {
    const [first, last] = ['2026-01-31T08:00:00.000000Z', '2026-01-31T09:10:00.000000Z'] as Timestamp[];
    const [from, to] = ['2026-01-31T07:00:00.000000Z', '2026-01-31T09:30:00.000000Z'] as [
      Timestamp,
      Timestamp,
    ];
    const of = { projectId: 'p1', traceId: 'a' };
    const reader = await store(
      [aTrace({ projectId: 'p1', id: 'a', timestamp: last })],
      [first, last].map((startTime, index) =>
        anObservation({ ...of, id: `o${index}`, startTime, model: 'm' }),
      ),
      [aScore({ ...of, id: 's', timestamp: first })],
    );
    await dataSource.query('TRUNCATE traces, observations, scores');
    const asked = { from, to };
    const byModel = { ...asked, dimensions: ['providedModelName', 'type'], granularity: 'hour' } as const;
    expect(await reader.find(aViewQuery(byModel))).toMatchObject([
      { dimensions: ['m', 'SPAN'], time: '2026-01-31T08:00:00.000000Z', values: [1] },
      { dimensions: ['m', 'SPAN'], time: '2026-01-31T09:00:00.000000Z', values: [1] },
    ]);
    for (const view of [TRACES_VIEW, NUMERIC_SCORES_VIEW])
      expect(await reader.find(aViewQuery({ ...asked, view }))).toMatchObject([{ values: [1] }]);
  });

  it('has an answer for all measures and aggregations, whatever was sent', async () => {
    const of = { projectId: 'p1', traceId: 'a' };
    const [least, most] = [Number.MIN_VALUE, Number.MAX_VALUE];
    const count = Number.MAX_SAFE_INTEGER;
    const [start, end] = ['2026-01-31T08:00:00.000000Z', '2026-01-31T08:00:00.000001Z'] as [
      Timestamp,
      Timestamp,
    ];
    const reader = await store(
      [most, least].map((latency, index) =>
        aTrace({ projectId: 'p1', id: 'ab'.charAt(index), sent: { latency, totalCost: latency } }),
      ),
      [most, least, null].map((seconds, index) =>
        anObservation({
          ...{ ...of, id: `o${index}`, startTime: start, completionStartTime: start, endTime: end },
          ...{ latency: seconds, timeToFirstToken: seconds, calculatedTotalCost: seconds },
          ...{ promptTokens: count, completionTokens: count, totalTokens: count },
        }),
      ),
      [most, -most, least, 0].map((value, index) => aScore({ ...of, id: `s${index}`, value })),
    );
    for (const view of ALL_VIEWS.values()) {
      const metrics = [...view.measures].flatMap(([measure, kind]) =>
        aggregationsOf(kind).map((aggregation) => ({ measure, aggregation })),
      );
      const dimensions = [...view.parts.values()].slice(0, 1);
      const asked = metrics.filter(({ measure }) => !view.parts.has(measure));
      expect(await reader.find(aViewQuery({ view, metrics: asked }))).toHaveLength(1);
      expect(await reader.find(aViewQuery({ view, metrics: asked, dimensions, bins: 100 }))).toBeDefined();
    }
    const bars = {
      view: NUMERIC_SCORES_VIEW,
      metrics: [{ measure: 'value', aggregation: 'histogram' }],
      bins: 2,
    };
    expect(await reader.find(aViewQuery(bars as Partial<ViewQuery>))).toMatchObject([
      {
        values: [
          [
            { lower: -most, upper: 0, count: 1 },
            { lower: 0, upper: most, count: 3 },
          ],
        ],
      },
    ]);
  });

  it('refuses what would be too many rows or too much text for one answer', async () => {
    await store([], []);
    const fill = (count: number, name: string): Promise<unknown> =>
      dataSource.query(
        `INSERT INTO observations (project_id, trace_id, id, type, name, start_time, created_at, updated_at, stamp)
         SELECT 'p1', 'a', 'o' || n, 'SPAN', ${name}, '2026-01-31T08:00:00Z', now(), now(), ''
         FROM generate_series(1, $1::int) AS n ON CONFLICT (project_id, trace_id, id) DO UPDATE SET name = EXCLUDED.name`,
        [count],
      );
    const reader = new TypeOrmViewQueryReader(new ReadDatabase(dataSource));
    const byName = aViewQuery({ dimensions: ['name'] });
    await fill(10_001, `'n' || n`);
    await expect(reader.find(byName)).rejects.toThrow(PayloadTooLargeError);
    expect(await reader.find({ ...byName, limit: 3 })).toHaveLength(3);
    expect(await reader.find(aViewQuery({ filters: [COUNTED] }))).toMatchObject([{ values: [10_001] }]);
    await fill(100, `'a' || n || repeat('x', 100000)`);
    await expect(reader.find(byName)).rejects.toThrow(PayloadTooLargeError);
    await expect(reader.find({ ...byName, limit: 1000 })).rejects.toThrow('more than 8388608 bytes of text');
  });
});
