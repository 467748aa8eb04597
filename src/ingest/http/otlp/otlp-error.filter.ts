import { Catch, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { UnavailableError, type DomainError } from '../../../common/domain-error.js';
import { ErrorEnvelopeFilter, type ErrorAnswer } from '../../../common/http/error-envelope.filter.js';
import { Log } from '../../../common/logging/log.js';
import { ServerMetrics } from '../../../common/monitoring/server-metrics.js';
import { MEDIA_TYPES, otlpEncoding } from './otlp-encoding.js';
import { RPC_CODES, rpcStatus } from './rpc-status.js';

/** Answers with google.rpc.Status in the encoding of the request, in JSON where that is none of OTLP. */
@Catch()
@Injectable()
export class OtlpErrorFilter extends ErrorEnvelopeFilter {
  constructor(@Inject(Log) log: Log, @Inject(ServerMetrics) metrics: ServerMetrics) {
    super(log, metrics);
  }

  /** A client drops what it has sent when it reads 500. A mistake of the server may be gone when it comes again. */
  protected override toDomainError(thrown: unknown, request: Request): DomainError {
    const error = super.toDomainError(thrown, request);
    return error.code === 'INTERNAL_ERROR' ? new UnavailableError(error.message, 5) : error;
  }

  protected override answerTo(error: DomainError, request: Request): ErrorAnswer {
    const encoding = otlpEncoding(request.headers['content-type']) ?? 'json';
    return {
      type: MEDIA_TYPES[encoding],
      body: rpcStatus(encoding, RPC_CODES[error.code], error.message),
    };
  }
}
