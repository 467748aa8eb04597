import type { Metadata } from '@grpc/grpc-js';
import { ServerInterceptingCall, type ServerInterceptor, type StatusObject } from '@grpc/grpc-js';
import { ForbiddenError } from '../auth/domain/forbidden.error.js';
import type { Principal } from '../auth/domain/principal.js';
import { UnauthorizedError } from '../auth/domain/unauthorized.error.js';

/** Who calls, by the header Authorization and the address that the call comes from. @throws DomainError */
export type Identify = (authorization: string | undefined, address: string | undefined) => Principal;

/** Refuses calls without a credential that is good for all before their messages are read, and remembers who makes the others. */
export class CallerIdentity {
  private readonly principals = new WeakMap<Metadata, Principal>();

  constructor(
    private readonly identify: Identify,
    private readonly refusal: (path: string, error: unknown) => StatusObject,
  ) {}

  readonly interceptor: ServerInterceptor = (method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, proceed) => {
            const [authorization] = metadata.get('authorization');
            try {
              const principal = this.identify(
                authorization?.toString(),
                call.getConnectionInfo().remoteAddress,
              );
              if (principal.scope !== 'all') throw new ForbiddenError();
              this.principals.set(metadata, principal);
            } catch (error) {
              call.sendStatus(this.refusal(method.path, error));
              return;
            }
            proceed(metadata);
          },
        }),
    });

  /** Of a call that the interceptor has let through. @throws UnauthorizedError for any other */
  of(metadata: Metadata): Principal {
    const principal = this.principals.get(metadata);
    if (principal === undefined) throw new UnauthorizedError();
    return principal;
  }
}
