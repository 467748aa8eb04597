import { Module } from '@nestjs/common';
import { DailyUsageReader } from './domain/daily-usage.reader.js';
import { DailyUsageService } from './domain/daily-usage.service.js';
import { DailyMetricsController } from './http/daily-metrics.controller.js';
import { TypeOrmDailyUsageReader } from './persistence/typeorm-daily-usage.reader.js';

/** Reads what was used day by day. */
@Module({
  controllers: [DailyMetricsController],
  providers: [DailyUsageService, { provide: DailyUsageReader, useClass: TypeOrmDailyUsageReader }],
})
export class DailyMetricsModule {}
