import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { ByteBudget } from '../../src/common/byte-budget.js';
import { writeJson } from '../../src/common/json/json-text.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import type { AnswerRoom } from '../../src/traces/domain/answer-room.js';
import { presentTraceDetail, presentTracePage } from '../../src/traces/http/trace.presenter.js';
import type { Page } from '../../src/common/page.js';
import type { ListedTrace } from '../../src/traces/domain/trace.js';
import type { ScoredTraceInList } from '../../src/traces/domain/traces.service.js';
import { TypeOrmTraceReader } from '../../src/traces/persistence/typeorm-trace.reader.js';
import { InMemoryTraceReader } from '../fakes/in-memory-trace.reader.js';
import { telemetry } from '../factories/telemetry.arbitrary.js';
import { traceQuery } from '../factories/trace-query.arbitrary.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { room } from './trace-reader-bed.js';
import { traceReaderContract } from './trace-reader.contract.js';

describe(InMemoryTraceReader, () => {
  traceReaderContract((traces, observations, scores) =>
    Promise.resolve(new InMemoryTraceReader(traces, observations, scores)),
  );
});

describe(TypeOrmTraceReader, () => {
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

  traceReaderContract(async (traces, observations, scores) => {
    await dataSource.query('TRUNCATE traces, observations, scores');
    await storeTelemetry(dataSource, traces, observations, scores);
    return new TypeOrmTraceReader(new ReadDatabase(dataSource));
  });

  it('answers any question as a search through everything does', async () => {
    const plenty = fc.array(traceQuery, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, observations, scores }, queries) => {
        await dataSource.query('TRUNCATE traces, observations, scores');
        await storeTelemetry(dataSource, traces, observations, scores);
        const reader = new TypeOrmTraceReader(new ReadDatabase(dataSource));
        const model = new InMemoryTraceReader(traces, observations, scores);
        for (const query of queries) {
          expect(await reader.find(query, room())).toEqual(await model.find(query, room()));
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('takes at least as much room as the answer has bytes', async () => {
    const taken = async (read: (room: AnswerRoom) => Promise<unknown>): Promise<[number, number]> => {
      const budget = new ByteBudget(Infinity, 'full');
      const answer = await read(room(Infinity, budget));
      return [Buffer.byteLength(writeJson(answer)), budget.usedBytes];
    };
    await fc.assert(
      fc.asyncProperty(telemetry, traceQuery, async ({ traces, observations }, query) => {
        await dataSource.query('TRUNCATE traces, observations');
        await storeTelemetry(dataSource, traces, observations);
        const reader = new TypeOrmTraceReader(new ReadDatabase(dataSource));
        const all = { ...query, filter: {}, page: 1 };
        const [listed, listTaken] = await taken(async (room) =>
          presentTracePage(all, withoutScoreIds(await reader.find(all, room))),
        );
        if (traces.some(({ projectId }) => projectId === query.projectId))
          expect(listTaken).toBeGreaterThanOrEqual(listed);
        for (const { projectId, id } of traces) {
          const [shown, detailTaken] = await taken(async (room) => {
            const trace = await reader.get(projectId, [id], room);
            return trace && presentTraceDetail({ ...trace, scores: [] });
          });
          expect(detailTaken).toBeGreaterThanOrEqual(shown);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

/** Scores are read by a reader of their own, which takes room of its own. */
function withoutScoreIds({ items, totalItems }: Page<ListedTrace>): Page<ScoredTraceInList> {
  return { items: items.map((trace) => ({ ...trace, scoreIds: [] })), totalItems };
}
