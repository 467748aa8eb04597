import type { ReadBody } from '../ingest/http/ingest-body.service.js';
import { exportResponse, type Refusals } from '../ingest/http/otlp/export-response.js';
import type { MetricExportService } from '../ingest/http/otlp/metric-export.service.js';
import type { TraceExportService } from '../ingest/http/otlp/trace-export.service.js';

/** A unary method of OTLP/gRPC, from the bytes of its request to those of its response. */
export interface ExportMethod {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly run: (message: Buffer, projectId: string) => Promise<Buffer>;
}

export function traceExport(traces: TraceExportService): ExportMethod {
  return method('trace.v1.TraceService', 'rejectedSpans', (read, projectId) =>
    traces.export('protobuf', read, projectId),
  );
}

export function metricExport(metrics: MetricExportService): ExportMethod {
  return method('metrics.v1.MetricsService', 'rejectedDataPoints', (read, projectId) =>
    metrics.export('protobuf', read, projectId),
  );
}

function method(
  service: string,
  refusedName: string,
  take: (read: ReadBody, projectId: string) => Promise<Refusals>,
): ExportMethod {
  return {
    path: `/opentelemetry.proto.collector.${service}/Export`,
    run: async (message, projectId) =>
      exportResponse('protobuf', refusedName, await take(bodyOf(message), projectId)),
  };
}

/** The message is there already: it is counted like any body from here on. */
function bodyOf(message: Buffer): ReadBody {
  return async (_, hold) => {
    hold.grow(message.length);
    return Promise.resolve(message);
  };
}
