import { Controller, Get, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPayloadTooLargeResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { AnswerBudget } from '../../../common/http/answer-budget.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { ReadUnavailable } from '../../../common/http/read-unavailable.decorator.js';
import { ObservationsService } from '../../domain/observations/observations.service.js';
import { ObservationStretchResponseDto } from './dto/observation-stretch-response.dto.js';
import { ScanObservationsQueryDto } from './dto/scan-observations-query.dto.js';
import { observationScanOf } from './observation-scan-of.js';
import { presentObservationStretch } from './selected-observation.presenter.js';

/** The second generation of Langfuse's routes for observations: stretch by stretch, with the groups of fields that are asked for. */
@ApiTags('Observations')
@Controller('api/public/v2/observations')
export class ObservationsController {
  constructor(
    private readonly observations: ObservationsService,
    private readonly answers: AnswerBudget,
  ) {}

  @Get()
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listObservations',
    summary: 'List observations',
    description:
      'The observations that match all conditions, the latest first, stretch by stretch: meta.cursor of an answer asks for the next one. ' +
      'A stretch takes the same time wherever it lies. An empty parameter counts as absent. Sees everything that was acknowledged before.',
  })
  @ApiOkResponse({ type: ObservationStretchResponseDto, description: 'A stretch of the list.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The answer would be too large: lower limit, or leave io and metadata out of fields.',
  })
  @ReadUnavailable()
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: ScanObservationsQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObservationStretchResponseDto> {
    const scan = observationScanOf(principal.projectId, dto);
    const stretch = await this.answers.within(response, (hold) => this.observations.scan(scan, hold));
    return presentObservationStretch(stretch, dto.fields);
  }
}
