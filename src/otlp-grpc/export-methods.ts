import type { ReadBody } from '../ingest/http/ingest-body.service.js';
import { exportResponse } from '../ingest/http/otlp/export-response.js';
import type { TraceExportService } from '../ingest/http/otlp/trace-export.service.js';

/** A unary method of OTLP/gRPC, from the bytes of its request to those of its response. */
export interface ExportMethod {
  /** `/package.Service/Method` */
  readonly path: string;
  readonly run: (message: Buffer, projectId: string) => Promise<Buffer>;
}

export function traceExport(traces: TraceExportService): ExportMethod {
  return {
    path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
    run: async (message, projectId) => {
      const outcome = await traces.export('protobuf', bodyOf(message), projectId);
      return exportResponse('protobuf', 'rejectedSpans', outcome);
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
