import type { ErrorCode } from '../../../common/domain-error.js';
import type { OtlpEncoding } from './otlp-encoding.js';
import { integerField, textField } from './wire-writer.js';

/** google.rpc.Code */
export const RPC_CODES: Readonly<Record<ErrorCode, number>> = {
  UNAUTHORIZED: 16,
  FORBIDDEN: 7,
  BAD_REQUEST: 3,
  // Of a route: a signal that is not taken.
  NOT_FOUND: 12,
  METHOD_NOT_ALLOWED: 12,
  CONFLICT: 10,
  PAYLOAD_TOO_LARGE: 8,
  UNSUPPORTED_MEDIA_TYPE: 3,
  RANGE_NOT_SATISFIABLE: 11,
  TOO_MANY_REQUESTS: 8,
  SERVICE_UNAVAILABLE: 14,
  INTERNAL_ERROR: 14,
};

/** google.rpc.Status: what the body of a refusal is. */
export function rpcStatus(encoding: OtlpEncoding, code: number, message: string): Buffer {
  return encoding === 'json'
    ? Buffer.from(JSON.stringify({ code, message }))
    : Buffer.concat([integerField(1, code), textField(2, message)]);
}
