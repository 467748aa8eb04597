import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../auth/http/access.decorator.js';
import { ReadinessService } from '../domain/readiness.service.js';
import { AliveResponseDto, ReadyResponseDto } from './dto/health-response.dto.js';

@ApiTags('Health')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get('healthz')
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Is the process alive?',
    description: 'Asks nothing of the database. For liveness probes.',
  })
  @ApiOkResponse({ type: AliveResponseDto, description: 'It is.' })
  alive(): AliveResponseDto {
    return { status: 'ok' };
  }

  @Get('readyz')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Should requests be sent here?',
    description:
      'Not while the database is away, migrations run, the disk is nearly full, or the server drains before its end.',
  })
  @ApiOkResponse({ type: ReadyResponseDto, description: 'They should.' })
  @ApiServiceUnavailableResponse({
    type: ReadyResponseDto,
    description: 'They should not, for now.',
    example: { status: 'not_ready' },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyResponseDto> {
    if (await this.readiness.isReady()) return { status: 'ready' };
    response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'not_ready' };
  }
}
