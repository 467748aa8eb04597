import { SystemClock } from '../../src/common/clock.js';
import type { Patch } from '../../src/ingest/domain/patch.js';
import { stampOf } from '../../src/ingest/domain/stamp.js';
import { TypeOrmTelemetryWriter } from '../../src/ingest/persistence/typeorm-telemetry.writer.js';
import type { Score } from '../../src/traces/domain/scores/score.js';
import { TypeOrmScoreReader } from '../../src/traces/persistence/scores/typeorm-score.reader.js';
import { InMemoryScoreReader } from '../fakes/in-memory-score.reader.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { scoreReaderContract, type StoredScoredTrace } from './score-reader.contract.js';

describe(InMemoryScoreReader, () => {
  scoreReaderContract((scores, traces) => Promise.resolve(new InMemoryScoreReader(scores, traces)));
});

describe(TypeOrmScoreReader, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  scoreReaderContract(async (scores, traces) => {
    const writer = new TypeOrmTelemetryWriter(database.write, new SystemClock());
    await writer.write([...scores.map(scorePatch), ...traces.map(tracePatch)]);
    await database.write.transaction((transaction) =>
      transaction.query('UPDATE scores SET created_at = $1, updated_at = $2', [
        scores[0]?.createdAt,
        scores[0]?.updatedAt,
      ]),
    );
    return new TypeOrmScoreReader(database.read);
  });
});

function scorePatch(score: Score): Patch {
  const { projectId, id, ...fields } = score;
  const subjectId = score.traceId ?? score.sessionId ?? score.datasetRunId ?? '';
  const said = { ...fields, metadata: null };
  const state = { fields: said, stamp: stampOf(1, 'create'), exceptions: null };
  return { kind: 'score', projectId, subjectId, id, state };
}

function tracePatch({ projectId, id, userId, sessionId, environment, tags }: StoredScoredTrace): Patch {
  const fields = {
    timestamp: '2026-01-31T08:00:00.000000Z' as Score['timestamp'],
    userId,
    sessionId,
    environment,
    tags,
  };
  return {
    kind: 'trace',
    projectId,
    id,
    state: { fields, stamp: stampOf(1, 'create'), exceptions: null },
  };
}
