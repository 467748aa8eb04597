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
import { MetricsService } from '../domain/metrics.service.js';
import { MetricNamesResponseDto } from './dto/metric-names-response.dto.js';
import { MetricQueryResponseDto } from './dto/metric-query-response.dto.js';
import { MetricQueryDto } from './dto/metric-query.dto.js';
import { presentMetricResult } from './present-metric-result.js';

@ApiTags('Metrics')
@Authenticated()
@QueryRoute()
@ApiServiceUnavailableResponse({
  type: ErrorResponseDto,
  description: 'The database is away, or the query took too long. Try again after Retry-After seconds.',
})
@Controller('api/public/metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get('names')
  @ApiOperation({
    operationId: 'listMetricNames',
    summary: 'The names of all metrics',
    description: 'Lists the name of every metric of the project, each once, sorted.',
  })
  @ApiOkResponse({ type: MetricNamesResponseDto, description: 'The names.' })
  async names(@CurrentPrincipal() principal: Principal): Promise<MetricNamesResponseDto> {
    return { data: await this.metrics.names(principal.projectId) };
  }

  @Get('query')
  @ApiOperation({
    operationId: 'queryMetric',
    summary: 'The values of a metric over time',
    description:
      'Gathers the points from `from` to `to` (both included) into buckets of `step`, and gives one value for each ' +
      'bucket and series, by `agg`. Buckets without points are left out. At most 50 series, and the newest 1,000 points ' +
      'of each: `meta.truncated` tells whether there are more. What was written can be read at once.\n\n' +
      'Rates and quantiles are computed from the answer. What came in a step is `agg=sum` of series with the label ' +
      '`otel.temporality="delta"`, which may be merged by `group_by`. Of cumulative ones it is the difference between two steps of ' +
      '`agg=last`, or the later value where that is smaller (the counting began anew): of each series for itself, as `last` of merged ones is ' +
      'that of one of them. Series of a histogram, `<name>_bucket`, hold how many measurements are not above `le`: ' +
      'where `le` reaches the wanted share of `le="+Inf"` is the quantile. They come in the order of their text: sort them by number.',
  })
  @ApiOkResponse({ type: MetricQueryResponseDto, description: 'The series; none where there is no data.' })
  @ApiBadRequestResponse({
    type: ErrorResponseDto,
    description: 'A parameter is malformed. The message names it and its rule.',
  })
  async query(
    @CurrentPrincipal() principal: Principal,
    @Query() { name, from, to, labels, step, agg, group_by }: MetricQueryDto,
  ): Promise<MetricQueryResponseDto> {
    const request = { name, from, to, labels, step, aggregation: agg, groupBy: group_by };
    return presentMetricResult(await this.metrics.query(principal.projectId, request));
  }
}
