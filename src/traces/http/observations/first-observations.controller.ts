import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
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
import { pageMeta } from '../../../common/page.js';
import { ObservationsService } from '../../domain/observations/observations.service.js';
import { ObservationResponseDto } from '../dto/observation-response.dto.js';
import { presentObservation } from '../observation.presenter.js';
import { ListObservationsQueryDto } from './dto/list-observations-query.dto.js';
import { ObservationPageResponseDto } from './dto/observation-page-response.dto.js';
import { observationQueryOf } from './observation-query-of.js';

/** The first generation of Langfuse's routes for observations: pages of whole observations, with payloads as JSON. */
@ApiTags('Observations')
@ReadUnavailable()
@Controller('api/public/observations')
export class FirstObservationsController {
  constructor(
    private readonly observations: ObservationsService,
    private readonly answers: AnswerBudget,
  ) {}

  @Get()
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'listObservationPages',
    summary: 'List observations by pages',
    description:
      'One page of the observations that match all conditions, the latest first. An empty parameter counts as absent. ' +
      'totalItems is exact. Sees everything that was acknowledged before.',
  })
  @ApiOkResponse({ type: ObservationPageResponseDto, description: 'The page; empty beyond the last one.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The page would be too large: lower limit.',
  })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() dto: ListObservationsQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObservationPageResponseDto> {
    const query = observationQueryOf(principal.projectId, dto);
    const { items, totalItems } = await this.answers.within(response, (hold) =>
      this.observations.find(query, hold),
    );
    return {
      data: items.map(presentObservation),
      meta: pageMeta({ page: dto.page, limit: dto.limit }, totalItems),
    };
  }

  @Get(':observationId')
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'getObservation',
    summary: 'Get an observation',
    description: 'Of several with the same id, of different traces, the latest.',
  })
  @ApiParam({
    name: 'observationId',
    description:
      'The id. 128 bits in hexadecimal are found with and without hyphens, whichever way they were sent.',
    example: '00f067aa0ba902b7',
  })
  @ApiOkResponse({ type: ObservationResponseDto, description: 'The observation.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such observation.' })
  @ApiPayloadTooLargeResponse({
    type: ErrorResponseDto,
    description: 'The observation is too large for one answer.',
  })
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('observationId') observationId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ObservationResponseDto> {
    const { projectId } = principal;
    return presentObservation(
      await this.answers.within(response, (hold) => this.observations.get(projectId, observationId, hold)),
    );
  }
}
