import { applyDecorators, Controller, Get, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import type { AskedViewQuery } from '../../domain/query/view-query.js';
import { ViewQueryService } from '../../domain/query/view-query.service.js';
import { FirstViewMetricsQueryDto, ViewMetricsQueryDto } from './dto/view-metrics-query.dto.js';
import { ViewMetricsResponseDto } from './dto/view-metrics-response.dto.js';
import { presentViewRows } from './present-view-rows.js';
import { viewsDescription } from './views-description.js';
import { FIRST_DIALECT, SECOND_DIALECT } from './view-dialects.js';

/** What both generations answer besides. */
function ViewMetricsRoute(): MethodDecorator {
  return applyDecorators(
    Authenticated(),
    QueryRoute(),
    ApiOkResponse({ type: ViewMetricsResponseDto, description: 'The groups.' }),
    ApiBadRequestResponse({
      type: ErrorResponseDto,
      description:
        'The question breaks a rule. The message says where, which one, and which names there are.',
    }),
    ApiPayloadTooLargeResponse({
      type: ErrorResponseDto,
      description:
        'There are more rows, or longer texts, than an answer may hold: give config.row_limit, or narrow the query.',
    }),
    ApiServiceUnavailableResponse({
      type: ErrorResponseDto,
      description:
        'The database is away, or the query took too long: narrow it, by a shorter interval for example.',
    }),
  );
}

async function answer(
  queries: ViewQueryService,
  { projectId }: Principal,
  asked: AskedViewQuery,
): Promise<ViewMetricsResponseDto> {
  return { data: presentViewRows(await queries.answer({ ...asked, projectId }), asked) };
}

/** The first generation of Langfuse's route, with traces as a view. */
@ApiTags('Metrics')
@Controller('api/public/metrics')
export class FirstViewMetricsController {
  constructor(private readonly queries: ViewQueryService) {}

  @Get()
  @ViewMetricsRoute()
  @ApiOperation({
    operationId: 'queryMetricsOfFirstGeneration',
    summary: 'Figures of traces, observations and scores',
    description: viewsDescription(FIRST_DIALECT),
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() { query }: FirstViewMetricsQueryDto,
  ): Promise<ViewMetricsResponseDto> {
    return answer(this.queries, principal, query);
  }
}

/** The second generation. */
@ApiTags('Metrics')
@Controller('api/public/v2/metrics')
export class ViewMetricsController {
  constructor(private readonly queries: ViewQueryService) {}

  @Get()
  @ViewMetricsRoute()
  @ApiOperation({
    operationId: 'queryMetrics',
    summary: 'Figures of observations and scores',
    description: viewsDescription(SECOND_DIALECT),
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() { query }: ViewMetricsQueryDto,
  ): Promise<ViewMetricsResponseDto> {
    return answer(this.queries, principal, query);
  }
}
