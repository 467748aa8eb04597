import { Controller, Post, Req } from '@nestjs/common';
import { ApiForbiddenResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import type { Principal } from '../../auth/domain/principal.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { IngestService } from '../domain/ingest.service.js';
import type { IngestResponseDto } from './dto/ingest-response.dto.js';
import { IngestBodyService } from './ingest-body.service.js';
import { IngestRoute } from './ingest-route.decorator.js';
import { NATIVE_BATCH_SCHEMA } from './native-batch.schema.js';

@ApiTags('Ingest')
@Authenticated()
@Controller('v1/l')
export class TraceBatchController {
  constructor(
    private readonly body: IngestBodyService,
    private readonly ingest: IngestService,
  ) {}

  @Post('batch')
  @ApiOperation({
    summary: 'Write a trace and observations',
    description:
      'All or nothing. Writing an id again merges: what is absent or null never overwrites. The order of writes does not matter: ' +
      'the record with the later time wins in each field.',
  })
  @IngestRoute(
    NATIVE_BATCH_SCHEMA,
    'observations[3].startTime must be an RFC 3339 date-time between 1970 and 2100',
  )
  @ApiForbiddenResponse({
    type: ErrorResponseDto,
    description: 'A projectId is not the project of the credential.',
  })
  async write(@Req() request: Request, @CurrentPrincipal() principal: Principal): Promise<IngestResponseDto> {
    await this.body.take('native', request, principal.projectId, (patches, bytes) =>
      this.ingest.writeTelemetry(patches, bytes),
    );
    return { message: 'Request Successful.' };
  }
}
