import { TypeOrmRepriceJobStore } from '../../src/ingest/persistence/repricing/typeorm-reprice-job.store.js';
import { InMemoryRepriceJobStore } from '../fakes/in-memory-reprice-job.store.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { repriceJobStoreContract } from './reprice-job-store.contract.js';

describe(InMemoryRepriceJobStore, () => {
  repriceJobStoreContract(() => new InMemoryRepriceJobStore());
});

describe(TypeOrmRepriceJobStore, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  repriceJobStoreContract(() => new TypeOrmRepriceJobStore(database.read, database.write));
});
