import { Controller, Delete, Param, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { DocumentErrors } from '../../../common/http/document-errors.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { documentReader } from '../../../common/http/json-document.js';
import { DeletionService } from '../../domain/deletion/deletion.service.js';
import { DeletionResponseDto } from '../dto/deletion-response.dto.js';
import { TRACE_IDS } from './trace-ids.schema.js';

const readTraceIds = documentReader<{ traceIds: readonly string[] }>(TRACE_IDS);

@ApiTags('Traces')
@ApiServiceUnavailableResponse({
  type: ErrorResponseDto,
  description: 'The database is away or too busy. Some of it may be deleted; the request may be sent again.',
})
@Authenticated()
@Controller('api/public/traces')
export class TraceDeletionController {
  constructor(private readonly deletions: DeletionService) {}

  @Delete(':traceId')
  @ApiOperation({
    operationId: 'deleteTrace',
    summary: 'Delete a trace',
    description:
      'Deletes the trace with its observations and scores, and the comments on them; they are gone when this is answered, from lists and ' +
      'figures, too. ' +
      'Its session stays. What is written for the trace later makes it anew.',
  })
  @ApiParam({
    name: 'traceId',
    description: 'The id. Of 128 bits in hexadecimal all spellings are deleted, with and without hyphens.',
    example: '0af7651916cd43dd8448eb211c80319c',
  })
  @ApiOkResponse({ type: DeletionResponseDto, description: 'There is no such trace, or not any more.' })
  async delete(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('traceId') traceId: string,
  ): Promise<DeletionResponseDto> {
    await this.deletions.deleteTraces(projectId, [traceId]);
    return { message: 'The trace is deleted.' };
  }

  @Delete()
  @ApiOperation({
    operationId: 'deleteTraces',
    summary: 'Delete traces',
    description: 'Up to 1,000 traces, each as if it were deleted by itself.',
  })
  @ApiBody({ required: true, schema: TRACE_IDS as never })
  @ApiOkResponse({ type: DeletionResponseDto, description: 'There are no such traces, or not any more.' })
  @DocumentErrors()
  async deleteMany(
    @CurrentPrincipal() { projectId }: Principal,
    @Req() request: Request,
  ): Promise<DeletionResponseDto> {
    const { traceIds } = await readTraceIds(request);
    await this.deletions.deleteTraces(projectId, traceIds);
    return { message: 'The traces are deleted.' };
  }
}
