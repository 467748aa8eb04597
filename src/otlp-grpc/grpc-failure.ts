import { Metadata } from '@grpc/grpc-js';
import { DomainError, UnavailableError, type ErrorCode } from '../common/domain-error.js';
import type { Log } from '../common/logging/log.js';
import { TooManyRequestsError } from '../common/too-many-requests.error.js';
import { RPC_CODES } from '../ingest/http/otlp/rpc-status.js';
import { bytesField, integerField, textField } from '../ingest/http/otlp/wire-writer.js';

/** How a call ends that is refused. */
export interface GrpcFailure {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
  /** For the metrics. */
  readonly reason: ErrorCode;
}

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';
/** Where clients look for google.rpc.Status. */
const STATUS_DETAILS = 'grpc-status-details-bin';

/** UNAVAILABLE for what passes, mistakes of the server included; RetryInfo says when to call again. */
export function failureOf(error: unknown, log: Log): GrpcFailure {
  const known = error instanceof DomainError ? error : mistake(error, log);
  if (known.code === 'SERVICE_UNAVAILABLE') log.warn(known.message, { cause: known.cause });
  const code = RPC_CODES[known.code];
  const metadata = new Metadata();
  const seconds = retryAfterSeconds(known);
  if (seconds !== null) {
    const retryInfo = bytesField(1, integerField(1, seconds));
    const detail = Buffer.concat([textField(1, RETRY_INFO), bytesField(2, retryInfo)]);
    const status = Buffer.concat([integerField(1, code), textField(2, known.message), bytesField(3, detail)]);
    metadata.set(STATUS_DETAILS, status);
  }
  return { code, details: known.message, metadata, reason: known.code };
}

function retryAfterSeconds(error: DomainError): number | null {
  if (error instanceof UnavailableError || error instanceof TooManyRequestsError)
    return error.retryAfterSeconds;
  return error.code === 'SERVICE_UNAVAILABLE' ? 1 : null;
}

function mistake(error: unknown, log: Log): DomainError {
  log.error('A call failed because of a mistake in the server', { error });
  return new UnavailableError('The server made a mistake; its log says more', 5);
}
