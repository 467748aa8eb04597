import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../common/clock.js';
import { DomainError, NotFoundError } from '../../common/domain-error.js';
import { InvalidFieldError } from '../../common/json/invalid-field.error.js';
import type { Page } from '../../common/page.js';
import { timestampFromMs } from '../../common/time/timestamp.js';
import type { Comment } from './comment.js';
import type { CommentQuery } from './comment-query.js';
import { CommentStore } from './comment.store.js';
import { CommentedObjectLookup } from './commented-object.lookup.js';

export type NewComment = Pick<Comment, 'objectType' | 'objectId' | 'content' | 'authorUserId'> & {
  /** Null: that of the caller, and no other may be named. */
  readonly projectId: string | null;
};

@Injectable()
export class CommentsService {
  constructor(
    private readonly comments: CommentStore,
    private readonly objects: CommentedObjectLookup,
    private readonly clock: Clock,
  ) {}

  find(query: CommentQuery): Promise<Page<Comment>> {
    return this.comments.find(query);
  }

  /** @throws NotFoundError */
  async get(projectId: string, id: string): Promise<Comment> {
    const comment = id.includes('\0') ? null : await this.comments.get(projectId, id);
    if (comment === null) throw new NotFoundError('There is no such comment');
    return comment;
  }

  /** @throws NotFoundError where there is nothing to comment on; DomainError FORBIDDEN, InvalidFieldError */
  async create(projectId: string, sent: NewComment): Promise<Comment> {
    const { objectType, objectId, authorUserId } = sent;
    if (sent.projectId !== null && sent.projectId !== projectId)
      throw new DomainError('FORBIDDEN', 'projectId is not the project of this credential');
    const content = sent.content.trim();
    if (content === '') throw new InvalidFieldError(['content'], 'must not be empty');
    if (!(await this.objects.exists(projectId, objectType, objectId)))
      throw new NotFoundError(`There is no such ${objectType.toLowerCase()}`);
    const now = timestampFromMs(this.clock.now());
    const comment: Comment = {
      projectId,
      id: randomUUID(),
      objectType,
      objectId,
      content,
      authorUserId,
      createdAt: now,
      updatedAt: now,
    };
    await this.comments.insert(comment);
    return comment;
  }
}
