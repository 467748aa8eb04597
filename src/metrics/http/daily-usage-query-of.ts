import type { DailyUsageQuery } from '../domain/daily-usage-query.js';
import type { DailyMetricsQueryDto } from './dto/daily-metrics-query.dto.js';

/** The question that a request asks, of the project of its caller. */
export function dailyUsageQueryOf(projectId: string, dto: DailyMetricsQueryDto): DailyUsageQuery {
  return {
    projectId,
    page: dto.page,
    limit: dto.limit,
    range: { from: dto.fromTimestamp, to: dto.toTimestamp },
    environments: dto.environment,
    traces: {
      traceName: dto.traceName,
      userId: dto.userId,
      version: dto.version,
      release: dto.release,
      tags: dto.tags,
    },
  };
}
