import type { Metadata } from '@grpc/grpc-js';
import { ServerInterceptingCall, type ServerInterceptor, type StatusObject } from '@grpc/grpc-js';
import { ForbiddenError } from '../auth/domain/forbidden.error.js';
import type { Principal } from '../auth/domain/principal.js';
import type { BegunCall } from './call-records.js';

/** Who calls, by the header Authorization and the address that the call comes from. @throws DomainError */
export type Identify = (authorization: string | undefined, address: string | undefined) => Principal;

export interface Caller {
  readonly principal: Principal;
  readonly call: BegunCall;
}

/** Refuses calls without a credential that is good for all before their messages are read, and remembers who makes the others. */
export class CallerIdentity {
  private readonly callers = new WeakMap<Metadata, Caller>();

  constructor(
    private readonly identify: Identify,
    private readonly refusal: (call: BegunCall, error: unknown) => StatusObject,
  ) {}

  readonly interceptor: ServerInterceptor = (method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, proceed) => {
            const [authorization] = metadata.get('authorization');
            const address = call.getConnectionInfo().remoteAddress;
            const begun = { path: method.path, address, startedMs: performance.now() };
            try {
              const principal = this.identify(authorization?.toString(), address);
              if (principal.scope !== 'all') throw new ForbiddenError();
              this.callers.set(metadata, { principal, call: begun });
            } catch (error) {
              call.sendStatus(this.refusal(begun, error));
              return;
            }
            proceed(metadata);
          },
        }),
    });

  /** Of a call that the interceptor has let through; undefined for any other. */
  of(metadata: Metadata): Caller | undefined {
    return this.callers.get(metadata);
  }
}
