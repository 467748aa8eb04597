import { Module } from '@nestjs/common';
import { ReadinessService } from './domain/readiness.service.js';
import { HealthController } from './http/health.controller.js';
import { ServerMetricsController } from './http/server-metrics.controller.js';

/** What probes and Prometheus ask. */
@Module({
  controllers: [HealthController, ServerMetricsController],
  providers: [ReadinessService],
  exports: [ReadinessService],
})
export class HealthModule {}
