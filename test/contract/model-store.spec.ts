import { TypeOrmModelStore } from '../../src/models/persistence/typeorm-model.store.js';
import { InMemoryModelStore } from '../fakes/in-memory-model.store.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { modelStoreContract } from './model-store.contract.js';

describe(InMemoryModelStore, () => {
  modelStoreContract(() => new InMemoryModelStore());
});

describe(TypeOrmModelStore, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  modelStoreContract(() => new TypeOrmModelStore(database.read, database.write));
});
