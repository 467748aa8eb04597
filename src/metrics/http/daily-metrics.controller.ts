import { Controller, Get, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Principal } from '../../auth/domain/principal.js';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../auth/http/query-route.decorator.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { DailyUsageService } from '../domain/daily-usage.service.js';
import { presentDailyUsage } from './daily-usage.presenter.js';
import { dailyUsageQueryOf } from './daily-usage-query-of.js';
import { DailyMetricsQueryDto } from './dto/daily-metrics-query.dto.js';
import { DailyMetricsResponseDto } from './dto/daily-metrics-response.dto.js';

@ApiTags('Metrics')
@Controller('api/public/metrics/daily')
export class DailyMetricsController {
  constructor(private readonly usage: DailyUsageService) {}

  @Get()
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listDailyMetrics',
    summary: 'Usage and cost by day and model',
    description:
      'The days (UTC) on which anything happened, the latest first; by default among the last 30. Traces count on the day of their ' +
      'timestamp, observations on the day of their start. An empty parameter counts as absent. Answered from figures that are ' +
      'kept while data comes in, unless traceName, userId, tags, version or release is given, or a day is only partly in the range.',
  })
  @ApiOkResponse({ type: DailyMetricsResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  @ApiServiceUnavailableResponse({
    type: ErrorResponseDto,
    description: 'The database is away, or the query took too long.',
  })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: DailyMetricsQueryDto,
  ): Promise<DailyMetricsResponseDto> {
    return presentDailyUsage(dto, await this.usage.find(dailyUsageQueryOf(principal.projectId, dto)));
  }
}
