import { NotFoundError } from '../common/domain-error.js';
import type { RefusalNote } from '../common/http/refusal-note.js';
import type { ReadBody } from '../ingest/http/ingest-body.service.js';
import { exportResponse } from '../ingest/http/otlp/export-response.js';
import type { MetricExportService } from '../ingest/http/otlp/metric-export.service.js';
import { LOGS_NOT_TAKEN } from '../ingest/http/otlp/otlp-log.controller.js';
import type { TraceExportService } from '../ingest/http/otlp/trace-export.service.js';
import { noteOfRefusals, type Refusals } from '../ingest/http/refusals.js';

/** A unary method of OTLP/gRPC, from the bytes of its request to those of its response. */
export interface ExportMethod {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly run: (message: Buffer, projectId: string) => Promise<ExportAnswer>;
}

export interface ExportAnswer {
  readonly message: Buffer;
  /** What was refused of the request. */
  readonly note: RefusalNote | undefined;
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

/** Refuses every call, with the reason. */
export function logExport(): ExportMethod {
  return method('logs.v1.LogsService', 'rejectedLogRecords', () =>
    Promise.reject(new NotFoundError(LOGS_NOT_TAKEN)),
  );
}

function method(
  service: string,
  refusedName: string,
  take: (read: ReadBody, projectId: string) => Promise<Refusals>,
): ExportMethod {
  return {
    path: `/opentelemetry.proto.collector.${service}/Export`,
    run: async (message, projectId) => {
      const refusals = await take(bodyOf(message), projectId);
      return {
        message: exportResponse('protobuf', refusedName, refusals),
        note: noteOfRefusals(refusals),
      };
    },
  };
}

/** The message is there already: it is counted like any body from here on. */
function bodyOf(message: Buffer): ReadBody {
  return async (_, hold) => {
    hold.grow(message.length);
    return Promise.resolve(message);
  };
}
