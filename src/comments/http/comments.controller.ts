import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { Principal } from '../../auth/domain/principal.js';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../auth/http/query-route.decorator.js';
import { BadRequestError } from '../../common/domain-error.js';
import { DocumentErrors } from '../../common/http/document-errors.decorator.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { documentReader } from '../../common/http/json-document.js';
import { presentPage } from '../../common/http/present-page.js';
import { CommentsService, type NewComment } from '../domain/comments.service.js';
import { presentComment } from './comment.presenter.js';
import { NEW_COMMENT } from './comment.schema.js';
import {
  CommentPageResponseDto,
  CommentResponseDto,
  NewCommentResponseDto,
} from './dto/comment-response.dto.js';
import { ListCommentsQueryDto } from './dto/list-comments-query.dto.js';

type Sent = Pick<NewComment, 'objectType' | 'objectId' | 'content'> & Partial<NewComment>;

const readNew = documentReader<Sent>(NEW_COMMENT);

@ApiTags('Comments')
@ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'The database is away.' })
@Authenticated()
@Controller('api/public/comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    operationId: 'createComment',
    summary: 'Comment on something',
    description: 'On a trace, an observation or a session that is there.',
  })
  @ApiBody({ required: true, schema: NEW_COMMENT as never })
  @ApiOkResponse({ type: NewCommentResponseDto, description: 'The comment is committed.' })
  @DocumentErrors()
  @ApiNotFoundResponse({
    type: ErrorResponseDto,
    description: 'The project has nothing of that type and id.',
  })
  async create(
    @CurrentPrincipal() { projectId }: Principal,
    @Req() request: Request,
  ): Promise<NewCommentResponseDto> {
    const sent = await readNew(request);
    const { id } = await this.comments.create(projectId, {
      projectId: sent.projectId ?? null,
      objectType: sent.objectType,
      objectId: sent.objectId,
      content: sent.content,
      authorUserId: sent.authorUserId ?? null,
    });
    return { id };
  }

  @Get()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listComments',
    summary: 'List comments',
    description: 'One page of the comments that match all conditions, the latest first. totalItems is exact.',
  })
  @ApiOkResponse({ type: CommentPageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  async list(
    @CurrentPrincipal() { projectId }: Principal,
    @Query() dto: ListCommentsQueryDto,
  ): Promise<CommentPageResponseDto> {
    const { page, limit, objectType, objectId, authorUserId } = dto;
    if (objectId !== undefined && objectType === undefined)
      throw new BadRequestError('objectType is required where objectId is given');
    const query = { projectId, page, limit, objectType, objectId, authorUserId };
    return presentPage(query, await this.comments.find(query), presentComment);
  }

  @Get(':commentId')
  @QueryRoute()
  @ApiOperation({
    operationId: 'getComment',
    summary: 'Get a comment',
    description: 'The comment with this id.',
  })
  @ApiParam({
    name: 'commentId',
    description: 'The id of the comment.',
    example: '8d2f6a0e-7d0b-4f6e-9a55-0c1d4f9b7f11',
  })
  @ApiOkResponse({ type: CommentResponseDto, description: 'The comment.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such comment.' })
  async get(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('commentId') id: string,
  ): Promise<CommentResponseDto> {
    return presentComment(await this.comments.get(projectId, id));
  }
}
