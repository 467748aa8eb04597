import { Module } from '@nestjs/common';
import { MetricReader } from './domain/metric.reader.js';
import { MetricsService } from './domain/metrics.service.js';
import { MetricsController } from './http/metrics.controller.js';
import { TypeOrmMetricReader } from './persistence/typeorm-metric.reader.js';

/** Reads time series. ReadDatabase, Clock and the guards come from the application. */
@Module({
  controllers: [MetricsController],
  providers: [MetricsService, { provide: MetricReader, useClass: TypeOrmMetricReader }],
})
export class MetricsModule {}
