import type { Page } from '../../src/common/page.js';
import type { Comment } from '../../src/comments/domain/comment.js';
import type { CommentQuery } from '../../src/comments/domain/comment-query.js';
import { CommentStore } from '../../src/comments/domain/comment.store.js';

/** The contract of CommentStore in the plainest form. */
export class InMemoryCommentStore extends CommentStore {
  private readonly comments: Comment[] = [];

  find({ projectId, objectType, objectId, authorUserId, page, limit }: CommentQuery): Promise<Page<Comment>> {
    const isAs = (value: string | null, demanded: string | undefined): boolean =>
      demanded === undefined || value === demanded;
    const found = this.comments
      .filter(
        (comment) =>
          comment.projectId === projectId &&
          isAs(comment.objectType, objectType) &&
          isAs(comment.objectId, objectId) &&
          isAs(comment.authorUserId, authorUserId),
      )
      .sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
    const first = (page - 1) * limit;
    return Promise.resolve({ items: found.slice(first, first + limit), totalItems: found.length });
  }

  get(projectId: string, id: string): Promise<Comment | null> {
    const found = this.comments.find((comment) => comment.projectId === projectId && comment.id === id);
    return Promise.resolve(found ?? null);
  }

  insert(comment: Comment): Promise<void> {
    this.comments.push(comment);
    return Promise.resolve();
  }
}

function keyOf({ createdAt, id }: Comment): string {
  return `${createdAt} ${id}`;
}
