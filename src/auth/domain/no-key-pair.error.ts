import { UnauthorizedError } from './unauthorized.error.js';

/** A key pair was sent to a server that has none, so that no pair would be right. Nothing is given away by saying so. */
export class NoKeyPairError extends UnauthorizedError {
  constructor() {
    super('Unauthorized: this server has no key pair; start it with XTRACE_PUBLIC_KEY and XTRACE_SECRET_KEY');
  }
}
