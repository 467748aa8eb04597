import { ServerInterceptingCall, status, type ServerInterceptor } from '@grpc/grpc-js';
import type { ErrorCode } from '../common/domain-error.js';
import type { CallRecords } from './call-records.js';

const REASONS: ReadonlyMap<number, ErrorCode> = new Map([
  [status.RESOURCE_EXHAUSTED, 'PAYLOAD_TOO_LARGE'],
  [status.INVALID_ARGUMENT, 'BAD_REQUEST'],
  [status.UNIMPLEMENTED, 'UNSUPPORTED_MEDIA_TYPE'],
]);

/**
 * What grpc-js refuses by itself, as it reads a message: that is counted and logged like any refusal. It says INTERNAL where gzip cannot be
 * inflated, as if the server were to blame: that becomes INVALID_ARGUMENT. Innermost of the interceptors: such a refusal passes by them, but
 * not by the call that it ends.
 */
export function messageRefusals(records: CallRecords): ServerInterceptor {
  return ({ path }, call) => {
    const startedMs = performance.now();
    let isOurs = false;
    const send = call.sendStatus.bind(call);
    call.sendStatus = (refusal) => {
      if (isOurs) {
        send(refusal);
        return;
      }
      const code = refusal.code === status.INTERNAL ? status.INVALID_ARGUMENT : refusal.code;
      const reason = REASONS.get(code);
      if (reason !== undefined) {
        const address = call.getConnectionInfo().remoteAddress;
        records.refused({ path, address, startedMs }, code, { reason: refusal.details, code: reason });
      }
      send({ ...refusal, code });
    };
    return new ServerInterceptingCall(call, {
      sendStatus: (outcome, next) => {
        isOurs = true;
        next(outcome);
      },
    });
  };
}
