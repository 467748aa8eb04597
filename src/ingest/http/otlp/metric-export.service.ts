import { Injectable } from '@nestjs/common';
import { PointIngestService } from '../../domain/otlp/metrics/point-ingest.service.js';
import type { ExportOutcome } from '../../domain/otlp/write-taken.js';
import { IngestBodyService, type ReadBody } from '../ingest-body.service.js';
import type { OtlpEncoding } from './otlp-encoding.js';

/** opentelemetry.proto.collector.metrics.v1.MetricsService, however it is called. */
@Injectable()
export class MetricExportService {
  constructor(
    private readonly body: IngestBodyService,
    private readonly points: PointIngestService,
  ) {}

  /** Resolved: all points but the refused ones are durable and can be read. @throws DomainError */
  export(encoding: OtlpEncoding, read: ReadBody, projectId: string): Promise<ExportOutcome> {
    return this.body.takeFrom(
      encoding === 'json' ? 'jsonPoints' : 'points',
      read,
      projectId,
      (items, bytes) => this.points.write(items, bytes),
      ({ refused }) => refused,
    );
  }
}
