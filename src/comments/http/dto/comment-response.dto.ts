import { ApiProperty } from '@nestjs/swagger';
import { DateTime } from '../../../common/http/date-time.decorator.js';
import { PageMetaDto } from '../../../common/http/page-meta.dto.js';
import { COMMENTED_TYPES } from '../../domain/comment.js';

/** The comment that was written. */
export class NewCommentResponseDto {
  /**
   * Chosen by the server.
   * @example "8d2f6a0e-7d0b-4f6e-9a55-0c1d4f9b7f11"
   */
  id: string;
}

/** What somebody has to say about something. */
export class CommentResponseDto {
  /**
   * Chosen by the server.
   * @example "8d2f6a0e-7d0b-4f6e-9a55-0c1d4f9b7f11"
   */
  id: string;

  /**
   * The project that it belongs to.
   * @example "default"
   */
  projectId: string;

  /**
   * When it was written.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  createdAt: string;

  /**
   * When it was last changed.
   * @example "2026-01-31T08:00:01.000Z"
   */
  @DateTime()
  updatedAt: string;

  @ApiProperty({ enum: COMMENTED_TYPES, description: 'What kind of thing it is about.' })
  objectType: string;

  /**
   * The id of what it is about.
   * @example "example-trace"
   */
  objectId: string;

  /**
   * The comment, in Markdown.
   * @example "Why so slow?"
   */
  content: string;

  /** Who says it. */
  authorUserId: string | null;
}

/** A page of comments. */
export class CommentPageResponseDto {
  /** The comments of this page. */
  data: CommentResponseDto[];

  /** Which page it is. */
  meta: PageMetaDto;
}
