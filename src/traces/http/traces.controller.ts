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
import type { Principal } from '../../auth/domain/principal.js';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../auth/http/query-route.decorator.js';
import { AnswerBudget } from '../../common/http/answer-budget.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { ReadUnavailable } from '../../common/http/read-unavailable.decorator.js';
import { TracesService } from '../domain/traces.service.js';
import { ListTracesQueryDto } from './dto/list-traces-query.dto.js';
import { TraceDetailResponseDto } from './dto/trace-detail-response.dto.js';
import { TracePageResponseDto } from './dto/trace-page-response.dto.js';
import { presentTraceDetail, presentTracePage } from './trace.presenter.js';
import { traceQueryOf } from './trace-query-of.js';

@ApiTags('Traces')
@ReadUnavailable()
@Controller('api/public/traces')
export class TracesController {
  constructor(
    private readonly traces: TracesService,
    private readonly answers: AnswerBudget,
  ) {}

  @Get()
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listTraces',
    summary: 'List traces',
    description:
      'One page of the traces that match all conditions, newest first unless asked otherwise. An empty parameter counts as absent. ' +
      'totalItems is exact. Sees everything that was acknowledged before.',
  })
  @ApiOkResponse({ type: TracePageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The page would be too large: lower limit, or leave groups out by fields.',
  })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: ListTracesQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TracePageResponseDto> {
    const query = traceQueryOf(principal.projectId, dto);
    const page = await this.answers.within(response, (hold) => this.traces.find(query, hold));
    return presentTracePage(query, page);
  }

  @Get(':traceId')
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'getTrace',
    summary: 'Get a trace',
    description: 'A trace with all its observations, by start.',
  })
  @ApiParam({
    name: 'traceId',
    description:
      'The id. 128 bits in hexadecimal are found with and without hyphens, whichever way they were sent.',
    example: '0af7651916cd43dd8448eb211c80319c',
  })
  @ApiOkResponse({ type: TraceDetailResponseDto, description: 'The trace.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such trace.' })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The trace is too large for one answer.',
  })
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('traceId') traceId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TraceDetailResponseDto> {
    const { projectId } = principal;
    const trace = await this.answers.within(response, (hold) => this.traces.get(projectId, traceId, hold));
    return presentTraceDetail(trace);
  }
}
