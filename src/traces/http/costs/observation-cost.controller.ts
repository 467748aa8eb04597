import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../../auth/domain/principal.js';
import { Authenticated } from '../../../auth/http/access.decorator.js';
import { CurrentPrincipal } from '../../../auth/http/principal.decorator.js';
import { QueryRoute } from '../../../auth/http/query-route.decorator.js';
import { ErrorResponseDto } from '../../../common/http/error-response.dto.js';
import { ReadUnavailable } from '../../../common/http/read-unavailable.decorator.js';
import { CostsService } from '../../domain/costs/costs.service.js';
import { ObservationCostResponseDto } from './dto/observation-cost-response.dto.js';
import { presentObservationCost } from './observation-cost.presenter.js';

@ApiTags('Observations')
@ReadUnavailable()
@Controller('api/public/observations')
export class ObservationCostController {
  constructor(private readonly costs: CostsService) {}

  @Get(':observationId/cost')
  @Authenticated()
  @QueryRoute()
  @ApiOperation({
    operationId: 'explainObservationCost',
    summary: 'Explain the cost of an observation',
    description:
      'Each bucket of its usage with its count, price and cost, and where the price is from; or why there is no cost. What was priced keeps ' +
      'the prices of then. Of several observations with the same id, of different traces, the latest.',
  })
  @ApiParam({
    name: 'observationId',
    description:
      'The id. 128 bits in hexadecimal are found with and without hyphens, whichever way they were sent.',
    example: '00f067aa0ba902b7',
  })
  @ApiOkResponse({ type: ObservationCostResponseDto, description: 'The cost and how it came about.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'The project has no such observation.' })
  async explain(
    @CurrentPrincipal() { projectId }: Principal,
    @Param('observationId') observationId: string,
  ): Promise<ObservationCostResponseDto> {
    const { observation, cost } = await this.costs.explain(projectId, observationId);
    return presentObservationCost(observation, cost);
  }
}
