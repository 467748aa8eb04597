import type { MediaLink } from '../../src/media/domain/media.js';
import { TypeOrmMediaRepository } from '../../src/media/persistence/typeorm-media.repository.js';
import { InMemoryMediaRepository } from '../fakes/in-memory-media.repository.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { mediaRepositoryContract } from './media-repository.contract.js';

describe(InMemoryMediaRepository, () => {
  mediaRepositoryContract(() => {
    const repository = new InMemoryMediaRepository();
    return Promise.resolve({
      repository,
      linksOf: (projectId, id) => Promise.resolve(repository.linksOf(projectId, id)),
    });
  });
});

describe(TypeOrmMediaRepository, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  mediaRepositoryContract(async () => {
    await database.write.transaction((transaction) => transaction.query('TRUNCATE media, media_links'));
    return {
      repository: new TypeOrmMediaRepository(database.read, database.write),
      linksOf: (projectId, id) =>
        database.read.query<MediaLink>(
          `SELECT trace_id AS "traceId", NULLIF(observation_id, '') AS "observationId", field
           FROM media_links WHERE project_id = $1 AND media_id = $2`,
          [projectId, id],
        ),
    };
  });
});
