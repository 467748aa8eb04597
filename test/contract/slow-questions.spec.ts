import { DataSource } from 'typeorm';
import { UnavailableError } from '../../src/common/domain-error.js';
import { readFilter } from '../../src/common/filter/parse-filter.js';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import { TypeOrmViewQueryReader } from '../../src/metrics/persistence/query/typeorm-view-query.reader.js';
import { TRACE_FILTER_COLUMNS } from '../../src/traces/domain/trace-filter-columns.js';
import { TypeOrmTraceReader } from '../../src/traces/persistence/typeorm-trace.reader.js';
import { anObservation } from '../factories/observation.factory.js';
import { aTrace } from '../factories/trace.factory.js';
import { aViewQuery } from '../factories/view-query.factory.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { projectId, query, room } from './trace-reader-bed.js';

describe('A question that takes too long', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    const limits = { poolSize: 1, statementTimeoutMs: 500, applicationName: 'xtrace-test' };
    dataSource = await new DataSource(dataSourceOptions(database, limits)).initialize();
    await storeTelemetry(
      dataSource,
      [aTrace({ projectId, id: 'a' })],
      [anObservation({ projectId, traceId: 'a', id: '1', level: 'WARNING' })],
    );
    // As if there were very many.
    await dataSource.query('ALTER TABLE observations RENAME TO stored');
    await dataSource.query('CREATE VIEW observations AS SELECT * FROM stored WHERE pg_sleep(60) IS NOT NULL');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('is given up where it is about a filter without an index, and the caller is told to narrow it', async () => {
    const reader = new TypeOrmTraceReader(new ReadDatabase(dataSource));
    const slow = { type: 'number', column: 'warningCount', operator: '=', value: 1 };
    const find = (condition: object): Promise<unknown> => {
      const conditions = readFilter([condition], TRACE_FILTER_COLUMNS);
      return reader.find(query({ filter: { conditions } }), room());
    };
    await expect(find(slow)).rejects.toThrow(UnavailableError);
    await expect(find(slow)).rejects.toThrow(/^The query took too long; narrow it/);
    await expect(find({ ...slow, column: 'errorCount' })).resolves.toMatchObject({ totalItems: 0 });
  });

  it('is given up where it is about figures', async () => {
    const reader = new TypeOrmViewQueryReader(new ReadDatabase(dataSource));
    const slow = aViewQuery({ metrics: [{ measure: 'latency', aggregation: 'p95' }] });
    await expect(reader.find(slow)).rejects.toThrow(/^The query took too long; narrow it/);
  });
});
