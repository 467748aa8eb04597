import { Injectable } from '@nestjs/common';
import { SpanIngestService } from '../../domain/otlp/span-ingest.service.js';
import type { ExportOutcome } from '../../domain/otlp/write-taken.js';
import { IngestBodyService, type ReadBody } from '../ingest-body.service.js';
import type { OtlpEncoding } from './otlp-encoding.js';

/** opentelemetry.proto.collector.trace.v1.TraceService, however it is called. */
@Injectable()
export class TraceExportService {
  constructor(
    private readonly body: IngestBodyService,
    private readonly spans: SpanIngestService,
  ) {}

  /** Resolved: all spans but the refused ones are durable and can be read. @throws DomainError */
  export(encoding: OtlpEncoding, read: ReadBody, projectId: string): Promise<ExportOutcome> {
    return this.body.takeFrom(
      encoding === 'json' ? 'jsonSpans' : 'spans',
      read,
      projectId,
      (items, bytes) => this.spans.write(items, bytes),
      ({ refused }) => refused,
    );
  }
}
