import { Controller, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated, CompatPublic } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { answerExport } from './answer-export.js';
import { TraceExportResponseDto } from './dto/trace-export-response.dto.js';
import { OtlpErrorFilter } from './otlp-error.filter.js';
import { OtlpRoute } from './otlp-route.decorator.js';
import { TRACE_EXPORT_SCHEMA } from './trace-export.schema.js';
import { TraceExportService } from './trace-export.service.js';

const DESCRIPTION =
  'OTLP/HTTP. Each span stands for itself. The order of spans does not matter, and sending them again changes nothing. ' +
  'Ids of traces and observations are those of the spans, in hexadecimal.';

/** Where OpenTelemetry's exporters, and Langfuse's SDKs from the third generation on, send spans. */
@ApiTags('OpenTelemetry')
@UseFilters(OtlpErrorFilter)
@Controller()
export class OtlpTraceController {
  constructor(private readonly traces: TraceExportService) {}

  @Post('api/public/otel/v1/traces')
  @OtlpRoute(TRACE_EXPORT_SCHEMA, TraceExportResponseDto)
  @CompatPublic()
  @ApiOperation({
    operationId: 'exportTraces',
    summary: 'Write spans, where SDKs of Langfuse do',
    description: DESCRIPTION,
  })
  writeAsLangfuse(
    @Req() request: Request,
    @Res() response: Response,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    return this.export(request, response, principal);
  }

  @Post('v1/traces')
  @OtlpRoute(TRACE_EXPORT_SCHEMA, TraceExportResponseDto)
  @Authenticated()
  @ApiOperation({
    operationId: 'exportTracesByDefaultPath',
    summary: 'Write spans, where exporters do by default',
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
    return answerExport(request, response, 'rejectedSpans', (encoding, read) =>
      this.traces.export(encoding, read, projectId),
    );
  }
}
