import { status as statusCodes } from '@grpc/grpc-js';
import type { ErrorCode } from '../common/domain-error.js';
import type { RefusalNote } from '../common/http/refusal-note.js';
import type { Log } from '../common/logging/log.js';
import { reasonText } from '../common/logging/reason-text.js';
import type { ServerMetrics } from '../common/monitoring/server-metrics.js';

const METHOD = 'gRPC';

/** A call as it begins. */
export interface BegunCall {
  /** `/package.Service/Method` */
  readonly path: string;
  /** Where it comes from. */
  readonly address: string | undefined;
  /** By performance.now(). */
  readonly startedMs: number;
}

/** One line and one measurement for each call, as requests of HTTP have them. */
export class CallRecords {
  constructor(
    private readonly log: Log,
    private readonly metrics: ServerMetrics,
  ) {}

  /** @param note what was not taken of it, where the rest is stored */
  answered(call: BegunCall, note?: RefusalNote): void {
    this.ended(call, statusCodes.OK, note);
  }

  /** @param code of gRPC */
  refused(call: BegunCall, code: number, why: { reason: string; code: ErrorCode }): void {
    this.metrics.rejectedRequests.inc({ route: call.path, reason: why.code });
    this.ended(call, code, { reason: why.reason });
  }

  private ended({ path, address, startedMs }: BegunCall, code: number, note?: RefusalNote): void {
    const seconds = (performance.now() - startedMs) / 1000;
    const status = statusCodes[code] ?? 'UNKNOWN';
    this.metrics.requests.inc({ method: METHOD, route: path, status });
    this.metrics.requestSeconds.observe({ method: METHOD, route: path }, seconds);
    const text = `${METHOD} ${path} ${status}`;
    const line = { method: METHOD, route: path, status, ms: Math.round(seconds * 1000), ip: address };
    if (note === undefined) this.log.debug(text, line);
    else this.log.info(text, { ...line, ...note, reason: reasonText(note.reason) });
  }
}
