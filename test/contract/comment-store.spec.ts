import { TypeOrmCommentStore } from '../../src/comments/persistence/typeorm-comment.store.js';
import { InMemoryCommentStore } from '../fakes/in-memory-comment.store.js';
import { connectTestDatabase, type ConnectedDatabase } from '../support/data-sources.js';
import { commentStoreContract } from './comment-store.contract.js';

describe(InMemoryCommentStore, () => {
  commentStoreContract(() => new InMemoryCommentStore());
});

describe(TypeOrmCommentStore, () => {
  let database: ConnectedDatabase;

  beforeAll(async () => {
    database = await connectTestDatabase();
  });

  afterAll(() => database.close());

  commentStoreContract(() => new TypeOrmCommentStore(database.read, database.write));
});
