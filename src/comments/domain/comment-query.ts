import type { PageRequest } from '../../common/page.js';
import type { CommentedType } from './comment.js';

/** All conditions that are given hold for each comment that is found. */
export interface CommentQuery extends PageRequest {
  readonly projectId: string;
  readonly objectType?: CommentedType;
  readonly objectId?: string;
  readonly authorUserId?: string;
}
