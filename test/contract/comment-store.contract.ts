import { timestampFromMs } from '../../src/common/time/timestamp.js';
import type { Comment } from '../../src/comments/domain/comment.js';
import type { CommentQuery } from '../../src/comments/domain/comment-query.js';
import type { CommentStore } from '../../src/comments/domain/comment.store.js';

function aComment(id: string, minute: number, others: Partial<Comment> = {}): Comment {
  const at = timestampFromMs(Date.UTC(2026, 0, 31, 8, minute));
  return {
    projectId: 'p',
    id,
    objectType: 'TRACE',
    objectId: 't',
    content: `about ${id}`,
    authorUserId: null,
    createdAt: at,
    updatedAt: at,
    ...others,
  };
}

/** In the order in which they are listed: the latest first, of one time by descending id. */
const COMMENTS: readonly Comment[] = [
  aComment('late', 9, { authorUserId: 'alice' }),
  aComment('b', 5, { objectType: 'SESSION' }),
  aComment('a', 5, { objectId: 'u', authorUserId: 'bob' }),
  aComment('early', 1, { objectType: 'OBSERVATION', objectId: 'o', authorUserId: 'alice' }),
];
const FOREIGN = aComment('late', 7, { projectId: 'q', authorUserId: 'alice', content: 'secret' });

/** What every CommentStore keeps. */
export function commentStoreContract(newStore: () => CommentStore): void {
  let store: CommentStore;

  beforeAll(async () => {
    store = newStore();
    for (const comment of [FOREIGN, ...COMMENTS.toReversed()]) await store.insert(comment);
  });

  async function idsOf(query: Partial<CommentQuery>): Promise<[string[], number]> {
    const { items, totalItems } = await store.find({ projectId: 'p', page: 1, limit: 50, ...query });
    return [items.map(({ id }) => id), totalItems];
  }

  it('gives back what was inserted, to its own project alone', async () => {
    for (const comment of COMMENTS) expect(await store.get('p', comment.id)).toEqual(comment);
    expect(await store.get('q', 'late')).toEqual(FOREIGN);
    expect(await store.get('q', 'early')).toBeNull();
    expect((await store.find({ projectId: 'p', page: 1, limit: 50 })).items).toEqual(COMMENTS);
    expect(await idsOf({ projectId: 'none' })).toEqual([[], 0]);
  });

  it('counts all and shows a page', async () => {
    expect(await idsOf({ limit: 3 })).toEqual([['late', 'b', 'a'], 4]);
    expect(await idsOf({ limit: 3, page: 2 })).toEqual([['early'], 4]);
    expect(await idsOf({ limit: 3, page: 3 })).toEqual([[], 4]);
  });

  it.each([
    [{ objectType: 'TRACE' }, ['late', 'a']],
    [{ objectType: 'TRACE', objectId: 't' }, ['late']],
    [{ objectType: 'SESSION', objectId: 'u' }, []],
    [{ authorUserId: 'alice' }, ['late', 'early']],
    [{ authorUserId: 'alice', objectType: 'OBSERVATION' }, ['early']],
  ] as const)('finds those for which all of %j holds', async (query, ids) => {
    expect(await idsOf(query)).toEqual([ids, ids.length]);
  });
}
