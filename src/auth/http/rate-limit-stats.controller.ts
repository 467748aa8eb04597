import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppConfig } from '../../config/app-config.js';
import { RateLimitStats } from '../domain/rate-limit-stats.js';
import { Authenticated } from './access.decorator.js';
import { RateLimitStatsResponseDto } from './dto/rate-limit-stats-response.dto.js';

@ApiTags('Operations')
@Controller('api/internal/rate_limit_stats')
export class RateLimitStatsController {
  constructor(
    private readonly config: AppConfig,
    private readonly stats: RateLimitStats,
  ) {}

  @Get()
  @Authenticated()
  @ApiOperation({
    operationId: 'getRateLimitStats',
    summary: 'What the query rate limit has done',
    description:
      'The limit, how many queries it let through and turned away, and which credentials it turned away most. ' +
      'Counted by this process since its start. Not rate limited itself.',
  })
  @ApiOkResponse({ type: RateLimitStatsResponseDto, description: 'The counts.' })
  get(): RateLimitStatsResponseDto {
    const counts = this.stats.counts();
    return {
      rate_limit_qps: this.config.rateLimitQps,
      rate_limit_burst: this.config.rateLimitBurst,
      total_allowed: counts.allowed,
      total_rejected: counts.rejected,
      rejection_rate: counts.rejectionRate,
      top_rejected_tokens: counts.topRejected.map(({ token, count }) => ({ token, count })),
    };
  }
}
