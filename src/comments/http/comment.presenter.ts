import { formatTimestamp } from '../../common/time/timestamp.js';
import type { Comment } from '../domain/comment.js';
import type { CommentResponseDto } from './dto/comment-response.dto.js';

export function presentComment(comment: Comment): CommentResponseDto {
  return {
    id: comment.id,
    projectId: comment.projectId,
    createdAt: formatTimestamp(comment.createdAt),
    updatedAt: formatTimestamp(comment.updatedAt),
    objectType: comment.objectType,
    objectId: comment.objectId,
    content: comment.content,
    authorUserId: comment.authorUserId,
  };
}
