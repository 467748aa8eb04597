import { Controller, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import type { Principal } from '../../auth/domain/principal.js';
import { IngestService } from '../domain/ingest.service.js';
import type { IngestResponseDto } from './dto/ingest-response.dto.js';
import { IngestBodyService } from './ingest-body.service.js';
import { IngestRoute } from './ingest-route.decorator.js';
import { METRIC_BATCH_SCHEMA } from './metric-batch.schema.js';

@ApiTags('Ingest')
@Authenticated()
@Controller('v1/metrics')
export class MetricBatchController {
  constructor(
    private readonly body: IngestBodyService,
    private readonly ingest: IngestService,
  ) {}

  @Post('batch')
  @ApiOperation({
    summary: 'Write time-series metrics',
    description:
      'All or nothing. A value written again for the same series and instant replaces the first, so that a retry doubles nothing.',
  })
  @IngestRoute(METRIC_BATCH_SCHEMA, 'metrics[3].labels.node_id must be a string')
  async write(@Req() request: Request, @CurrentPrincipal() principal: Principal): Promise<IngestResponseDto> {
    await this.body.take('metrics', request, principal.projectId, (samples, bytes) =>
      this.ingest.writeMetrics(samples, bytes),
    );
    return { message: 'Request Successful.' };
  }
}
