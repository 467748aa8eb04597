import { Controller, Patch, Post, Req } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Principal } from '../../auth/domain/principal.js';
import { AllowsScoresScope, Authenticated } from '../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../auth/http/principal.decorator.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { IngestionService } from '../domain/langfuse/ingestion.service.js';
import type { SingleEventKind } from './decode-single-event.js';
import type { WrittenResponseDto } from './dto/written-response.dto.js';
import { IngestBodyService } from './ingest-body.service.js';
import { SingleEventRoute } from './single-event-route.decorator.js';

const CREATED = 'Without an id it gets one. With the id of one that is there: what is absent stays as it is.';
const CHANGED = 'What is absent stays as it is.';

/** Langfuse's first routes for writing, and that of scores: each takes one event, which happens as it arrives. */
@ApiTags('Ingest')
@Authenticated()
@Controller('api/public')
export class SingleEventController {
  constructor(
    private readonly body: IngestBodyService,
    private readonly ingestion: IngestionService,
  ) {}

  @Post('traces')
  @ApiOperation({ operationId: 'createTrace', summary: 'Write a trace', description: CREATED })
  @SingleEventRoute('trace')
  createTrace(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WrittenResponseDto> {
    return this.write('trace', request, principal);
  }

  @Post('spans')
  @ApiOperation({ operationId: 'createSpan', summary: 'Write a span', description: CREATED })
  @SingleEventRoute('span')
  createSpan(@Req() request: Request, @CurrentPrincipal() principal: Principal): Promise<WrittenResponseDto> {
    return this.write('span', request, principal);
  }

  @Patch('spans')
  @ApiOperation({ operationId: 'changeSpan', summary: 'Change a span', description: CHANGED })
  @SingleEventRoute('spanChange')
  @ApiNotFoundResponse({
    type: ErrorResponseDto,
    description: 'No traceId is given, and there is no such span.',
  })
  changeSpan(@Req() request: Request, @CurrentPrincipal() principal: Principal): Promise<WrittenResponseDto> {
    return this.write('spanChange', request, principal);
  }

  @Post('generations')
  @ApiOperation({ operationId: 'createGeneration', summary: 'Write a generation', description: CREATED })
  @SingleEventRoute('generation')
  createGeneration(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WrittenResponseDto> {
    return this.write('generation', request, principal);
  }

  @Patch('generations')
  @ApiOperation({ operationId: 'changeGeneration', summary: 'Change a generation', description: CHANGED })
  @SingleEventRoute('generationChange')
  @ApiNotFoundResponse({
    type: ErrorResponseDto,
    description: 'No traceId is given, and there is no such generation.',
  })
  changeGeneration(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WrittenResponseDto> {
    return this.write('generationChange', request, principal);
  }

  @Post('events')
  @ApiOperation({ operationId: 'createEvent', summary: 'Write an event', description: CREATED })
  @SingleEventRoute('event')
  createEvent(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WrittenResponseDto> {
    return this.write('event', request, principal);
  }

  @Post('scores')
  @AllowsScoresScope()
  @ApiOperation({
    operationId: 'createScore',
    summary: 'Write a score',
    description: `${CREATED} A public key alone (as Bearer) is good for it.`,
  })
  @SingleEventRoute('score')
  createScore(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WrittenResponseDto> {
    return this.write('score', request, principal);
  }

  private async write(
    kind: SingleEventKind,
    request: Request,
    { projectId }: Principal,
  ): Promise<WrittenResponseDto> {
    const id = await this.body.take(kind, request, projectId, ([event], bytes) => {
      if (event === undefined) throw new Error(`${kind} was read as nothing`);
      return this.ingestion.writeOne(event, bytes);
    });
    return { id };
  }
}
