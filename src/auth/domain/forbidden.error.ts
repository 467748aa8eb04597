import { DomainError } from '../../common/domain-error.js';

/** The credential is known, and not good for this. */
export class ForbiddenError extends DomainError {
  constructor() {
    super(
      'FORBIDDEN',
      'A public key alone may only write scores: use Basic authentication with the secret key',
    );
  }
}
