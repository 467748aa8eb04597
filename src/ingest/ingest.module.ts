import { Module } from '@nestjs/common';
import { CommitMonitor } from './domain/commit-monitor.js';
import { DeletionService } from './domain/deletion/deletion.service.js';
import { TelemetryEraser } from './domain/deletion/telemetry.eraser.js';
import { IngestService } from './domain/ingest.service.js';
import { IngestionService } from './domain/langfuse/ingestion.service.js';
import { ObservationPlacementService } from './domain/langfuse/observation-placement.service.js';
import { MetricWriter } from './domain/metric.writer.js';
import { ObservationTraceLookup } from './domain/observation-trace.lookup.js';
import { PriceLists } from './domain/price-lists.js';
import { ScoreConfigLookup } from './domain/score-config.lookup.js';
import { PointIngestService } from './domain/otlp/metrics/point-ingest.service.js';
import { SpanIngestService } from './domain/otlp/span-ingest.service.js';
import { TelemetryWriter } from './domain/telemetry.writer.js';
import { TokenCounter } from './domain/token-counter.js';
import { BodyDecoder } from './http/body-decoder.js';
import { ScoreDeletionController } from './http/deletion/score-deletion.controller.js';
import { TraceDeletionController } from './http/deletion/trace-deletion.controller.js';
import { IngestBodyService } from './http/ingest-body.service.js';
import { IngestionController } from './http/ingestion.controller.js';
import { MetricBatchController } from './http/metric-batch.controller.js';
import { PrometheusCommitMonitor } from './http/prometheus-commit.monitor.js';
import { MetricExportService } from './http/otlp/metric-export.service.js';
import { OtlpErrorFilter } from './http/otlp/otlp-error.filter.js';
import { OtlpLogController } from './http/otlp/otlp-log.controller.js';
import { OtlpMetricController } from './http/otlp/otlp-metric.controller.js';
import { OtlpTraceController } from './http/otlp/otlp-trace.controller.js';
import { TraceExportService } from './http/otlp/trace-export.service.js';
import { SingleEventController } from './http/single-event.controller.js';
import { TraceBatchController } from './http/trace-batch.controller.js';
import { RepricingService } from './domain/repricing/repricing.service.js';
import { RepricingRunner } from './domain/repricing/repricing.runner.js';
import { RepriceJobStore } from './domain/repricing/reprice-job.store.js';
import { Repricer } from './domain/repricing/repricer.js';
import { RepricingController } from './http/repricing/repricing.controller.js';
import { TypeOrmRepricer } from './persistence/repricing/typeorm-repricer.js';
import { TypeOrmRepriceJobStore } from './persistence/repricing/typeorm-reprice-job.store.js';
import { TypeOrmTelemetryEraser } from './persistence/deletion/typeorm-telemetry.eraser.js';
import { TypeOrmMetricWriter } from './persistence/typeorm-metric.writer.js';
import { TypeOrmObservationTraceLookup } from './persistence/typeorm-observation-trace.lookup.js';
import { TypeOrmPriceLists } from './persistence/typeorm-price-lists.js';
import { TypeOrmScoreConfigLookup } from './persistence/typeorm-score-config.lookup.js';
import { TypeOrmTelemetryWriter } from './persistence/typeorm-telemetry.writer.js';
import { ThreadTokenCounter } from './tokens/thread-token-counter.js';

/** Owns every write of telemetry. */
@Module({
  controllers: [
    TraceBatchController,
    MetricBatchController,
    IngestionController,
    SingleEventController,
    OtlpTraceController,
    OtlpMetricController,
    OtlpLogController,
    TraceDeletionController,
    ScoreDeletionController,
    RepricingController,
  ],
  providers: [
    IngestService,
    IngestionService,
    DeletionService,
    RepricingService,
    RepricingRunner,
    ObservationPlacementService,
    IngestBodyService,
    BodyDecoder,
    SpanIngestService,
    TraceExportService,
    PointIngestService,
    MetricExportService,
    OtlpErrorFilter,
    { provide: CommitMonitor, useClass: PrometheusCommitMonitor },
    { provide: TelemetryWriter, useClass: TypeOrmTelemetryWriter },
    { provide: ObservationTraceLookup, useClass: TypeOrmObservationTraceLookup },
    { provide: TokenCounter, useClass: ThreadTokenCounter },
    { provide: PriceLists, useClass: TypeOrmPriceLists },
    { provide: ScoreConfigLookup, useClass: TypeOrmScoreConfigLookup },
    { provide: RepriceJobStore, useClass: TypeOrmRepriceJobStore },
    { provide: Repricer, useClass: TypeOrmRepricer },
    { provide: TelemetryEraser, useClass: TypeOrmTelemetryEraser },
    { provide: MetricWriter, useClass: TypeOrmMetricWriter },
  ],
})
export class IngestModule {}
