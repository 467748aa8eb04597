import { Module } from '@nestjs/common';
import { ActivityReader } from './domain/activity.reader.js';
import { HealthService } from './domain/health.service.js';
import { ReadinessService } from './domain/readiness.service.js';
import { CompatibleHealthController } from './http/compatible-health.controller.js';
import { HealthController } from './http/health.controller.js';
import { ServerMetricsController } from './http/server-metrics.controller.js';
import { TypeOrmActivityReader } from './persistence/typeorm-activity.reader.js';

/** What probes and Prometheus ask. */
@Module({
  controllers: [HealthController, CompatibleHealthController, ServerMetricsController],
  providers: [ReadinessService, HealthService, { provide: ActivityReader, useClass: TypeOrmActivityReader }],
  exports: [ReadinessService],
})
export class HealthModule {}
