import { Module } from '@nestjs/common';
import { ViewQueryReader } from './domain/query/view-query.reader.js';
import { ViewQueryService } from './domain/query/view-query.service.js';
import { FirstViewMetricsController, ViewMetricsController } from './http/query/view-metrics.controllers.js';
import { TypeOrmViewQueryReader } from './persistence/query/typeorm-view-query.reader.js';

/** Answers questions about all traces, observations and scores. */
@Module({
  controllers: [FirstViewMetricsController, ViewMetricsController],
  providers: [ViewQueryService, { provide: ViewQueryReader, useClass: TypeOrmViewQueryReader }],
})
export class ViewMetricsModule {}
