import { DELETE_MEDIA_LINKS } from '../../src/ingest/persistence/deletion/deletion.sql.js';
import type { MediaLink } from '../../src/media/domain/media.js';
import { TypeOrmTelemetryEraser } from '../../src/ingest/persistence/deletion/typeorm-telemetry.eraser.js';
import { TypeOrmMediaRepository } from '../../src/media/persistence/typeorm-media.repository.js';
import { InMemoryMediaRepository } from '../fakes/in-memory-media.repository.js';
import { mediaOf } from '../factories/media.factory.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { eventually } from '../support/eventually.js';
import { mediaRepositoryContract } from './media-repository.contract.js';

const EMPTY = 'TRUNCATE media, media_links, media_unlinked';
const WAITING =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

describe(InMemoryMediaRepository, () => {
  mediaRepositoryContract(() => {
    const repository = new InMemoryMediaRepository();
    return Promise.resolve({
      repository,
      linksOf: (projectId, id) => Promise.resolve(repository.linksOf(projectId, id)),
      unlink: (projectId, traceId) => {
        repository.unlink(projectId, traceId);
        return Promise.resolve();
      },
    });
  });
});

describe(TypeOrmMediaRepository, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  describe('that releases media while somebody else has not committed', () => {
    const MEDIA = mediaOf('busy');
    const { projectId, id } = MEDIA;
    let repository: TypeOrmMediaRepository;
    let removed: number;

    beforeEach(async () => {
      await database.write.transaction((transaction) => transaction.query(EMPTY));
      repository = new TypeOrmMediaRepository(database.read, database.write);
      removed = 0;
      for (const traceId of ['t1', 't2'])
        await repository.announce(MEDIA, { traceId, observationId: null, field: 'input' });
      await erase('t2');
    });

    function remove(): Promise<void> {
      removed++;
      return Promise.resolve();
    }

    async function erase(traceId: string): Promise<void> {
      await new TypeOrmTelemetryEraser(database.write).erase([{ kind: 'trace', projectId, id: traceId }]);
    }

    async function releaseDuring(
      statements: readonly [sql: string, ...parameters: (string | string[])[]][],
    ): Promise<void> {
      let released = Promise.resolve();
      await database.write.transaction(async (transaction) => {
        for (const [sql, ...parameters] of statements) await transaction.query(sql, parameters);
        released = repository.release({ projectId, id }, remove);
        await eventually(async () => (await database.read.query(WAITING)).length === 1);
      });
      await released;
    }

    it('removes what has lost its last link', async () => {
      await releaseDuring([[DELETE_MEDIA_LINKS, projectId, ['t1']]]);
      for (const ref of await repository.unlinked(projectId, 9)) await repository.release(ref, remove);
      expect([removed, await repository.get(projectId, id)]).toEqual([1, null]);
    });

    it('keeps what has got a link', async () => {
      await erase('t1');
      await releaseDuring([
        ['SELECT FROM media WHERE project_id = $1 AND id = $2 FOR UPDATE', projectId, id],
        [`INSERT INTO media_links VALUES ($1, 't3', $2, '', 'input')`, projectId, id],
      ]);
      expect([removed, await repository.get(projectId, id)]).toEqual([0, MEDIA]);
    });
  });

  mediaRepositoryContract(async () => {
    await database.write.transaction((transaction) => transaction.query(EMPTY));
    return {
      repository: new TypeOrmMediaRepository(database.read, database.write),
      linksOf: (projectId, id) =>
        database.read.query<MediaLink>(
          `SELECT trace_id AS "traceId", NULLIF(observation_id, '') AS "observationId", field
           FROM media_links WHERE project_id = $1 AND media_id = $2`,
          [projectId, id],
        ),
      unlink: (projectId, id) =>
        new TypeOrmTelemetryEraser(database.write).erase([{ kind: 'trace', projectId, id }]),
    };
  });
});
