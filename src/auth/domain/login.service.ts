import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { TooManyRequestsError } from '../../common/too-many-requests.error.js';
import { AuthenticatorService } from './authenticator.service.js';
import { parseAuthorizationHeader } from './authorization-header.js';
import { credentialDigest } from './credential-digest.js';
import { FailedLogins } from './failed-logins.js';
import { NoKeyPairError } from './no-key-pair.error.js';
import type { Principal } from './principal.js';
import { UnauthorizedError } from './unauthorized.error.js';

/** Turns an Authorization header into a principal, at a bounded rate of wrong guesses. */
@Injectable()
export class LoginService {
  constructor(
    private readonly authenticator: AuthenticatorService,
    private readonly failedLogins: FailedLogins,
    private readonly clock: Clock,
  ) {}

  /**
   * @param network where the request comes from
   * @throws UnauthorizedError for no credential or a wrong one
   * @throws TooManyRequestsError where the network has tried too many wrong ones
   */
  login(header: string | undefined, network: string): Principal {
    const credential = parseAuthorizationHeader(header);
    if (credential.kind === 'absent' || credential.kind === 'malformed') throw new UnauthorizedError();
    const nowMs = this.clock.now();
    const digest = credentialDigest(credential);
    const waitMs = this.failedLogins.waitMs(network, digest, nowMs);
    if (waitMs > 0) throw new TooManyRequestsError(nowMs, waitMs);
    const principal = this.authenticator.authenticate(credential);
    if (principal === null) {
      this.failedLogins.recordFailure(network, digest, nowMs);
      throw credential.kind === 'basic' && !this.authenticator.hasKeyPair
        ? new NoKeyPairError()
        : new UnauthorizedError();
    }
    this.failedLogins.recordSuccess(network, digest, nowMs);
    return principal;
  }
}
