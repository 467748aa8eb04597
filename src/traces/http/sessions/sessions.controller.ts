import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiPayloadTooLargeResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { AnswerBudget } from '../../../common/http/answer-budget.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { ReadUnavailable } from '../../../common/http/read-unavailable.decorator.js';
import { pageMeta } from '../../../common/page.js';
import { SessionsService } from '../../domain/sessions/sessions.service.js';
import { ListSessionsQueryDto } from './dto/list-sessions-query.dto.js';
import { SessionDetailResponseDto, SessionPageResponseDto } from './dto/session-response.dto.js';
import { presentSession, presentSessionDetail } from './session.presenter.js';

@ApiTags('Sessions')
@ReadUnavailable()
@Authenticated()
@Controller('api/public/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly answers: AnswerBudget,
  ) {}

  @Get()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listSessions',
    summary: 'List sessions',
    description:
      'One page of the sessions that match all conditions, the latest first. A session is there as soon as a trace has named it. ' +
      'totalItems is exact.',
  })
  @ApiOkResponse({ type: SessionPageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  async list(
    @CurrentPrincipal() { projectId }: Principal,
    @Query() dto: ListSessionsQueryDto,
  ): Promise<SessionPageResponseDto> {
    const page = { page: dto.page, limit: dto.limit };
    const { items, totalItems } = await this.sessions.find({
      projectId,
      ...page,
      from: dto.fromTimestamp,
      before: dto.toTimestamp,
      environments: dto.environment,
    });
    return { data: items.map(presentSession), meta: pageMeta(page, totalItems) };
  }

  @Get(':sessionId')
  @QueryRoute()
  @ApiOperation({
    operationId: 'getSession',
    summary: 'Get a session',
    description: 'A session with all its traces, by timestamp, without their observations and scores.',
  })
  @ApiParam({ name: 'sessionId', description: 'The id of the session.', example: 'conversation-7' })
  @ApiOkResponse({ type: SessionDetailResponseDto, description: 'The session.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such session.' })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The traces are too large for one answer: list them by sessionId instead.',
  })
  async get(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('sessionId') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDetailResponseDto> {
    const session = await this.answers.within(response, (hold) => this.sessions.get(projectId, id, hold));
    return presentSessionDetail(session);
  }
}
