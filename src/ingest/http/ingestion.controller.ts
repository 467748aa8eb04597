import { Controller, HttpCode, HttpStatus, Post, Req } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnsupportedMediaTypeResponse,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { AllowsScoresScope, Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import type { Principal } from '../../auth/domain/principal.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { noteRefusal } from '../../common/http/refusal-note.js';
import { IngestionService, type IngestionOutcome } from '../domain/langfuse/ingestion.service.js';
import { IngestionResponseDto } from './dto/ingestion-response.dto.js';
import { IngestBodyService } from './ingest-body.service.js';
import { INGESTION_BATCH_SCHEMA } from './ingestion-event.schema.js';
import { noteOfRefusals, type Refusals } from './refusals.js';

@ApiTags('Ingest')
@Authenticated()
@AllowsScoresScope()
@Controller('api/public/ingestion')
export class IngestionController {
  constructor(
    private readonly body: IngestBodyService,
    private readonly ingestion: IngestionService,
  ) {}

  @Post()
  @HttpCode(HttpStatus.MULTI_STATUS)
  @ApiOperation({
    operationId: 'ingest',
    summary: 'Write events of Langfuse SDKs',
    description:
      'Each event stands for itself. The order of events does not matter, and sending them again changes nothing: what counts is the ' +
      'time of each event. With a public key alone (as Bearer) only scores are taken.',
  })
  @ApiHeader({
    name: 'Content-Encoding',
    required: false,
    description: 'gzip or identity (default). The limit holds for the inflated body too.',
    schema: { type: 'string', enum: ['gzip', 'identity'] },
  })
  @ApiBody({ required: true, schema: INGESTION_BATCH_SCHEMA as never })
  @ApiResponse({
    status: HttpStatus.MULTI_STATUS,
    type: IngestionResponseDto,
    description: 'What became of each event. Those among the successes are committed and can be read.',
  })
  @ApiBadRequestResponse({
    type: ErrorResponseDto,
    description: 'The body is not a batch. Nothing is stored.',
  })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The body has more bytes than XTRACE_MAX_REQUEST_BODY_BYTES.',
  })
  @ApiUnsupportedMediaTypeResponse({
    type: ErrorResponseDto,
    description: 'The body is not JSON, or encoded in another way than gzip.',
  })
  @ApiServiceUnavailableResponse({
    type: ErrorResponseDto,
    description: 'Send the whole batch again after Retry-After: what is stored already is not doubled.',
  })
  async write(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
  ): Promise<IngestionResponseDto> {
    const { successes, errors } = await this.body.take(
      'ingestion',
      request,
      principal.projectId,
      (items, bytes) => this.ingestion.write(items, bytes, principal.scope),
      (outcome) => outcome.errors.length,
    );
    noteRefusal(request, noteOfRefusals(refusalsOf(errors)));
    return { successes: [...successes], errors: [...errors] };
  }
}

function refusalsOf(errors: IngestionOutcome['errors']): Refusals {
  const reasons = new Map<string, number>();
  for (const { message } of errors) reasons.set(message, (reasons.get(message) ?? 0) + 1);
  return { refused: errors.length, reasons };
}
