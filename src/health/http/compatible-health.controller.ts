import { Controller, Get, HttpStatus, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../auth/http/access.decorator.js';
import { ErrorResponseDto } from '../../common/http/error-response.dto.js';
import { PACKAGE_VERSION } from '../../common/package-version.js';
import { HealthService } from '../domain/health.service.js';
import { ReadinessService } from '../domain/readiness.service.js';
import { CompatibleHealthQueryDto } from './dto/compatible-health-query.dto.js';
import { CompatibleHealthResponseDto } from './dto/compatible-health-response.dto.js';

/** The probes under the names that deployments of Langfuse know. */
@ApiTags('Health')
@Public()
@Controller('api/public')
export class CompatibleHealthController {
  constructor(
    private readonly health: HealthService,
    private readonly readiness: ReadinessService,
  ) {}

  @Get('health')
  @ApiOperation({
    operationId: 'getHealth',
    summary: 'Does the server work?',
    description: 'Asks nothing of the database unless a parameter demands it.',
  })
  @ApiOkResponse({ type: CompatibleHealthResponseDto, description: 'It does.' })
  @ApiBadRequestResponse({ type: ErrorResponseDto, description: 'A parameter does not follow its rule.' })
  @ApiServiceUnavailableResponse({
    type: CompatibleHealthResponseDto,
    description: 'Something that is demanded is not so.',
    example: { status: 'Database not available', version: '0.1.0' },
  })
  async healthOf(
    @Query() demands: CompatibleHealthQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CompatibleHealthResponseDto> {
    const problem = await this.health.problem({
      database: demands.failIfDatabaseUnavailable,
      recentEvents: demands.failIfNoRecentEvents,
    });
    return answer(problem, response);
  }

  @Get('ready')
  @ApiOperation({
    operationId: 'getCompatibleReadiness',
    summary: 'Should requests be sent here? As Langfuse says it',
    description: 'The same question as /readyz.',
  })
  @ApiOkResponse({ type: CompatibleHealthResponseDto, description: 'They should.' })
  @ApiServiceUnavailableResponse({
    type: CompatibleHealthResponseDto,
    description: 'They should not, for now.',
    example: { status: 'Not ready', version: '0.1.0' },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<CompatibleHealthResponseDto> {
    return answer((await this.readiness.isReady()) ? null : 'Not ready', response);
  }
}

function answer(problem: string | null, response: Response): CompatibleHealthResponseDto {
  if (problem !== null) response.status(HttpStatus.SERVICE_UNAVAILABLE);
  return { status: problem ?? 'OK', version: PACKAGE_VERSION };
}
