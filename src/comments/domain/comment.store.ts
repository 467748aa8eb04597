import type { Page } from '../../common/page.js';
import type { Comment } from './comment.js';
import type { CommentQuery } from './comment-query.js';

/** Keeps comments. Throws UnavailableError while there is no database. */
export abstract class CommentStore {
  /** One page, the latest first, of the same time by descending id; empty beyond the last one. `totalItems` is exact. */
  abstract find(query: CommentQuery): Promise<Page<Comment>>;

  /** Null where there is none. */
  abstract get(projectId: string, id: string): Promise<Comment | null>;

  /** Durable when resolved. */
  abstract insert(comment: Comment): Promise<void>;
}
