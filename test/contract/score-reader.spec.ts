import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { writeJson } from '../../src/common/json/json-text.js';
import { ByteBudget } from '../../src/common/byte-budget.js';
import { ReadDatabase } from '../../src/database/read-database.js';
import type { Score, ScoreStretch } from '../../src/traces/domain/scores/score.js';
import type { ScorePosition } from '../../src/traces/domain/scores/score-position.js';
import { presentScorePage } from '../../src/traces/http/scores/score.presenter.js';
import { TypeOrmScoreReader } from '../../src/traces/persistence/scores/typeorm-score.reader.js';
import { scoreQuery } from '../factories/score-query.arbitrary.js';
import { telemetry } from '../factories/telemetry.arbitrary.js';
import type { StoredTrace } from '../factories/trace.factory.js';
import { InMemoryScoreReader } from '../fakes/in-memory-score.reader.js';
import { openDataSource } from '../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { storeTelemetry } from '../support/telemetry-rows.js';
import { scoreReaderContract } from './score-reader.contract.js';
import { room } from './trace-reader-bed.js';

describe(InMemoryScoreReader, () => {
  scoreReaderContract((scores, traces) => Promise.resolve(new InMemoryScoreReader(scores, traces)));
});

describe(TypeOrmScoreReader, () => {
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

  async function stored(
    scores: readonly Score[],
    traces: readonly StoredTrace[],
  ): Promise<TypeOrmScoreReader> {
    await dataSource.query('TRUNCATE traces, scores');
    await storeTelemetry(dataSource, traces, [], scores);
    return new TypeOrmScoreReader(new ReadDatabase(dataSource));
  }

  scoreReaderContract(stored);

  it('answers any question as a search through everything does, by pages and in stretches', async () => {
    const plenty = fc.array(scoreQuery, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(telemetry, plenty, async ({ traces, scores }, queries) => {
        const reader = await stored(scores, traces);
        const model = new InMemoryScoreReader(scores, traces);
        for (const query of queries) {
          expect(await reader.find(query, room())).toEqual(await model.find(query, room()));
          let after: ScorePosition | null = null;
          do {
            const scan = { ...query, after };
            const stretch: ScoreStretch = await reader.scan(scan, room());
            expect(stretch).toEqual(await model.scan(scan, room()));
            after = stretch.next;
          } while (after !== null);
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('takes at least as much room as the answer has bytes', async () => {
    await fc.assert(
      fc.asyncProperty(telemetry, scoreQuery, async ({ traces, scores }, query) => {
        const reader = await stored(scores, traces);
        const all = { ...query, filter: {}, page: 1, withTraces: true };
        const budget = new ByteBudget(Infinity, 'full');
        const page = await reader.find(all, room(Infinity, budget));
        const { data } = presentScorePage(all, page);
        expect(budget.usedBytes).toBeGreaterThanOrEqual(
          data.length === 0 ? 0 : Buffer.byteLength(writeJson(data)),
        );
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
