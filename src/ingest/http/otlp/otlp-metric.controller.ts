import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { answerExport } from './answer-export.js';
import { MetricExportResponseDto } from './dto/metric-export-response.dto.js';
import { OtlpErrorFilter } from './otlp-error.filter.js';
import { OtlpRoute } from './otlp-route.decorator.js';
import { METRIC_EXPORT_SCHEMA } from './metric-export.schema.js';
import { MetricExportService } from './metric-export.service.js';

const DESCRIPTION =
  'OTLP/HTTP. Each point stands for itself, and one that is sent again replaces itself. Names and attributes stay as they are sent; histograms become the ' +
  'series `_bucket` (with the label `le`), `_count` and `_sum`. Points of delta temporality have the label `otel.temporality`.';

/** Where OpenTelemetry's exporters send metrics. */
@ApiTags('OpenTelemetry')
@UseFilters(OtlpErrorFilter)
@Controller()
export class OtlpMetricController {
  constructor(private readonly metrics: MetricExportService) {}

  @Post('api/public/otel/v1/metrics')
  @OtlpRoute(METRIC_EXPORT_SCHEMA, MetricExportResponseDto)
  @Authenticated()
  @ApiOperation({
    operationId: 'exportMetrics',
    summary: 'Write points of metrics, beside the spans of SDKs of Langfuse',
    description: DESCRIPTION,
  })
  writeAsLangfuse(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    return this.export(request, response, principal);
  }

  @Post('v1/metrics')
  @OtlpRoute(METRIC_EXPORT_SCHEMA, MetricExportResponseDto)
  @Authenticated()
  @ApiOperation({
    operationId: 'exportMetricsByDefaultPath',
    summary: 'Write points of metrics, where exporters do by default',
    description: DESCRIPTION,
  })
  write(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    return this.export(request, response, principal);
  }

  private export(request: Request, response: Response, { projectId }: Principal): Promise<void> {
    return answerExport(request, response, 'rejectedDataPoints', (encoding, read) =>
      this.metrics.export(encoding, read, projectId),
    );
  }
}
